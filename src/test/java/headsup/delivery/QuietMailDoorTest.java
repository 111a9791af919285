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
    void aRootCauseWaitsForTheReadersMorningAndNewsDoNot() throws SQLException {
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

        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE delivery SET look_at = now() - interval '1 second' WHERE incident_id = ? AND look_at IS NOT NULL")) {
            statement.setString(1, incident);
            assertEquals(1, statement.executeUpdate());
        }
        Eventually.holds("morning has come", () -> asleep.letters().size() == 3);
        Eventually.holds("it is accepted", () -> "accepted"
                .equals(last(incident, asleep.address).get("state")));
        assertNotNull(last(incident, asleep.address).get("acceptedAt"));
    }

    /** A zone in which it is some minutes past this hour. */
    private String whereItIs(int hour) {
        int here = clock.instant().atZone(ZoneOffset.UTC).getHour();
        int ahead = Math.floorMod(hour - here + 11, 24) - 11;
        return ahead == 0 ? "Etc/GMT" : "Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead);
    }

    private static void say(String incident, String what, Map<String, Object> words) {
        staff().body(words)
                .post("/api/v1/incidents/{id}/" + what, incident)
                .then()
                .statusCode(201);
    }

    private static Map<String, Object> last(String incident, String email) {
        List<Map<String, Object>> all = staff().queryParam("limit", 500)
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .jsonPath()
                .getList("items.findAll { it.email == '" + email + "' }");
        return all.get(all.size() - 1);
    }
}
