package headsup.incident;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.kernel.JsonShape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A maintenance from its announcement to its end, through the doors, with a clock that jumps. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class MaintenancesDoorTest {

    @Inject
    MovableClock clock;

    @Inject
    MaintenanceWatch watch;

    private Instant from = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private String component = "";

    @BeforeEach
    void aComponentAndAWindowInFourDays() {
        from = clock.instant().plus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        until = from.plus(Duration.ofHours(2));
        component = Cast.component("Cards");
    }

    @Test
    void anAnnouncedMaintenanceIsScheduledAndTouchesNothingYet() {
        announce(Map.of())
                .statusCode(201)
                .header("Location", matchesPattern(".*/api/v1/maintenances/[a-z0-9]{12}"))
                .body("status", equalTo("scheduled"))
                .body("scheduledFor", equalTo(JsonShape.time(from)))
                .body("scheduledUntil", equalTo(JsonShape.time(until)))
                .body("autoComplete", equalTo(true))
                .body("cancelledAt", nullValue())
                .body("sequence", equalTo(0))
                .body("components.id", contains(component))
                .body("updates.status", contains("scheduled"))
                .body("promise", nullValue());
        looks("operational");
    }

    @Test
    void theClockBeginsAndEndsItOnceHoweverOftenItLooks() {
        String id = id(announce(Map.of()));
        jumpTo(from);
        Eventually.holds("it has begun", () -> statusOf(id).equals("in_progress"));
        looks("under_maintenance");
        one(id).body("promise.dueAt", equalTo(JsonShape.time(until)))
                .body("updates[0].author", equalTo("the clock"))
                .body("updates[0].publishedAt", equalTo(JsonShape.time(from)));
        watch.turnWhatIsDue();
        watch.turnWhatIsDue();
        jumpTo(until);
        Eventually.holds("it has ended", () -> statusOf(id).equals("completed"));
        watch.turnWhatIsDue();
        looks("operational");
        one(id).body("updates.status", contains("completed", "in_progress", "scheduled"))
                .body("resolvedAt", equalTo(JsonShape.time(until)))
                .body("restoredAt", equalTo(JsonShape.time(until)))
                .body("updates[1].promise.state", equalTo("kept"));
    }

    @Test
    void aProcessThatWasAwayThroughAllOfItMakesUpForItAndTellsTheEndAlone() {
        String id = id(announce(Map.of()));
        jumpTo(until.plus(Duration.ofHours(3)));
        Eventually.holds("it has ended", () -> statusOf(id).equals("completed"));
        one(id).body("updates.status", contains("completed", "in_progress", "scheduled"))
                .body("updates.notify", contains(true, false, true))
                .body("restoredAt", equalTo(JsonShape.time(until)));
    }

    @Test
    void byDefaultAPersonEndsItAndItOverrunsUntilTheyDo() {
        String id = id(byHand());
        jumpTo(from);
        Eventually.holds("it has begun", () -> statusOf(id).equals("in_progress"));
        jumpTo(until.plus(Duration.ofMinutes(45)));
        watch.turnWhatIsDue();
        one(id).body("status", equalTo("in_progress"))
                .body("promise.state", equalTo("broken"))
                .body("overrunSeconds", org.hamcrest.Matchers.greaterThanOrEqualTo(2700))
                .body("promise.overdueSeconds", org.hamcrest.Matchers.greaterThanOrEqualTo(2700));
        update(id, Map.of("status", "verifying", "message", "We check.")).statusCode(201);
        update(
                        id,
                        Map.of(
                                "status",
                                "completed",
                                "message",
                                "Done.",
                                "restoredAt",
                                until.plus(Duration.ofMinutes(30)).toString()))
                .statusCode(201);
        looks("operational");
        one(id).body("restoredAt", equalTo(JsonShape.time(until.plus(Duration.ofMinutes(30)))))
                .body("overrunSeconds", equalTo(0));
    }

    @Test
    void itIsMovedWhileScheduledAndItsEndWhileItGoesOn() {
        String id = id(announce(Map.of()));
        Instant later = from.plus(Duration.ofDays(1));
        move(id, later, later.plus(Duration.ofHours(1)))
                .statusCode(200)
                .body("scheduledFor", equalTo(JsonShape.time(later)))
                .body("sequence", equalTo(1))
                .body("updates.message", contains("We moved it.", "We renew the cables."));
        jumpTo(from);
        watch.turnWhatIsDue();
        one(id).body("status", equalTo("scheduled"));
        jumpTo(later);
        Eventually.holds("it has begun", () -> statusOf(id).equals("in_progress"));
        move(id, from, later.plus(Duration.ofHours(2))).statusCode(409).body("code", equalTo("illegal_transition"));
        move(id, later, later.plus(Duration.ofMinutes(30)))
                .statusCode(422)
                .body("errors[0].field", equalTo("scheduledUntil"));
        move(id, later, later.plus(Duration.ofHours(3)))
                .statusCode(200)
                .body("sequence", equalTo(2))
                .body("status", equalTo("in_progress"))
                .body("promise.dueAt", equalTo(JsonShape.time(later.plus(Duration.ofHours(3)))));
        jumpTo(later.plus(Duration.ofHours(1)));
        watch.turnWhatIsDue();
        one(id).body("status", equalTo("in_progress"));
        jumpTo(later.plus(Duration.ofHours(3)));
        Eventually.holds("it has ended", () -> statusOf(id).equals("completed"));
    }

    @Test
    void aCancelledOneIsOverAndNeverBegins() {
        String id = id(announce(Map.of()));
        admin().body(Map.of("message", "Not needed any more."))
                .post("/api/v1/maintenances/{id}/cancellation", id)
                .then()
                .statusCode(201)
                .body("status", equalTo("completed"));
        one(id).body("cancelledAt", matchesPattern("....-..-..T..:..:..\\.\\d{3}Z"))
                .body("sequence", equalTo(1))
                .body("status", equalTo("completed"));
        jumpTo(from);
        watch.turnWhatIsDue();
        looks("operational");
        one(id).body("updates.size()", equalTo(2));
        update(id, Map.of("status", "completed", "message", "m")).statusCode(409);
        admin().body(Map.of("message", "m"))
                .post("/api/v1/maintenances/{id}/cancellation", id)
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_transition"));
        admin().get("/api/v1/maintenances?open=true&limit=500").then().body("items.id", not(hasItem(id)));
    }

    @Test
    void aComponentThatAnotherOpenIncidentHoldsIsNotHealedNorMadeToLookBetter() {
        String id = id(announce(Map.of()));
        jumpTo(from.minus(Duration.ofMinutes(5)));
        String incident = admin().body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .path("id");
        jumpTo(from);
        Eventually.holds("it has begun", () -> statusOf(id).equals("in_progress"));
        looks("major_outage");
        admin().body(Map.of("status", "resolved", "message", "It works."))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        looks("under_maintenance");
        jumpTo(until);
        Eventually.holds("it has ended", () -> statusOf(id).equals("completed"));
        looks("operational");
    }

    @Test
    void itBeginsByTheClockAloneAndIncidentsAndMaintenancesKeepToTheirDoors() {
        String id = id(announce(Map.of()));
        for (String status : List.of("in_progress", "verifying", "completed")) {
            update(id, Map.of("status", status, "message", "m"))
                    .statusCode(409)
                    .body("code", equalTo("illegal_transition"));
        }
        update(id, Map.of("status", "resolved", "message", "m"))
                .statusCode(422)
                .body("errors[0].field", equalTo("status"));
        update(id, Map.of("status", "scheduled", "message", "A reminder.")).statusCode(201);
        admin().body(Map.of("status", "resolved", "message", "m"))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(409);
        String incident = admin().body(Map.of("name", "Cards fail", "message", "We are looking."))
                .post("/api/v1/incidents")
                .path("id");
        admin().get("/api/v1/maintenances/" + incident).then().statusCode(404);
        update(incident, Map.of("status", "completed", "message", "m")).statusCode(404);
        admin().get("/api/v1/incidents?limit=500").then().body("items.id", not(hasItem(id)));
        admin().get("/api/v1/maintenances?limit=500").then().body("items.id", hasItem(id));
    }

    @ParameterizedTest
    @CsvSource({
        "-3600, 7200, scheduledFor",
        "34560000, 34567200, scheduledFor",
        "3600, 3600, scheduledUntil",
        "3600, 3000, scheduledUntil",
        "3600, 2766000, scheduledUntil",
    })
    void aWindowThatCannotBeMeantIsRefused(long begin, long end, String field) {
        Instant now = clock.instant();
        announce(Map.of(
                        "scheduledFor", now.plusSeconds(begin).toString(),
                        "scheduledUntil", now.plusSeconds(end).toString()))
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void badInputGetsAClearAnswer() {
        admin().body("{\"name\":\"a\",\"message\":\"m\"}")
                .post("/api/v1/maintenances")
                .then()
                .statusCode(422)
                .body("errors.field", org.hamcrest.Matchers.containsInAnyOrder("scheduledFor", "scheduledUntil"));
        announce(Map.of("components", List.of("nowhere")))
                .statusCode(422)
                .body("errors[0].field", equalTo("components[0]"));
        announce(Map.of("components", List.of(Map.of("id", component, "status", "major_outage"))))
                .statusCode(422)
                .body("errors[0].field", equalTo("components[0].status"));
        announce(Map.of("components", List.of(component, component))).statusCode(422);
        announce(Map.of("components", List.of(7))).statusCode(422);
        announce(Map.of("components", java.util.Arrays.asList((Object) null))).statusCode(422);
        announce(Map.of("scheduledFor", "soon")).statusCode(422);
        announce(Map.of("components", List.of(Map.of("id", component)))).statusCode(201);
        String id = id(announce(Map.of()));
        admin().body(Map.of("message", "m"))
                .patch("/api/v1/maintenances/" + id)
                .then()
                .statusCode(422);
        move(id, from, until).statusCode(422).body("errors[0].field", equalTo("scheduledFor"));
        admin().get("/api/v1/maintenances/nothing").then().statusCode(404).body("code", equalTo("not_found"));
        assertEquals("scheduled", statusOf(id));
    }

    /** The scheduler looks at the same clock; whoever is first does it. */
    private void jumpTo(Instant moment) {
        clock.jumpTo(moment);
        watch.turnWhatIsDue();
    }

    private ValidatableResponse announce(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name",
                "New cables",
                "components",
                List.of(component),
                "message",
                "We renew the cables.",
                "scheduledFor",
                from.toString(),
                "scheduledUntil",
                until.toString(),
                "autoComplete",
                true));
        body.putAll(more);
        return admin().body(body).post("/api/v1/maintenances").then();
    }

    /** As it is when nobody says who ends it. */
    private ValidatableResponse byHand() {
        return admin().body(Map.of(
                        "name", "New cables",
                        "components", List.of(component),
                        "message", "We renew the cables.",
                        "scheduledFor", from.toString(),
                        "scheduledUntil", until.toString()))
                .post("/api/v1/maintenances")
                .then()
                .body("autoComplete", equalTo(false));
    }

    private static String id(ValidatableResponse announced) {
        return announced.statusCode(201).extract().path("id");
    }

    private static ValidatableResponse move(String id, Instant from, Instant until) {
        return admin().body(Map.of(
                        "message", "We moved it.", "scheduledFor", from.toString(), "scheduledUntil", until.toString()))
                .patch("/api/v1/maintenances/" + id)
                .then();
    }

    private static ValidatableResponse update(String id, Map<String, Object> words) {
        return admin().body(words).post("/api/v1/maintenances/{id}/updates", id).then();
    }

    private static ValidatableResponse one(String id) {
        return admin().get("/api/v1/maintenances/" + id).then().statusCode(200);
    }

    private static String statusOf(String id) {
        JsonPath shown = admin().get("/api/v1/maintenances/" + id).jsonPath();
        return shown.getString("status");
    }

    private void looks(String status) {
        admin().get("/api/v1/components/" + component).then().body("status", equalTo(status));
    }
}
