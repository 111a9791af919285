package headsup.care;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.goodwill.Bookkeeper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Points need a fact with somebody at the other end, and many by hand a second person (goodwill policy, section 11). */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class EvidenceDoorTest {

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    private String component = "";
    private String customer = "";

    @BeforeEach
    void aCustomer() {
        Cast.priceBy(2);
        component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
        pass(Duration.ofMinutes(1));
    }

    @Test
    void aStepCountsOnlyWhereItWasPromisedBeforehandAndOnce() {
        noPoints(Map.of("kind", "kept", "note", "the visit"), "no promise of it was noted beforehand");
        touch(Map.of("kind", "missed", "note", "a visit nobody noted"))
                .statusCode(201)
                .body("remark", nullValue());
        touch(Map.of("kind", "promised", "note", "the visit")).statusCode(422).body("errors.field", hasItem("dueAt"));
        int promise = promise("the visit");
        noPoints(
                Map.of("kind", "kept", "note", "x", "touchpoint", promise, "at", ago(Duration.ofSeconds(50))),
                "no promise of it was noted beforehand");
        int other = promise("the installation");
        pass(Duration.ofMinutes(2));
        touch(Map.of("kind", "missed", "note", "the installation", "touchpoint", other))
                .statusCode(201)
                .body("remark", nullValue())
                .body("touchpoint", equalTo(other));
        touch(Map.of("kind", "kept", "note", "the installation", "touchpoint", other))
                .statusCode(422)
                .body("errors.field", hasItem("touchpoint"));
        touch(Map.of("kind", "kept", "note", "the visit", "touchpoint", 4711)).statusCode(422);
        int last = promise("the training");
        pass(Duration.ofMinutes(2));
        touch(Map.of("kind", "kept", "note", "the training", "touchpoint", last))
                .statusCode(201);
        awaitLines(List.of("touchpoint_missed -6", "touchpoint_missed -6", "touchpoint_kept 3"));
    }

    @Test
    void goodNewsAndPreventionCountOnlyWhereWhoWasSpokenToIsNamed() {
        noPoints(Map.of("kind", "good_news", "note", "A new site"), "nobody we spoke to is named");
        int note = noPoints(Map.of("kind", "prevention", "note", "a full disk"), "nobody we spoke to is named");
        noPoints(Map.of("kind", "prevention_failed", "note", "it ran full", "touchpoint", note), "worth nothing");
        touch(Map.of("kind", "good_news", "note", "A new site", "spokenTo", "Dana"))
                .statusCode(201)
                .body("spokenTo", equalTo("Dana"))
                .body("remark", nullValue());
        awaitLines(List.of("good_news 3"));
    }

    @Test
    void nothingCountsFromBeforeTheAccountWasOpened() {
        noPoints(
                Map.of("kind", "winback_reply", "note", "They wrote", "at", ago(Duration.ofDays(2))),
                "before the account was opened");
    }

    @Test
    void aTypedSurveyIsANote() {
        String incident = declared();
        resolve(incident);
        noPoints(
                Map.of("kind", "survey", "note", "fine", "score", 10, "incident", incident),
                "only an answer by the customer's own link counts");
        touch(Map.of("kind", "survey", "note", "fine", "score", 10, "incident", incident))
                .statusCode(200);
        touch(Map.of("kind", "survey", "note", "fine", "score", 9, "incident", incident))
                .statusCode(422);
    }

    @Test
    void aCallCountsOnlyWhenItIsNotedWithinADay() {
        String incident = declared();
        Instant early = clock.instant();
        pass(Duration.ofHours(25));
        admin().body(Map.of("customer", customer, "note", "We spoke", "connected", true, "at", early.toString()))
                .post("/api/v1/incidents/" + incident + "/calls")
                .then()
                .statusCode(201)
                .body("counts", equalTo(false));
        touch(Map.of("kind", "call", "note", "and again", "incident", incident, "at", early.toString()))
                .statusCode(201)
                .body("remark", containsString("24 hours"));
        pass(Duration.ofMinutes(2));
        bookkeeper.bookWhatIsDue();
        assertFalse(rules().contains("personal_call"));
        admin().body(Map.of("customer", customer, "note", "We spoke", "connected", true))
                .post("/api/v1/incidents/" + incident + "/calls")
                .then()
                .statusCode(201)
                .body("counts", equalTo(true));
        Eventually.holds("the call is booked", () -> {
            pass(Duration.ofMinutes(1));
            return rules().contains("personal_call");
        });
    }

    @Test
    void aSpokenYesIsWorthOneLessAndNobodysYesNothing() {
        String named = complaint("Noise");
        step(named, Map.of("state", "confirmed", "spokenTo", "Dana"))
                .statusCode(200)
                .body("spokenTo", equalTo("Dana"))
                .body("spokenAt", notNullValue())
                .body("remark", nullValue());
        String nobody = complaint("Bills");
        step(nobody, Map.of("state", "confirmed")).statusCode(200).body("remark", containsString("no points"));
        step(nobody, Map.of("state", "confirmed", "spokenTo", "Dana"))
                .statusCode(200)
                .body("spokenTo", equalTo("Dana"))
                .body("remark", nullValue());
        step(nobody, Map.of("state", "confirmed", "spokenTo", "Dana")).statusCode(409);
        String late = complaint("Smell");
        pass(Duration.ofDays(4));
        step(late, Map.of("state", "confirmed", "spokenTo", "Dana")).statusCode(200);
        Eventually.holds("all three are booked", () -> {
            pass(Duration.ofMinutes(1));
            return lines().stream()
                            .filter(line -> line.startsWith("complaint_resolved"))
                            .count()
                    == 3;
        });
        assertTrue(
                lines().containsAll(List.of("complaint_resolved 4", "complaint_resolved 2")), () -> lines().toString());
    }

    @Test
    void aComplaintFromBeforeTheAccountWasOpenedIsWorkedOnAndCostsNothing() {
        String early = admin().body(
                        Map.of("customer", customer, "subject", "Dust", "receivedAt", ago(Duration.ofDays(1))))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201)
                .body("remark", containsString("before the account was opened"))
                .extract()
                .path("id");
        step(early, Map.of("state", "answered", "subject", "Fine dust")).statusCode(200);
        step(early, Map.of("state", "resolved")).statusCode(200);
        step(early, Map.of("state", "confirmed", "spokenTo", "Dana"))
                .statusCode(200)
                .body("remark", containsString("no points"));
        step(early, Map.of("state", "open")).statusCode(200).body("remark", containsString("no points"));
        complaint("Noise");
        awaitLines(List.of("complaint -8"));
        admin().body(Map.of("reason", "another customer's"))
                .post("/api/v1/complaints/{id}/withdrawal", early)
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        awaitLines(List.of("complaint -8"));
    }

    @Test
    void manyPointsByHandNeedASecondAdministratorAndStayWithinTwenty() {
        RequestSpecification care = staff("care");
        care.body(Map.of("kind", "manual", "note", "x", "points", 2))
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then()
                .statusCode(403);
        touch(Map.of("kind", "manual", "note", "small", "points", 5))
                .statusCode(201)
                .body("waitsForSecond", equalTo(false));
        int large = touch(Map.of("kind", "manual", "note", "large", "points", 12))
                .statusCode(201)
                .body("waitsForSecond", equalTo(true))
                .extract()
                .path("id");
        awaitLines(List.of("manual 5"));
        confirm(admin(), large).statusCode(409).body("detail", containsString("another administrator"));
        confirm(staff("care"), large).statusCode(403);
        RequestSpecification second = staff("admin");
        confirm(second, large)
                .statusCode(200)
                .body("waitsForSecond", equalTo(false))
                .body("confirmedBy", notNullValue());
        confirm(second, large).statusCode(409);
        care.body(Map.of("reason", "a slip"))
                .post("/api/v1/customers/" + customer + "/touchpoints/" + large + "/withdrawal")
                .then()
                .statusCode(403);
        awaitLines(List.of("manual 5", "manual 12"));
        int third = touch(Map.of("kind", "manual", "note", "more", "points", 19))
                .extract()
                .path("id");
        confirm(second, third).statusCode(200);
        awaitLines(List.of("manual 5", "manual 12", "manual 3"));
        JsonPath books = statement();
        assertEquals("manual_cap", books.getString("entries[2].cap"));
        assertTrue(books.getString("entries[1].because").contains("Confirmed by "));
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }

    @Test
    void aRootCauseThatWasNeverToldStopsKeepingAGrudgeAfterNinetyDays() {
        // A grudge may fade on the first of a month that comes before the root cause is owed.
        clock.jumpTo(monthAfter(clock.instant()).plus(Duration.ofDays(1)));
        String incident = declared();
        pass(Duration.ofMinutes(40));
        resolve(incident);
        Instant resolved = clock.instant();
        pass(Duration.ofDays(10).plusHours(1));
        Eventually.holds("the root cause is owed twice", () -> {
            pass(Duration.ofMinutes(1));
            return rules().stream().filter("root_cause_owed"::equals).count() == 2;
        });
        assertTrue(statement().getInt("balance") < 0);
        Instant healed = resolved.plus(Duration.ofDays(100));
        Instant month = monthAfter(clock.instant());
        while (month.isBefore(healed)) {
            fade(month);
            assertFalse(rules().contains("fade"), () -> "faded before " + healed);
            month = monthAfter(month);
        }
        fade(month.isBefore(healed.plus(Duration.ofHours(1))) ? monthAfter(month) : month);
        assertTrue(rules().contains("fade"), () -> lines().toString());
    }

    private void fade(Instant month) {
        clock.jumpTo(month.plus(Duration.ofMinutes(2)));
        bookkeeper.bookWhatIsDue();
        bookkeeper.bookWhatIsDue();
    }

    private static Instant monthAfter(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    private String ago(Duration time) {
        return clock.instant().minus(time).toString();
    }

    private int promise(String what) {
        return touch(Map.of(
                        "kind",
                        "promised",
                        "note",
                        what,
                        "dueAt",
                        clock.instant().plus(Duration.ofDays(3)).toString()))
                .statusCode(201)
                .body("dueAt", notNullValue())
                .extract()
                .path("id");
    }

    private int noPoints(Map<String, Object> what, String why) {
        return touch(what)
                .statusCode(201)
                .body("remark", containsString("Noted; no points: "))
                .body("remark", containsString(why))
                .extract()
                .path("id");
    }

    private ValidatableResponse touch(Map<String, Object> what) {
        return admin().body(new HashMap<>(what))
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then();
    }

    private ValidatableResponse confirm(RequestSpecification who, int touchpoint) {
        return who.body("")
                .post("/api/v1/customers/" + customer + "/touchpoints/" + touchpoint + "/confirmation")
                .then();
    }

    private static RequestSpecification staff(String role) {
        String name = Cast.unique(role);
        admin().body(Map.of("name", name, "password", "a long enough password", "role", role))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return given().auth().preemptive().basic(name, "a long enough password").contentType(ContentType.JSON);
    }

    private String complaint(String subject) {
        return admin().body(Map.of("customer", customer, "subject", subject))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse step(String complaint, Map<String, Object> step) {
        return admin().body(step).patch("/api/v1/complaints/" + complaint).then();
    }

    private String declared() {
        return admin().body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking into it.",
                        "nextUpdateIn", "PT1H"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void resolve(String incident) {
        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/" + incident + "/updates")
                .then()
                .statusCode(201);
    }

    private void pass(Duration time) {
        clock.jumpTo(clock.instant().plus(time));
        bookkeeper.bookWhatIsDue();
    }

    private void awaitLines(List<String> lines) {
        Eventually.holds("the statement says " + lines, () -> {
            pass(Duration.ofMinutes(1));
            return lines.equals(lines());
        });
    }

    private List<String> rules() {
        return statement().getList("entries.rule");
    }

    private List<String> lines() {
        List<Map<String, Object>> entries = statement().getList("entries");
        return entries.stream().map(e -> e.get("rule") + " " + e.get("points")).toList();
    }

    private JsonPath statement() {
        return admin().get("/api/v1/customers/{ref}/statement", customer).jsonPath();
    }
}
