package headsup.delivery;

import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.incident.MaintenanceWatch;
import headsup.incident.Promises;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is on call hears of a promise, and of an estimate, before it breaks and when it has, once each. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(NeighboursTest.ThroughDays.class)
class PromiseWatchTest {

    @Inject
    MovableClock clock;

    @Inject
    PromiseWatch promises;

    @Inject
    EstimateWatch estimates;

    @Inject
    Promises made;

    @Inject
    OverrunWatch overruns;

    @Inject
    MaintenanceWatch maintenances;

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

    @Inject
    DataSource database;

    private Switchboard board;

    @BeforeEach
    void open() {
        board = new Switchboard(courier, outbox, watch);
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void onCallIsWarnedBeforeAPromiseBreaksAndToldWhenItHas() {
        String name = Cast.unique("Outage");
        String incident = declared(name);
        Instant due =
                Instant.parse(admin().get("/api/v1/incidents/{id}", incident).path("promise.dueAt"));

        clock.jumpTo(due.minus(Duration.ofMinutes(10)));
        promises.warnOfWhatIsDue();
        assertEquals(0, warned(name));

        clock.jumpTo(due.minus(Duration.ofMinutes(3)));
        promises.warnOfWhatIsDue();
        promises.warnOfWhatIsDue();
        Eventually.holds("warned", () -> warned(name) == 1);

        clock.jumpTo(due.plusSeconds(1));
        promises.warnOfWhatIsDue();
        promises.warnOfWhatIsDue();
        Eventually.holds(
                "told",
                () -> board.told("The word promised to customers on “" + name).size() == 1);

        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        clock.jumpTo(due.plus(Duration.ofHours(1)));
        promises.warnOfWhatIsDue();
        assertEquals(1, warned(name));
    }

    @Test
    void onCallIsWarnedBeforeAnEstimatePassesAndToldWhenItHasOnceEachAndThePageSaysSo() {
        String name = Cast.unique("Outage");
        String incident = declared(name);
        Instant estimate = clock.instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        say(incident, Map.of("estimateAt", estimate.toString(), "nextUpdateIn", "PT8H"));
        String page = "/incidents/" + incident;
        Eventually.holds("it is on the page", () -> shown(page).contains("Expected to be fixed by <time"));

        clock.jumpTo(estimate.minus(Duration.ofMinutes(16)));
        estimates.warnOfWhatIsDue();
        assertEquals(0, told("Customers expect “" + name));

        clock.jumpTo(estimate.minus(Duration.ofMinutes(14)));
        estimates.warnOfWhatIsDue();
        estimates.warnOfWhatIsDue();
        Eventually.holds("warned", () -> told("Customers expect “" + name) == 1);

        clock.jumpTo(estimate.plusSeconds(1));
        estimates.warnOfWhatIsDue();
        estimates.warnOfWhatIsDue();
        Eventually.holds("told", () -> told("Customers expected “" + name) == 1);
        Eventually.holds("it is said in public", () -> shown(page).contains("class=\"promise estimate late\""));
        assertTrue(shown(page).contains("We expected it to be fixed by <time"), shown(page));

        say(incident, Map.of("status", "resolved"));
        Eventually.holds("it is gone", () -> !shown(page).contains("promise estimate"));
        assertFalse(shown(page).contains("expected it to be fixed"));
    }

    @Test
    void onCallIsNotWarnedOfAnEstimateThatWasTakenBack() {
        String name = Cast.unique("Outage");
        String incident = declared(name);
        Instant estimate = clock.instant().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
        say(incident, Map.of("estimateAt", estimate.toString(), "nextUpdateIn", "PT8H"));
        say(incident, Map.of("estimateUnknown", true, "nextUpdateIn", "PT8H"));
        Eventually.holds("the page says so", () -> shown("/incidents/" + incident)
                .contains("We do not know yet when it will be fixed."));
        clock.jumpTo(estimate.plusSeconds(1));
        estimates.warnOfWhatIsDue();
        assertTrue(made.expected(clock.instant()).stream()
                .noneMatch(expected -> expected.incidentId().equals(incident)));
        assertEquals(0, told("Customers expected “" + name));
        say(incident, Map.of("status", "resolved"));
    }

    private static String shown(String page) {
        return RestAssured.given().header("Accept-Language", "en").get(page).asString();
    }

    private static void say(String incident, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("status", "identified", "message", "We know more."));
        body.putAll(more);
        admin().body(body)
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }

