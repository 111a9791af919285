package headsup.goodwill;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.kernel.JsonShape;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** Whom to call, what a call does, what silence costs, how long goodwill lasts: through the doors alone. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class CallListDoorTest {

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    Session database;

    @Inject
    DataSource source;

    @Test
    void whoCannotBeReachedStandsFirstThenWhoCrossedZeroTheHeavierContractFirst() {
        String component = Cast.component("Cards");
        String light = customer("a-light", component, 1, true);
        String heavy = customer("b-heavy", component, 7, true);
        String lost = customer("c-lost", component, 1, false);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(light, heavy, lost);

        List<Map<String, Object>> lines = callList(incident);
        assertEquals(
                List.of(lost, heavy, light),
                lines.stream().map(line -> line.get("customer")).toList());
        assertEquals(
                List.of("unreachable", "crossed_zero", "crossed_zero"),
                lines.stream().map(line -> line.get("reason")).toList());
        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("[0].phone", nullValue())
                .body("[1].phone", equalTo("+44 20 7946 0" + 7))
                .body("[1].name", equalTo("The " + heavy))
                .body("[1].balance", equalTo(balance(heavy)))
                .body("[1].band", equalTo("overdrawn"))
                .body("[1].runwayMinutes", equalTo(0));
        admin().queryParam("limit", 2)
                .get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("customer", contains(lost, heavy));
    }

    @Test
    void whoWasOverdrawnBeforeTheIncidentStandsBeforeWhoMerelyCrossedZeroByIt() {
        String component = Cast.component("Cards");
        String crossed = customer("crossed", component, 9, true);
        String unsure = customer("unsure", component, 1, true);
        String low = customer("low", component, 1, true);
        String lower = customer("lower", component, 1, true);
        for (int i = 0; i < 3; i++) {
            give(crossed, 5);
            give(low, -1);
            give(lower, -2);
        }
        give(unsure, -40);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(crossed, unsure, low, lower);

        List<Map<String, Object>> lines = callList(incident);
        assertEquals(
                List.of(lower, low, crossed, unsure),
                lines.stream().map(line -> line.get("customer")).toList());
        assertEquals(
                List.of("overdrawn", "overdrawn", "crossed_zero", "crossed_zero"),
                lines.stream().map(line -> line.get("reason")).toList());
        assertEquals(
                List.of(-6, -3, 15, -40),
                lines.stream().map(line -> line.get("balanceBefore")).toList());
        admin().queryParam("limit", 1)
                .get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("customer", contains(lower));
    }

    @Test
    void theHeadSaysHowManyAreAffectedToldNotReachedAndWorthACall() {
        String component = Cast.component("Cards");
        String far = customer("far", component, 1, true);
        String near = customer("near", component, 1, false);
        String spoken = customer("spoken", component, 1, false);
        give(far, 300);
        String incident = declare(component, Duration.ofMinutes(2));
        call(incident, spoken, true);
        admin().get("/api/v1/incidents/{id}/call-list/summary", incident)
                .then()
                .statusCode(200)
                .body("open", equalTo(true))
                .body("affected", equalTo(3))
                .body("told", equalTo(1))
                .body("notReached", equalTo(2))
                .body("worthACall", equalTo(1));
        admin().get("/api/v1/incidents/{id}/call-list", incident).then().body("customer", contains(near));
    }

    @Test
    void whoHasNoNumberStandsThereWithWhomToAskForOne() {
        String component = Cast.component("Cards");
        String numbered = customer("numbered", component, 1, true);
        String ref = Cast.unique("unnumbered");
        admin().body(Map.of(
                        "name",
                        "Unnumbered",
                        "components",
                        List.of(component),
                        "contacts",
                        List.of(Map.of("email", "dana@b\u00fccher.example", "name", "Dana"))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(numbered, ref);
        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("find { it.customer == '" + ref + "' }.contacts.name", contains("Dana"))
                .body("find { it.customer == '" + ref + "' }.contacts.email", contains("dana@b\u00fccher.example"))
                .body("find { it.customer == '" + numbered + "' }.contacts", empty());
    }

    @Test
    void ofTwoWhoWantToRingOneGetsTheLineAndTheOtherIsToldWhoHasIt() {
        String component = Cast.component("Cards");
        String customer = customer("ringing", component, 1, true);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(customer);
        List<String> names = List.of(member("care"), member("responder"));

        List<io.restassured.response.Response> answers = names.parallelStream()
                .map(name -> by(name).post(claim(incident, customer)))
                .toList();
        List<Integer> codes =
                answers.stream().map(answer -> answer.statusCode()).sorted().toList();
        assertEquals(List.of(200, 409), codes);
        int won = answers.get(0).statusCode() == 200 ? 0 : 1;
        String winner = names.get(won);
        String other = names.get(1 - won);
        answers.get(1 - won).then().body("code", equalTo("illegal_transition")).body("detail", containsString(winner));
        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("[0].claim.by", equalTo(winner))
                .body("[0].claim.until", notNullValue());
        by(winner).post(claim(incident, customer)).then().statusCode(200);
        admin().get("/api/v1/audit").then().body("items.verb", hasItem("call.claimed"));

        by(other).delete(claim(incident, customer)).then().statusCode(204);
        by(other).delete(claim(incident, customer)).then().statusCode(204);
        by(other).post(claim(incident, customer)).then().statusCode(200).body("by", equalTo(other));
        aQuarterOfAnHourLater(incident);
        admin().get("/api/v1/incidents/{id}/call-list", incident).then().body("[0].claim", nullValue());
        by(winner).post(claim(incident, customer)).then().statusCode(200).body("by", equalTo(winner));

        call(incident, customer, false);
        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("customer", contains(customer))
                .body("[0].claim", nullValue());
    }

    @Test
    void aClaimNeedsAnOpenIncidentThatAffectsTheCustomerAndSomebodyWhoMayCall() {
        String component = Cast.component("Cards");
        String affected = customer("affected", component, 1, true);
        String outsider = customer("outsider", Cast.component("Elsewhere"), 1, true);
        String incident = declare(component, Duration.ZERO);
        admin().post(claim(incident, outsider)).then().statusCode(422).body("errors.field", contains("customer"));
        admin().post(claim(incident, "nobody")).then().statusCode(404);
        admin().post(claim("nosuchthing0", affected)).then().statusCode(404);
        by(member("viewer")).post(claim(incident, affected)).then().statusCode(403);
    }

    @Test
    void theListClosesWithTheIncident() {
        String component = Cast.component("Cards");
        String customer = customer("closed", component, 1, true);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(customer);
        assertEquals(1, callList(incident).size());
        admin().body(Map.of("status", "resolved", "message", "It works again.", "notify", false))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        assertEquals(List.of(), callList(incident));
        admin().get("/api/v1/incidents/{id}/call-list/summary", incident)
                .then()
                .body("open", equalTo(false))
                .body("affected", equalTo(1))
                .body("worthACall", equalTo(0));
        admin().post(claim(incident, customer)).then().statusCode(409).body("code", equalTo("illegal_transition"));
        admin().body(Map.of("message", "A certificate had expired.", "notify", false))
                .post("/api/v1/incidents/{id}/root-cause", incident)
                .then()
                .statusCode(201);
        assertEquals(List.of(), callList(incident));
    }

    @Test
    void equalCallsWithinAMinuteAreOneByWhomeverAndHoweverOftenTheyAreNoted() {
        String component = Cast.component("Cards");
        String customer = customer("doubled", component, 1, true);
        String incident = declare(component, Duration.ZERO);
        Instant at = Instant.now().minusSeconds(120);
        Map<String, Object> call =
                Map.of("customer", customer, "note", "They wait for us.", "connected", true, "at", at.toString());
        List<String> names = List.of(member("care"), member("responder"), member("care"), member("responder"));
        List<io.restassured.response.Response> answers = names.parallelStream()
                .map(name -> by(name).body(call).post("/api/v1/incidents/{id}/calls", incident))
                .toList();
        assertEquals(
                List.of(200, 200, 200, 201),
                answers.stream().map(answer -> answer.statusCode()).sorted().toList());
        assertEquals(
                1, answers.stream().map(answer -> answer.path("id")).distinct().count());
        Map<String, Object> later = new HashMap<>(call);
        later.put("at", at.plusSeconds(60).toString());
        admin().body(later)
                .post("/api/v1/incidents/{id}/calls", incident)
                .then()
                .statusCode(201);
        admin().get("/api/v1/incidents/{id}/calls", incident).then().body("items.size()", equalTo(2));
    }

    private static String claim(String incident, String customer) {
        return "/api/v1/incidents/" + incident + "/call-list/" + customer + "/claim";
    }

    private static String member(String role) {
        String name = Cast.unique(role);
        admin().body(Map.of("name", name, "role", role, "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return name;
    }

    private static RequestSpecification by(String name) {
        return given().auth().preemptive().basic(name, "a long enough word").contentType(ContentType.JSON);
    }

    private void aQuarterOfAnHourLater(String incident) {
        QuarkusTransaction.requiringNew().run(() -> database.createNativeMutationQuery(
                        "UPDATE call_claim SET claimed_at = claimed_at - interval '15 minutes' WHERE incident_id = :incident")
                .setParameter("incident", incident)
                .executeUpdate());
    }

    @Test
    void aShortRunwayIsAReasonAndALongOneIsNone() {
        String component = Cast.component("Cards");
        String near = customer("near", component, 1, true);
        String nearer = customer("nearer", component, 1, true);
        String far = customer("far", component, 1, true);
        give(near, 25);
        give(nearer, 12);
        give(far, 300);
        String incident = declare(component, Duration.ofMinutes(2));

        List<Map<String, Object>> lines = callList(incident);
        assertEquals(
                List.of(nearer, near),
                lines.stream().map(line -> line.get("customer")).toList());
        assertEquals(
                List.of("runway", "runway"),
                lines.stream().map(line -> line.get("reason")).toList());
        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("[0].runwayMinutes", oneOf(17, 18))
                .body("[1].runwayMinutes", oneOf(57, 58));
        admin().get("/api/v1/customers/{ref}/statement", far)
                .then()
                .body("runways.incident", contains(incident))
                .body("runways[0].silentMinutes", nullValue())
                .body("runways[0].wordDueAt", notNullValue());
    }

    @Test
    void theBestOnesStandThereOnceAWordWasBroken() {
        String component = Cast.component("Cards");
        String friend = customer("friend", component, 1, true);
        String acquaintance = customer("acquaintance", component, 1, true);
        give(friend, 400);
        give(acquaintance, 20);
        give(acquaintance, 380, Instant.now());
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(friend, acquaintance);

        admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .body("customer", contains(friend))
                .body("reason", contains("betrayal"));
    }

    @Test
    void aCallThatConnectedIsBookedAndTakesTheLineOffTheList() throws SQLException {
        String component = Cast.component("Cards");
        String called = customer("called", component, 1, true);
        Cast.openedAt(source, called, Instant.now().minus(Duration.ofDays(1)));
        String missed = customer("missed", component, 1, true);
        String incident = declare(component, Duration.ofHours(3));
        awaitBooks(called, missed);

        call(incident, called, true);
        call(incident, missed, false);
        admin().get("/api/v1/incidents/{id}/call-list", incident).then().body("customer", contains(missed));
        admin().get("/api/v1/incidents/{id}/calls", incident)
                .then()
                .body("items.customer", contains(missed, called))
                .body("items.connected", contains(false, true))
                .body("items.author", contains("admin", "admin"));
        admin().get("/api/v1/audit").then().body("items.verb", hasItem("call.noted"));

        Eventually.holds("the call is booked", () -> {
            bookkeeper.bookWhatIsDue();
            return rules(called).contains("personal_call");
        });
        JsonPath books = statement(called);
        assertEquals(5, books.getInt("entries.find { it.rule == 'personal_call' }.points"));
        assertEquals(
                List.of(-2, -2, -2),
                standing(books, "silence"),
                "a call is a contact as well: what was booked as silence after it is taken back");
        assertFalse(rules(missed).contains("personal_call"));
        admin().get("/api/v1/goodwill/audit").then().body("ok", equalTo(true));
    }

    @Test
    void whatIsWrongWithACallIsNamed() {
        String component = Cast.component("Cards");
        String affected = customer("affected", component, 1, true);
        String outsider = customer("outsider", Cast.component("Elsewhere"), 1, true);
        String incident = declare(component, Duration.ZERO);

        refused(incident, Map.of("customer", affected, "note", " ", "connected", true), 422, "note");
        refused(incident, Map.of("customer", affected, "note", "x".repeat(1001), "connected", true), 422, "note");
        refused(incident, Map.of("customer", affected, "note", "We spoke."), 422, "connected");
        refused(incident, Map.of("note", "We spoke.", "connected", true), 422, "customer");
        refused(
                incident,
                Map.of("customer", affected, "note", "No answer.", "connected", false, "apology", true),
                422,
                "apology");
        refused(
                incident,
                Map.of(
                        "customer",
                        affected,
                        "note",
                        "We spoke.",
                        "connected",
                        true,
                        "at",
                        Instant.now().plus(Duration.ofHours(1)).toString()),
                422,
                "at");
        refused(incident, Map.of("customer", outsider, "note", "We spoke.", "connected", true), 422, "customer");
        admin().body(Map.of("customer", "nobody", "note", "We spoke.", "connected", true))
                .post("/api/v1/incidents/{id}/calls", incident)
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        for (String door : List.of("calls", "call-list", "silence")) {
            admin().get("/api/v1/incidents/nosuchthing0/" + door)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("not_found"));
        }
        admin().queryParam("limit", 0)
                .get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .statusCode(422)
                .body("errors.field", contains("limit"));
        admin().get("/api/v1/incidents/{id}/calls", incident).then().body("items", empty());
    }

    @Test
    void careAndRespondersNoteCallsViewersDoNot() {
        String component = Cast.component("Cards");
        String affected = customer("affected", component, 1, true);
        String incident = declare(component, Duration.ZERO);
        Map<String, Object> body = Map.of("customer", affected, "note", "We spoke.", "connected", true);
        assertEquals(403, as("viewer", incident, body));
        assertEquals(201, as("care", incident, body));
        Map<String, Object> another = Map.of("customer", affected, "note", "We spoke again.", "connected", true);
        assertEquals(201, as("responder", incident, another));
    }

    @Test
    void theMeterCountsWhatSilenceCostsTheWholeAudience() {
        String component = Cast.component("Cards");
        for (int i = 0; i < 3; i++) {
            customer("one", component, 1, true);
        }
        Instant started = Instant.now().minus(Duration.ofMinutes(61));
        String incident = declare(component, Duration.ofMinutes(61));
        // Nobody heard a word of this critical hour: silence at 15 + 30 k minutes, duration at 30 k, each 2 points.
        Instant minute = started.truncatedTo(ChronoUnit.MINUTES);
        admin().get("/api/v1/incidents/{id}/silence", incident)
                .then()
                .statusCode(200)
                .body("customers", equalTo(3))
                .body("overdue", equalTo(3))
                .body("pointsNextHour", equalTo(3 * 4 * -2))
                .body("pointsPerMinute", equalTo(-0.4f))
                .body("nextStep.at", equalTo(JsonShape.time(minute.plus(Duration.ofMinutes(75)))))
                .body("nextStep.points", equalTo(3 * -2))
                .body("nextStep.customers", equalTo(3));
    }

    private static int as(String role, String incident, Map<String, Object> body) {
        return by(member(role))
                .body(body)
                .post("/api/v1/incidents/{id}/calls", incident)
                .statusCode();
    }

    private static void refused(String incident, Map<String, Object> body, int status, String field) {
        admin().body(body)
                .post("/api/v1/incidents/{id}/calls", incident)
                .then()
                .statusCode(status)
                .body("code", equalTo("invalid_field"))
                .body("errors.field", contains(field));
    }

    private static void call(String incident, String customer, boolean connected) {
        Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
        admin().body(Map.of(
                        "customer",
                        customer,
                        "note",
                        "They wait for us.",
                        "connected",
                        connected,
                        "at",
                        anHourAgo.toString()))
                .post("/api/v1/incidents/{id}/calls", incident)
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body("customer", equalTo(customer))
                .body("connected", equalTo(connected));
    }

    private static List<Map<String, Object>> callList(String incident) {
        return admin().get("/api/v1/incidents/{id}/call-list", incident)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
    }

    /** Points from before any incident, in entries enough for a known band. */
    private void give(String customer, int points) {
        give(customer, points, Instant.now().minus(Duration.ofDays(2)));
    }

    private void give(String customer, int points, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> {
            long id = database.createNativeQuery("SELECT id FROM customer WHERE ref = :ref", Long.class)
                    .setParameter("ref", customer)
                    .getSingleResult();
            database.createNativeMutationQuery("""
                            WITH p AS (INSERT INTO posting (fact, recorded_at, entries, total, house) VALUES (:fact, now(), 1, :points, -:points) RETURNING id),
                                 r AS (INSERT INTO reason (because) VALUES ('Given.') RETURNING id),
                                 a AS (INSERT INTO account (customer_id, balance, opened_at) VALUES (:customer, :points, now())
                                         ON CONFLICT (customer_id) DO UPDATE SET balance = account.balance + excluded.balance)
                            INSERT INTO entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, policy)
                            SELECT p.id, :customer, r.id, :minute, :points, :points, 0, 0, false, :fact, 'manual', 'default/1' FROM p, r""")
                    .setParameter("fact", Cast.unique("gift"))
                    .setParameter("customer", id)
                    .setParameter("points", points)
                    .setParameter("minute", (int) CohortFacts.minute(at))
                    .executeUpdate();
        });
    }

    private void awaitBooks(String... customers) {
        for (String customer : customers) {
            Eventually.holds("the books have " + customer, () -> {
                bookkeeper.bookWhatIsDue();
                return rules(customer).contains("promise_broken");
            });
        }
    }

    private static List<Integer> standing(JsonPath books, String rule) {
        List<Integer> reversed = books.getList("entries.reverses");
        List<Map<String, Object>> entries = books.getList("entries");
        return entries.stream()
                .filter(entry -> rule.equals(entry.get("rule")) && !reversed.contains((Integer) entry.get("id")))
                .map(entry -> (Integer) entry.get("points"))
                .toList();
    }

    private static List<String> rules(String customer) {
        return statement(customer).getList("entries.rule");
    }

    private static int balance(String customer) {
        return statement(customer).getInt("balance");
    }

    private static JsonPath statement(String customer) {
        return admin().get("/api/v1/customers/{ref}/statement", customer)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static String customer(String word, String component, int weight, boolean reachable) {
        String ref = Cast.unique(word);
        List<Map<String, String>> people = reachable ? List.of(Map.of("email", ref + "@mail.example")) : List.of();
        Map<String, Object> body = new HashMap<>(
                Map.of("name", "The " + ref, "components", List.of(component), "contacts", people, "weight", weight));
        if (reachable) {
            body.put("phone", "+44 20 7946 0" + weight);
        }
        admin().body(body).put("/api/v1/customers/" + ref).then().statusCode(201);
        return ref;
    }

    private static String declare(String component, Duration ago) {
        return admin().body(Map.of(
                        "name",
                        Cast.unique("Cards fail"),
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        "We are looking.",
                        "startedAt",
                        Instant.now().minus(ago).toString(),
                        "notify",
                        false,
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
