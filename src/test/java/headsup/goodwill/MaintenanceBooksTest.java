package headsup.goodwill;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.incident.MaintenanceWatch;
import headsup.kernel.JsonShape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a planned window costs: nothing for who was told in time, an outage for all others (goodwill policy, section 3, rule 4). */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class MaintenanceBooksTest {

    @Inject
    MovableClock clock;

    @Inject
    MaintenanceWatch watch;

    @Inject
    Bookkeeper bookkeeper;

    private Instant from = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
    private String component = "";
    private String byMail = "";
    private String byPage = "";

    @BeforeEach
    void twoWhoDependOnTheSame() {
        from = clock.instant().plus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        until = from.plus(Duration.ofHours(2));
        component = Cast.component("Cards");
        byMail = customer("email");
        byPage = customer("page");
    }

    @Test
    void aWindowAnnouncedInTimeCostsNothingAndAnOverrunCostsFromItsEnd() {
        String id = announced(Map.of("autoComplete", false));
        jumpTo(from);
        jumpTo(until.plus(Duration.ofMinutes(65)));
        for (String customer : List.of(byMail, byPage)) {
            JsonPath statement = booked(
                    customer,
                    "rule",
                    List.of("impact_onset", "promise_broken", "impact_duration", "impact_duration", "silence"));
            assertEquals(
                    List.of(0, 10, 30, 60, 60).stream()
                            .map(m -> JsonShape.time(until.plus(Duration.ofMinutes(m))))
                            .toList(),
                    statement.getList("entries.effectiveAt"));
            assertEquals(List.of(-5, -10, -1, -1, -2), statement.getList("entries.points"));
        }
        admin().body(Map.of("status", "completed", "message", "Done."))
                .post("/api/v1/maintenances/{id}/updates", id)
                .then()
                .statusCode(201);
        admin().body(Map.of("message", "A spare part was missing."))
                .post("/api/v1/maintenances/{id}/root-cause", id)
                .then()
                .statusCode(201)
                .body("kind", equalTo("root_cause"))
                .body("status", equalTo("completed"));
        clock.jumpTo(until.plus(Duration.ofMinutes(80)));
        booked(
                byPage,
                "rule",
                List.of(
                        "impact_onset",
                        "promise_broken",
                        "impact_duration",
                        "impact_duration",
                        "silence",
                        "resolved_told",
                        "root_cause_told"));
        audited();
    }

    @Test
    void anEndThatIsMovedWhileItGoesOnIsNoWindowButAPromise() {
        String id = announced(Map.of());
        jumpTo(from);
        jumpTo(until.minus(Duration.ofMinutes(20)));
        admin().body(Map.of(
                        "message",
                        "One more hour.",
                        "scheduledUntil",
                        until.plus(Duration.ofHours(1)).toString()))
                .patch("/api/v1/maintenances/" + id)
                .then()
                .statusCode(200);
        jumpTo(until.plus(Duration.ofHours(1)));
        clock.jumpTo(until.plus(Duration.ofMinutes(63)));
        JsonPath statement =
                booked(byPage, "rule", List.of("impact_onset", "impact_duration", "impact_duration", "resolved_told"));
        assertEquals(List.of(-5, -1, -1, 3), statement.getList("entries.points"));
        audited();
    }

    @Test
    void aWindowAnnouncedTooLateIsAnOutageFromItsBeginning() {
        from = clock.instant().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES);
        until = from.plus(Duration.ofHours(2));
        announced(Map.of());
        jumpTo(from);
        jumpTo(until);
        clock.jumpTo(until.plus(Duration.ofMinutes(3)));
        JsonPath statement = booked(byPage, "points", List.of(-5, 3, -1, -1, -1, -1, 3));
        assertEquals("impact_onset", statement.getString("entries[0].rule"));
        assertEquals(JsonShape.time(from), statement.getString("entries[0].effectiveAt"));
        audited();
    }

    @Test
    void whatItSaysOfItsImpactIsWhatItCostsAndCancelledItCostsNothing() {
        from = clock.instant().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES);
        until = from.plus(Duration.ofHours(2));
        announced(Map.of("impact", "none"));
        String cancelled = announced(Map.of());
        admin().body(Map.of("message", "Not needed."))
                .post("/api/v1/maintenances/{id}/cancellation", cancelled)
                .then()
                .statusCode(201);
        announced(Map.of("impact", "minor"));
        bookkeeper.bookWhatIsDue();
        jumpTo(from);
        jumpTo(until);
        clock.jumpTo(until.plus(Duration.ofMinutes(3)));
        booked(byPage, "points", List.of(-1, 1, 1));
        audited();
    }

    @Test
    void anIncidentInTheWindowCostsNothingForWhoWasToldInTime() {
        announced(Map.of());
        clock.jumpTo(from.minus(Duration.ofHours(2)));
        String newcomer = customer("page");
        jumpTo(from);
        clock.jumpTo(from.plus(Duration.ofMinutes(10)));
        String incident = declared(component);
        clock.jumpTo(from.plus(Duration.ofMinutes(40)));
        admin().body(Map.of("status", "resolved", "message", "It works."))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        clock.jumpTo(from.plus(Duration.ofMinutes(50)));
        booked(
                newcomer,
                "findAll { it.incident == '" + incident + "' }.rule",
                List.of("impact_onset", "first_word", "impact_duration", "resolved_told"));
        booked(byMail, "rule", List.of());
        booked(byPage, "rule", List.of());
        audited();
    }

    @Test
    void anIncidentOfMoreThanTheMaintenanceTouchesCostsForWhoDependsOnMore() {
        String payouts = Cast.component("Payouts");
        String more = customer("page", component, payouts);
        announced(Map.of());
        jumpTo(from);
        clock.jumpTo(from.plus(Duration.ofMinutes(10)));
        declared(component, payouts);
        clock.jumpTo(from.plus(Duration.ofMinutes(13)));
        booked(more, "rule", List.of("impact_onset", "first_word"));
        booked(byPage, "rule", List.of());
        audited();
    }

    private void jumpTo(Instant moment) {
        clock.jumpTo(moment);
        watch.turnWhatIsDue();
    }

    private String announced(Map<String, Object> more) {
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
        String id = admin().body(body)
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Eventually.holds(
                "the letter is out",
                () -> admin().get("/api/v1/incidents/{id}/deliveries", id).<Integer>path("counts.accepted") == 1);
        return id;
    }

    private static String declared(String... components) {
        return admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(components).stream()
                                .map(id -> Map.of("id", id, "status", "major_outage"))
                                .toList(),
                        "message",
                        "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String customer(String channel) {
        return customer(channel, component);
    }

    private static String customer(String channel, String... components) {
        String ref = Cast.unique("customer");
        admin().body(Map.of(
                        "name",
                        ref,
                        "components",
                        List.of(components),
                        "contacts",
                        List.of(Map.of("email", ref + "@mail.example")),
                        "channel",
                        channel))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }

    private JsonPath booked(String customer, String what, List<?> standing) {
        try {
            Eventually.holds(standing + " stand on the statement of " + customer, () -> {
                bookkeeper.bookWhatIsDue();
                return standing.equals(standing(customer).getList("entries." + what));
            });
        } catch (AssertionError vain) {
            throw new AssertionError(statement(customer).prettify(), vain);
        }
        return standing(customer);
    }

    /**
     * Without what was taken back: a clock that jumps is past an end before anybody looked at it, and a bookkeeper who comes
     * by just then books a broken promise and reverses it.
     */
    private static JsonPath standing(String customer) {
        JsonPath books = statement(customer);
        List<Object> reversed = books.getList("entries.reverses");
        List<Map<String, Object>> entries = books.getList("entries");
        return JsonPath.from(new JsonObject(Map.of(
                        "entries",
                        entries.stream()
                                .filter(entry -> entry.get("reverses") == null && !reversed.contains(entry.get("id")))
                                .toList()))
                .encode());
    }

    private static JsonPath statement(String customer) {
        return admin().get("/api/v1/customers/{ref}/statement", customer)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void audited() {
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }
}