    @Test
    void atThePlannedEndOfAMaintenanceOnCallIsAskedOnceWhetherItIsOver() {
        String name = Cast.unique("New cables");
        Instant from = clock.instant().plus(Duration.ofDays(1));
        Instant until = from.plus(Duration.ofHours(2));
        String id = admin().body(Map.of(
                        "name", name,
                        "message", "We renew the cables.",
                        "components", List.of(Cast.component("Cables")),
                        "scheduledFor", from.toString(),
                        "scheduledUntil", until.toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        clock.jumpTo(from);
        maintenances.turnWhatIsDue();
        overruns.askWhatIsDue();
        assertEquals(0, asked(name));

        clock.jumpTo(until.plusSeconds(1));
        overruns.askWhatIsDue();
        overruns.askWhatIsDue();
        promises.warnOfWhatIsDue();
        Eventually.holds("asked", () -> asked(name) == 1);
        assertEquals(0, board.told("The word promised to customers on “" + name).size());

        // Another end is another question.
        Instant later = until.plus(Duration.ofHours(1));
        admin().body(Map.of("message", "One more hour.", "scheduledUntil", later.toString()))
                .patch("/api/v1/maintenances/" + id)
                .then()
                .statusCode(200);
        clock.jumpTo(later.plusSeconds(1));
        overruns.askWhatIsDue();
        Eventually.holds("asked again", () -> asked(name) == 2);
        admin().body(Map.of("status", "completed", "message", "It is done."))
                .post("/api/v1/maintenances/{id}/updates", id)
                .then()
                .statusCode(201);
    }

    @Test
    void aQuestionThatNoRelayTookIsAskedAgain() throws SQLException {
        String name = Cast.unique("Outage");
        String incident = declared(name);
        Instant due =
                Instant.parse(admin().get("/api/v1/incidents/{id}", incident).path("promise.dueAt"));
        clock.jumpTo(due.minus(Duration.ofMinutes(4)));
        promises.warnOfWhatIsDue();
        Eventually.holds("warned", () -> warned(name) == 1);
        Eventually.holds("nothing is owed", () -> owed("%") == 0);

        // As a process leaves it that dies before a relay took the email.
        run("INSERT INTO on_call_owed SELECT 'promise ' || w.update_id || ' SOON', w.warned_at + interval '1 minute'"
                + " FROM promise_warning w JOIN incident_update u ON u.id = w.update_id WHERE u.incident_id = '"
                + incident + "'");
        promises.warnOfWhatIsDue();
        assertEquals(1, warned(name), "somebody may be at it");
        clock.jumpTo(due.minus(Duration.ofMinutes(2)));
        promises.warnOfWhatIsDue();
        Eventually.holds("warned again", () -> warned(name) == 2);
        Eventually.holds("nothing is owed", () -> owed("%") == 0);
        say(incident, Map.of("status", "resolved"));
    }

    private long owed(String about) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("SELECT count(*) FROM on_call_owed WHERE about LIKE ?")) {
            statement.setString(1, about);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int told(String sentence) {
        return board.told(sentence).size();
    }

    private int asked(String name) {
        return board.told("The maintenance “" + name + "” was planned to end at ")
                .size();
    }

    private int warned(String name) {
        return board.told("Customers were promised the next word on “" + name).size();
    }

    private static String declared(String name) {
        return admin().body(Map.of(
                        "name",
                        name,
                        "components",
                        List.of(Map.of("id", Cast.component("Cards"), "status", "major_outage")),
                        "message",
                        "We are looking.",
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
