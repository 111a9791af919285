package headsup.delivery;

import static headsup.delivery.Outage.staff;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.access.WithProvider;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An email nobody waits for lets its reader sleep; news of what goes on does not. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(WithProvider.class)
class QuietMailDoorTest {

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Inject
    Clock clock;

    @Test
    void aRootCauseWaitsForTheReadersMorningAndNewsDoNot() throws SQLException, InterruptedException {
        var asleep = new Reader(outbox);
        var awake = new Reader(outbox);
        String component = Cast.component("Cards");
        String ref = Cast.unique("customer");
        staff().body(Map.of(
                        "name", "Rivermill",
                        "components", List.of(component),
                        "contacts",
                                List.of(
                                        Map.of("email", asleep.address, "timeZone", whereItIs(23)),
                                        Map.of("email", awake.address, "timeZone", whereItIs(12)))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        String incident = staff().body(Map.of(
                        "name", Cast.unique("It fails"),
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        say(incident, "updates", Map.of("status", "resolved", "message", "It works again."));
        Eventually.holds("news wake everybody", () -> asleep.letters().size() == 2);

        say(incident, "root-cause", Map.of("message", "A certificate had run out."));
        Eventually.holds("who is awake is told", () -> awake.letters().size() == 3);
        Map<String, Object> waiting = last(incident, asleep.address);
        assertEquals("pending", waiting.get("state"));
        String why = String.valueOf(waiting.get("waitsFor"));
        assertTrue(why.startsWith("until ") && why.endsWith("quiet hours in the reader's zone"), why);
        assertEquals(2, asleep.letters().size());

        // The night was so long that other words would be too old by now.
        run("UPDATE fan_out SET published_at = published_at - interval '13 hours' WHERE incident_id = ?", incident);
        run("UPDATE delivery SET published_at = published_at - interval '13 hours' WHERE incident_id = ?", incident);
        TimeUnit.SECONDS.sleep(2);
        assertEquals("pending", last(incident, asleep.address).get("state"));
        assertEquals(
                1,
                run(
                        "UPDATE delivery SET look_at = now() - interval '1 second', held_until = now() - interval '1 second'"
                                + " WHERE incident_id = ? AND look_at IS NOT NULL",
                        incident));
        Eventually.holds("morning has come", () -> asleep.letters().size() == 3);
        Eventually.holds("it is accepted", () -> "accepted"
                .equals(last(incident, asleep.address).get("state")));
        assertNotNull(last(incident, asleep.address).get("acceptedAt"));
    }

    @Test
    void theRootCauseOfAMaintenanceWaitsForTheMorningToo() throws SQLException {
        var asleep = new Reader(outbox);
        var awake = new Reader(outbox);
        String component = Cast.component("Cables");
        staff().body(Map.of(
                        "name", "Rivermill",
                        "components", List.of(component),
                        "contacts",
                                List.of(
                                        Map.of("email", asleep.address, "timeZone", whereItIs(23)),
                                        Map.of("email", awake.address, "timeZone", whereItIs(12)))))
                .put("/api/v1/customers/" + Cast.unique("customer"))
                .then()
                .statusCode(201);
        String id = staff().body(Map.of(
                        "name", Cast.unique("New cables"),
                        "components", List.of(component),
                        "message", "We renew the cables.",
                        "scheduledFor", clock.instant().plusSeconds(2).toString(),
                        "scheduledUntil", clock.instant().plusSeconds(7_200).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Eventually.holds("it has begun", () -> "in_progress"
                .equals(staff().get("/api/v1/maintenances/{id}", id).path("status")));
        say("maintenances", id, "updates", Map.of("status", "completed", "message", "It is completed."));
        Eventually.holds("the end is told", () -> awake.letters().stream()
                .anyMatch(letter -> letter.text().contains("It is completed.")));
        int before = awake.letters().size();
        say("maintenances", id, "root-cause", Map.of("message", "The old ones were brittle."));
        Eventually.holds("who is awake is told", () -> awake.letters().size() == before + 1);
        assertEquals("pending", last(id, asleep.address).get("state"));
    }

    private int run(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            return statement.executeUpdate();
        }
    }

    /** A zone in which it is some minutes past this hour. */
    private String whereItIs(int hour) {
        int here = clock.instant().atZone(ZoneOffset.UTC).getHour();
        int ahead = Math.floorMod(hour - here + 11, 24) - 11;
        return ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
    }

    private static void say(String incident, String what, Map<String, Object> words) {
        say("incidents", incident, what, words);
    }

    private static void say(String kind, String id, String what, Map<String, Object> words) {
        staff().body(words).post("/api/v1/" + kind + "/{id}/" + what, id).then().statusCode(201);
    }

    private static Map<String, Object> last(String incident, String email) {
        List<Map<String, Object>> all = staff().queryParam("limit", 500)
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .jsonPath()
                .getList("items.findAll { it.email == '" + email + "' }");
        return all.get(all.size() - 1);
    }
}
