package headsup.care;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relationship outside incidents, through the doors and through months: what happened is on the statement. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class CareDoorTest {

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    private String component = "";
    private String customer = "";

    @AfterEach
    void backToVersionTwo() {
        Cast.priceBy(2);
    }

    @BeforeEach
    void aCustomer() {
        Cast.priceBy(1);
        component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
    }

    private static ValidatableResponse touch(String customer, Map<String, Object> what) {
        return Cast.admin()
                .body(what)
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then();
    }

    private void pass(Duration time) {
        clock.jumpTo(clock.instant().plus(time));
        bookkeeper.bookWhatIsDue();
    }

    private JsonPath statement() {
        return Cast.admin()
                .get("/api/v1/customers/" + customer + "/statement")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private void awaitLines(List<String> lines) {
        Eventually.holds("the statement says " + lines, () -> {
            bookkeeper.bookWhatIsDue();
            return lines.equals(lines());
        });
    }

    private List<String> lines() {
        List<Map<String, Object>> entries = statement().getList("entries");
        return entries.stream().map(e -> e.get("rule") + " " + e.get("points")).toList();
    }

    private static void auditIsFine() {
        Cast.admin()
                .get("/api/v1/goodwill/audit?derivation=all")
                .then()
                .body("ok", equalTo(true))
                .body("wrongAccounts", equalTo(0));
    }

    @Test
    void whatHappenedIsOnTheStatementWithItsSentenceAndWhatWasNotSoIsTakenBack() {
        touch(customer, Map.of("kind", "kept", "note", "installation")).statusCode(201);
        touch(customer, Map.of("kind", "missed", "note", "the visit")).statusCode(201);
        int gesture = touch(customer, Map.of("kind", "gesture", "note", "a month free", "percent", 5, "asked", true))
                .statusCode(201)
                .body("author", equalTo("admin"))
                .extract()
                .path("id");
        touch(customer, Map.of("kind", "manual", "note", "they wrote a kind blog post", "points", 4))
                .statusCode(201);
        pass(Duration.ofMinutes(1));
        awaitLines(List.of("touchpoint_missed -6", "touchpoint_kept 3", "kindness 2", "manual 4"));
        JsonPath books = statement();
        assertTrue(books.getString("entries[0].because").startsWith("We missed the visit on "));
        assertEquals("Credit of 5 %, after you asked.", books.getString("entries[2].because"));
        assertEquals("Entered by admin: they wrote a kind blog post.", books.getString("entries[3].because"));
        assertEquals(3, books.getInt("balance"));

        Cast.admin()
                .body(Map.of("reason", "it was for somebody else"))
                .post("/api/v1/customers/" + customer + "/touchpoints/" + gesture + "/withdrawal")
                .then()
                .statusCode(200)
                .body("withdrawnAt", notNullValue());
        Cast.admin()
                .body(Map.of("reason", "it was for somebody else"))
                .post("/api/v1/customers/" + customer + "/touchpoints/" + gesture + "/withdrawal")
                .then()
                .statusCode(409);
        pass(Duration.ofMinutes(1));
        Eventually.holds("it is taken back", () -> statement().getInt("balance") == 1);
        assertEquals(-2, statement().getInt("entries.find { it.rule == 'reversal' }.points"));
        assertEquals(List.of("withdrawn"), statement().getList("corrections.cause"));
        assertTrue(statement().getString("corrections[0].because").startsWith("the kindness of "));
        assertEquals(List.of(-2), statement().getList("corrections.points"));
        auditIsFine();
    }

    @Test
    void aPreventionThatFailsIsTakenBackAndGoodNewsDuringAnIncidentIsIllTimed() {
        int note = touch(customer, Map.of("kind", "prevention", "note", "a full disk"))
                .statusCode(201)
                .extract()
                .path("id");
        pass(Duration.ofDays(2));
        touch(customer, Map.of("kind", "prevention_failed", "note", "the disk ran full", "touchpoint", note))
                .statusCode(201);
        touch(customer, Map.of("kind", "good_news", "note", "A new data centre"))
                .statusCode(201);
        pass(Duration.ofMinutes(1));
        awaitLines(List.of("prevention_note 5", "prevention_failed -5", "reversal -5", "good_news 3"));
        assertEquals(
                "A full disk, reported as fixed on".toLowerCase(java.util.Locale.ROOT),
                statement().getString("entries[1].because").substring(0, 33).toLowerCase(java.util.Locale.ROOT));

        // It turns out that something was wrong when the good news went out.
        Cast.admin()
                .body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "degraded_performance")),
                        "message",
                        "We are looking into it.",
                        "startedAt",
                        clock.instant().minus(Duration.ofMinutes(10)).toString(),
                        "notify",
                        false))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        Eventually.holds("the good news was ill-timed", () -> {
            pass(Duration.ofMinutes(1));
            return lines().contains("good_news_ill_timed -2");
        });
        assertEquals(
                "We sent good news while Cards fail was open.",
                statement().getString("entries.find { it.rule == 'good_news_ill_timed' }.because"));
        auditIsFine();
    }

    @Test
    void aComplaintAgesUntilItIsResolvedAndItsEndCountsWhenTheCustomerConfirms() {
        Map<String, Object> draft = Map.of("customer", customer, "subject", "Noise on the line", "owner", "ada");
        String complaint = Cast.admin()
                .body(draft)
                .post("/api/v1/complaints")
                .then()
                .statusCode(201)
                .body("state", equalTo("open"))
                .header("Location", containsString("/api/v1/complaints/"))
                .extract()
                .path("id");
        Cast.admin()
                .body(draft)
                .post("/api/v1/complaints")
                .then()
                .statusCode(200)
                .body("id", equalTo(complaint));
        step(complaint, "answered").statusCode(200).body("answeredAt", notNullValue());
        step(complaint, "answered").statusCode(409).body("code", equalTo("illegal_transition"));
        pass(Duration.ofMinutes(1));
        awaitLines(List.of("complaint -8", "complaint_answered 1"));

        pass(Duration.ofDays(10).plusMinutes(2));
        awaitLines(List.of("complaint -8", "complaint_answered 1", "complaint_aging -4"));
        step(complaint, "resolved").statusCode(200);
        pass(Duration.ofDays(11));
        step(complaint, "confirmed").statusCode(200).body("state", equalTo("confirmed"));
        pass(Duration.ofMinutes(1));
        Eventually.holds("its end counts", () -> {
            bookkeeper.bookWhatIsDue();
            return lines().contains("complaint_resolved 1");
        });
        step(complaint, "open").statusCode(200).body("confirmedAt", nullValue());
        pass(Duration.ofMinutes(1));
        Eventually.holds("it came back", () -> {
            bookkeeper.bookWhatIsDue();
            return lines().contains("complaint_reopened -3");
        });
        assertTrue(lines().contains("reversal -1"));
        auditIsFine();
    }

    @Test
    void theFirstPageOfTheConsoleCountsWhatWaits() {
        String subject = Cast.unique("Noise on the line");
        Cast.admin()
                .body(Map.of(
                        "customer",
                        customer,
                        "subject",
                        subject,
                        "owner",
                        "ada",
                        "receivedAt",
                        clock.instant().minus(Duration.ofDays(100)).toString()))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201);
        String caused = declare("Cause unknown", "PT4H");
        Cast.admin()
                .body(Map.of("status", "resolved", "message", "It works again.", "notify", false))
                .post("/api/v1/incidents/" + caused + "/updates")
                .then()
                .statusCode(201);
        String late = declare("Nobody writes", "PT30M");
        clock.jumpTo(clock.instant().plus(Duration.ofMinutes(40)));
        String now = now();
        assertTrue(now.contains(">" + subject + "</a>"), now);
        assertTrue(now.contains("are open") || now.contains("complaint is open"), now);
        assertTrue(
                now.matches("(?s).*href=\"/console/incidents/" + caused
                        + "\">Cause unknown</a> <span class=\"kind degraded\">Root cause is due by .*"),
                now);
        assertTrue(
                now.matches("(?s).*href=\"/console/incidents/" + late
                        + "\">Nobody writes</a> <span class=\"kind major\">Update overdue by 1?\\d min.*"),
                now);

        clock.jumpTo(clock.instant().plus(Duration.ofDays(11)));
        now = now();
        assertTrue(now.contains("for ten days or more"), now);
        assertTrue(
                now.matches("(?s).*href=\"/console/incidents/" + caused
                        + "\">Cause unknown</a> <span class=\"kind major\">Root cause was due by .*"),
                now);
        Cast.admin()
                .body(Map.of("message", "A certificate had expired.", "notify", false))
                .post("/api/v1/incidents/" + caused + "/root-cause")
                .then()
                .statusCode(201);
        Cast.admin()
                .body(Map.of("status", "resolved", "message", "It works again.", "notify", false))
                .post("/api/v1/incidents/" + late + "/updates")
                .then()
                .statusCode(201);
        now = now();
        assertTrue(!now.contains("/console/incidents/" + caused + "\">Cause unknown</a> <span class=\"kind"), now);
        assertTrue(
                !now.contains("/console/incidents/" + late + "\">Nobody writes</a> <span class=\"kind major\">Update"),
                now);
    }

    private String declare(String name, String next) {
        return Cast.admin()
                .body(Map.of(
                        "name",
                        name,
                        "components",
                        List.of(Map.of("id", component, "status", "partial_outage")),
                        "message",
                        "We are looking into it.",
                        "nextUpdateIn",
                        next,
                        "notify",
                        false))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String now() {
        var session = io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .formParam("name", "admin")
                .formParam("password", Cast.ADMIN_PASSWORD)
                .post("/console/sign-in")
                .then()
                .statusCode(303)
                .extract()
                .cookies();
        return io.restassured.RestAssured.given()
                .cookies(session)
                .get("/console")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void equalTouchpointsWithinAMinuteAreOneByWhomeverAndHoweverOftenTheyAreNoted() {
        String incident = Cast.admin()
                .body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "degraded_performance")),
                        "message",
                        "We are looking into it.",
                        "notify",
                        false))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        for (Map<String, Object> what : List.<Map<String, Object>>of(
                Map.of("kind", "kept", "note", "installation"),
                Map.of("kind", "gesture", "note", "a month free", "percent", 5),
                Map.of("kind", "gesture", "note", "sorry", "percent", 3, "incident", incident),
                Map.of("kind", "call", "note", "We spoke.", "incident", incident),
                Map.of("kind", "inquiry", "note", "When?", "incident", incident),
                Map.of("kind", "manual", "note", "a kind word", "points", 4))) {
            List<Integer> ids = List.of(1, 2, 3, 4).parallelStream()
                    .map(again -> touch(customer, what).extract().<Integer>path("id"))
                    .distinct()
                    .toList();
            assertEquals(1, ids.size(), what.toString());
            touch(customer, what).statusCode(200);
            Map<String, Object> other = new HashMap<>(what);
            other.put("note", "another");
            assertTrue(!ids.get(0)
                    .equals(touch(customer, other).statusCode(201).extract().<Integer>path("id")));
        }
        Map<String, Object> draft = Map.of("customer", customer, "subject", "Noise on the line");
        List<String> complaints = List.of(1, 2, 3, 4).parallelStream()
                .map(again ->
                        Cast.admin().body(draft).post("/api/v1/complaints").<String>path("id"))
                .distinct()
                .toList();
        assertEquals(1, complaints.size());
        step(complaints.get(0), "confirmed").statusCode(200);
        Cast.admin().body(draft).post("/api/v1/complaints").then().statusCode(200);
        Eventually.holds("each is booked once", () -> {
            pass(Duration.ofMinutes(1));
            return lines().stream().filter("complaint -8"::equals).count() == 1
                    && lines().stream().filter("touchpoint_kept 3"::equals).count() == 2;
        });
        Map<String, Object> kept = Map.of("kind", "kept", "note", "installation");
        touch(customer, kept).statusCode(201);
        Cast.admin().body(draft).post("/api/v1/complaints").then().statusCode(201);
    }

    private static ValidatableResponse step(String complaint, String state) {
        return Cast.admin()
                .body(Map.of("state", state))
                .patch("/api/v1/complaints/" + complaint)
                .then();
    }

    @Test
    void balancesFadeWithTheMonthAndAreSetRightWhenSomethingEarlierBecomesKnown() {
        touch(customer, Map.of("kind", "manual", "note", "a friend of the house", "points", 20))
                .statusCode(201);
        pass(Duration.ofMinutes(1));
        awaitLines(List.of("manual 20"));
        Instant before = clock.instant().minus(Duration.ofSeconds(30));
        Instant month = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        clock.jumpTo(month.plus(2, ChronoUnit.MINUTES));
        awaitLines(List.of("manual 20", "fade -2"));
        JsonPath books = statement();
        assertEquals(month, Instant.parse(books.getString("entries[1].effectiveAt")));
        assertEquals("Time: goodwill and grudges fade.", books.getString("entries[1].because"));

        touch(customer, Map.of("kind", "manual", "note", "noted late", "points", -20, "at", before.toString()))
                .statusCode(201);
        Eventually.holds("the month is set right", () -> {
            bookkeeper.bookWhatIsDue();
            return statement().getInt("balance") == 0;
        });
        assertTrue(lines().contains("reversal 2"), () -> lines().toString());
        auditIsFine();
    }

    @Test
    void creditForAnIncidentCountsInItAndAQuestionNobodyAnsweredIsAReasonToCall() {
        touch(customer, Map.of("kind", "manual", "note", "a", "points", 20)).statusCode(201);
        touch(customer, Map.of("kind", "manual", "note", "b", "points", 20)).statusCode(201);
        touch(customer, Map.of("kind", "manual", "note", "c", "points", 20)).statusCode(201);
        pass(Duration.ofMinutes(1));
        awaitLines(List.of("manual 20", "manual 20", "manual 20"));
        String incident = Cast.admin()
                .body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "degraded_performance")),
                        "message", "We are looking into it.",
                        "nextUpdateIn", "PT4H"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, Object> question = Map.of("kind", "inquiry", "note", "When will it be over?", "incident", incident);
        touch(customer, question).statusCode(201);
        Cast.admin()
                .get("/api/v1/incidents/" + incident + "/call-list")
                .then()
                .body("find { it.customer == '" + customer + "' }.reason", equalTo("asked"));
        touch(customer, Map.of("kind", "answer", "note", "By four", "incident", incident))
                .statusCode(201);
        Cast.admin()
                .get("/api/v1/incidents/" + incident + "/call-list")
                .then()
                .body("customer.contains('" + customer + "')", equalTo(false));

        touch(customer, Map.of("kind", "gesture", "note", "sorry", "percent", 3, "incident", incident))
                .statusCode(201);
        touch(customer, Map.of("kind", "survey", "note", "fine", "score", 9, "incident", incident))
                .statusCode(422)
                .body("errors.field", hasItem("incident"));
        Eventually.holds("the credit is booked", () -> {
            pass(Duration.ofMinutes(1));
            return statement().getList("entries.rule").contains("gesture");
        });
        auditIsFine();
    }

    @Test
    void whatCantBeSoIsRefusedWithItsFieldAndNothingIsKept() {
        refused(Map.of("kind", "manual", "note", "x", "points", 21), "points");
        refused(Map.of("kind", "manual", "note", "x", "points", 0), "points");
        refused(Map.of("kind", "gesture", "note", "x", "percent", 101), "percent");
        refused(Map.of("kind", "survey", "note", "x", "score", 11), "score");
        refused(Map.of("kind", "inquiry", "note", "x"), "incident");
        refused(Map.of("kind", "prevention_failed", "note", "x", "touchpoint", 1), "touchpoint");
        refused(Map.of("kind", "kept", "note", " "), "note");
        refused(Map.of("kind", "kept", "note", "x", "at", "2999-01-01T00:00:00Z"), "at");
        touch(customer, Map.of("kind", "call", "note", "x", "incident", "abcdefghijkl"))
                .statusCode(404);
        touch("nobody-there", Map.of("kind", "kept", "note", "x")).statusCode(404);
        Cast.admin()
                .get("/api/v1/customers/" + customer + "/touchpoints")
                .then()
                .body("items.size()", equalTo(0));
        assertEquals(List.of(), lines());
    }

    private void refused(Map<String, Object> draft, String field) {
        touch(customer, new HashMap<>(draft)).statusCode(422).body("errors.field", hasItem(field));
    }

    @Test
    void aFactRefusedOnceStaysRefusedUnderItsKeyWithItsReason() {
        String key = Cast.unique("key");
        Instant soon = clock.instant().plus(Duration.ofMinutes(5));
        Map<String, Object> early = Map.of("kind", "kept", "note", "the visit", "at", soon.toString());
        keyed(key, early).statusCode(422).body("errors.field", hasItem("at"));
        clock.jumpTo(soon.plus(Duration.ofMinutes(1)));
        keyed(key, early)
                .statusCode(422)
                .header("Idempotency-Replayed", "true")
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_field"))
                .body("errors.field", hasItem("at"));
        keyed(Cast.unique("key"), early).statusCode(201);
    }

    private ValidatableResponse keyed(String key, Map<String, Object> what) {
        return Cast.admin()
                .header("Idempotency-Key", key)
                .body(what)
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then();
    }
}
