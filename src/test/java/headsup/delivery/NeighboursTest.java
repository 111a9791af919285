package headsup.delivery;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.goodwill.Bookkeeper;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import headsup.mail.ScriptedRelay;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two neighbours in one outage of four hours, told all the same: the letters of one arrive, and it is given credit (worked
 * case G02 of the goodwill policy); those of the other all come back until somebody calls (G04). Their statements are those
 * of the worked cases, entry by entry.
 */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(NeighboursTest.ThroughDays.class)
class NeighboursTest {

    /** Lanes, and a clock that jumps. */
    public static class ThroughDays extends WithRelays {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(MovableClock.class);
        }
    }

    private static final int RESTORED = 240;
    private static final int CALL = 300;
    private static final int GESTURE = 1_560;
    private static final int ROOT_CAUSE = 6_240;
    private static final int UNTIL = 18_000;

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private Switchboard board;
    private ScriptedRelay relay;
    private String component = "";
    private String incident = "";
    private String reached = "";
    private String unreached = "";

    @BeforeEach
    void twoWhoDependOnTheSame() {
        board = new Switchboard(courier, outbox, watch);
        relay = board.relay("main");
        component = Cast.component("Cards");
        reached = customer();
        unreached = customer();
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void theStatementsOfTheReachedAndTheUnreachedDifferAsThePolicySays() {
        declareAt(12, 60, 300);
        updateAt(58, Map.of("kind", "news", "nextUpdateAt", at(110)));
        updateAt(108, Map.of("kind", "news", "nextUpdateAt", at(165)));
        updateAt(160, Map.of("kind", "no_news", "nextUpdateAt", at(215)));
        updateAt(210, Map.of("kind", "news", "nextUpdateAt", at(270)));
        updateAt(250, Map.of("status", "resolved", "restoredAt", at(RESTORED), "apology", true));
        callTheUnreached();
        giveCredit();
        tell(ROOT_CAUSE, "root-cause", Map.of("message", "A certificate had run out."));
        clock.jumpTo(start.plus(UNTIL, ChronoUnit.MINUTES));

        awaitBooks(reached, workedCase("/goodwill-cases.json", "G02"));
        awaitBooks(unreached, workedCase("/goodwill-cases-2.json", "G04"));
        String broken = statement(unreached).getString("entries.find { it.rule == 'promise_broken' }.because");
        assertTrue(broken.contains("bounce"), broken);
        audit(true, 0);
        shiftFacts(1);
        audit(false, 2);
        assertTrue(RestAssured.get("/q/metrics").asString().contains("headsup_goodwill_books_ok 0.0"));
        Cast.admin().get("/console").then().body(containsString("The goodwill books don’t add up"));
        shiftFacts(-1);
        audit(true, 0);
    }

    @Test
    void anEstimateThatPassesIsDebitedOnlyToWhomItWasShown() {
        declareAt(12, 60, 100);
        clock.jumpTo(start.plus(120, ChronoUnit.MINUTES));
        Eventually.holds("the estimate is booked", () -> {
            bookkeeper.bookWhatIsDue();
            return rules(reached).contains("estimate_missed")
                    && rules(unreached).contains("promise_broken");
        });
        assertFalse(rules(unreached).contains("estimate_missed"), "their letter with the estimate came back");
        tell(130, "updates", Map.of("status", "resolved", "message", "It works again."));
    }

    private static List<String> rules(String customer) {
        return statement(customer).getList("entries.rule");
    }

    /** Somebody tampers with what the cohorts of this incident were booked by. */
    private void shiftFacts(int minutes) {
        board.rows()
                .run(
                        "UPDATE cohort SET facts = jsonb_set(facts::jsonb, '{joined}', to_jsonb((facts::jsonb->>'joined')::bigint + "
                                + minutes
                                + "))::text WHERE id IN (SELECT cohort_id FROM cohort_member WHERE incident_id = '"
                                + incident + "')");
    }

    /** What waits to be booked is not looked at: it may be a moment until both cohorts are. */
    private static void audit(boolean ok, int wrongCohorts) {
        Eventually.holds("both cohorts are booked", () -> audited().getInt("rederivedCohorts") >= 2);
        JsonPath found = audited();
        assertEquals(wrongCohorts, found.getInt("wrongCohorts"));
        assertEquals(ok, found.getBoolean("ok"));
    }

    private static JsonPath audited() {
        return Cast.admin().get("/api/v1/goodwill/audit?derivation=all").jsonPath();
    }

    private String customer() {
        String ref = Cast.unique("customer");
        Cast.admin()
                .body(Map.of(
                        "name", ref,
                        "components", List.of(component),
                        "contacts", List.of(Map.of("email", "ops@" + ref + ".example"))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }

    private void declareAt(int minute, int next, int estimate) {
        clock.jumpTo(start.plus(minute, ChronoUnit.MINUTES));
        incident = Cast.admin()
                .body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "startedAt", at(0),
                        "message", "Words of minute " + minute,
                        "nextUpdateAt", at(next),
                        "estimateAt", at(estimate)))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        bounceTheUnreached(1);
    }

    private void updateAt(int minute, Map<String, Object> facts) {
        Map<String, Object> update = new HashMap<>(Map.of("status", "identified"));
        update.put("message", "Words of minute " + minute);
        update.putAll(facts);
        tell(minute, "updates", update);
    }

    private void tell(int minute, String verb, Map<String, Object> body) {
        long before = relay.taken.size();
        clock.jumpTo(start.plus(minute, ChronoUnit.MINUTES));
        Cast.admin()
                .body(body)
                .post("/api/v1/incidents/" + incident + "/" + verb)
                .then()
                .statusCode(201);
        bounceTheUnreached(before + 1);
    }

    /** Both letters are out; one of them comes back within the same minute. */
    private void bounceTheUnreached(long least) {
        String address = "ops@" + unreached + ".example";
        Eventually.holds(
                "both letters are accepted",
                () -> relay.taken.size() > least
                        && counted("accepted") + counted("bounced") == relay.taken.size()
                        && counted("accepted") > 0);
        String back = relay.taken.stream()
                .filter(letter -> letter.to().equals(address))
                .reduce((first, second) -> second)
                .orElseThrow()
                .from();
        Cast.admin()
                .contentType("message/rfc822")
                .header("X-Envelope-From", "<>")
                .header("X-Envelope-To", back)
                .body(dsn(back))
                .post("/api/v1/integrations/bounce")
                .then()
                .statusCode(200);
    }

    private int counted(String state) {
        return Cast.admin().get("/api/v1/incidents/" + incident + "/deliveries").path("counts." + state);
    }

    private static byte[] dsn(String verp) {
        try (InputStream file = NeighboursTest.class.getResourceAsStream("/mail/bounces/postfix-unknown-user.eml")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("@VERP@", verp).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private void callTheUnreached() {
        clock.jumpTo(start.plus(CALL, ChronoUnit.MINUTES));
        Cast.admin()
                .body(Map.of(
                        "customer",
                        unreached,
                        "note",
                        "It is over. We are sorry: a certificate had run out, we have renewed it.",
                        "connected",
                        true,
                        "apology",
                        true))
                .post("/api/v1/incidents/" + incident + "/calls")
                .then()
                .statusCode(201);
    }

    private void giveCredit() {
        clock.jumpTo(start.plus(GESTURE, ChronoUnit.MINUTES));
        Cast.admin()
                .body(Map.of("kind", "gesture", "note", "A week for free", "incident", incident, "percent", 5))
                .post("/api/v1/customers/" + reached + "/touchpoints")
                .then()
                .statusCode(201);
    }

    /** The entries the policy's author worked out by hand (G02 is the same under both versions), in the shape of {@link #booked}. */
    private static List<Map<String, Object>> workedCase(String file, String name) {
        return JsonPath.from(NeighboursTest.class.getResource(file))
                .getList(
                        "cases.find { it.name == '" + name
                                + "' }.response.entries.collect { [minute: it.minute, rule: it.rule, raw: it.raw, points: it.applied, cap: it.cap] }");
    }

    private void awaitBooks(String customer, List<Map<String, Object>> expected) {
        Eventually.holds("the books of minute " + UNTIL + " are there", () -> {
            bookkeeper.bookWhatIsDue();
            return booked(customer).size() >= expected.size();
        });
        assertEquals(expected, booked(customer));
    }

    /** What the incident booked: twelve days on, a month may have begun, and balances fade then. */
    private List<Map<String, Object>> booked(String customer) {
        JsonPath statement = statement(customer);
        List<Map<String, Object>> entries = statement.getList(
                "entries.findAll { it.incident == '" + incident
                        + "' }.collect { [minute: it.effectiveAt, rule: it.rule, raw: it.raw, points: it.points, cap: it.cap] }");
        entries.forEach(entry -> entry.compute(
                "minute", (key, time) -> (int) ChronoUnit.MINUTES.between(start, Instant.parse((String) time))));
        return entries;
    }

    private static JsonPath statement(String customer) {
        return Cast.admin()
                .get("/api/v1/customers/{ref}/statement", customer)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String at(int minute) {
        return start.plus(minute, ChronoUnit.MINUTES).toString();
    }
}
