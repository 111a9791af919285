package headsup.goodwill;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What incidents earned in 90 days lowers what the next one may earn (goodwill policy, section 11, rule 2). */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class EarningDoorTest {

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    DataSource source;

    @Inject
    MovableClock clock;

    private final List<String> incidents = new ArrayList<>();
    private Instant first = Instant.EPOCH;
    private Duration apart = Duration.ofHours(12);
    private final String name = Cast.unique("Cards");
    private String customer = "";

    /** Two minor blips are worth +1 and +2; the next one finds 3 earned, then 5. */
    @Test
    void blipsNoLongerMakeAFriendAndALateFactOfAnOlderOneReachesTheYounger() throws SQLException {
        String component = readerOfAComponent();
        for (int i = 0; i < 4; i++) {
            blip(component, i);
        }
        awaitNets(List.of(1, 1, 1, 1));
        gesture(1);
        gesture(2);
        gesture(3);
        awaitNets(List.of(1, 2, 2, 0));

        gesture(0);
        awaitNets(List.of(2, 2, 1, 0));
        assertEquals(5, statement().getInt("balance"));
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
        Map<String, Object> question = Map.of("incident", incidents.get(3), "policy", 1);
        admin().body(question)
                .post("/api/v1/goodwill/replays")
                .then()
                .statusCode(200)
                .body("total.booked", equalTo(0))
                .body("total.replayed", equalTo(2));
    }

    /** What the reader depends on worked again after a quarter of an hour; for others the incidents go on. */
    @Test
    void whatTheReadersOwnComponentsEarnedCountsThoughTheIncidentGoesOnForOthers() throws SQLException {
        apart = Duration.ofHours(2);
        String component = readerOfAComponent();
        String elsewhere = Cast.component("Elsewhere");
        for (int i = 0; i < 3; i++) {
            wide(component, elsewhere, i);
        }
        blip(component, 3);
        gesture(0);
        gesture(1);
        gesture(2);
        gesture(3);
        awaitNets(List.of(2, 2, 1, 0));
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }

    private String readerOfAComponent() throws SQLException {
        first = clock.instant().minus(Duration.ofHours(60)).truncatedTo(ChronoUnit.MINUTES);
        String component =
                admin().body(Map.of("name", name)).post("/api/v1/components").path("id");
        customer = Cast.unique("reader");
        admin().body(Map.of(
                        "name", customer, "components", List.of(component), "contacts", List.of(), "channel", "page"))
                .put("/api/v1/customers/" + customer)
                .then()
                .statusCode(201);
        Cast.openedAt(source, customer, first);
        return component;
    }

    /** A quarter of an hour for the reader, told after five minutes and when theirs was over; hours for others. */
    private void wide(String component, String elsewhere, int number) {
        Instant start = start(number);
        imported(
                start,
                List.of(
                        update("resolved", "Over.", start(3).plus(Duration.ofHours(1)), List.of()),
                        update(
                                "identified",
                                "Half of it works.",
                                start.plusSeconds(900),
                                List.of(change(component, "operational"))),
                        update(
                                "investigating",
                                "We look.",
                                start.plusSeconds(300),
                                List.of(
                                        change(component, "degraded_performance"),
                                        change(elsewhere, "degraded_performance")))));
    }

    /** A quarter of an hour, told after five minutes and when it was over. */
    private void blip(String component, int number) {
        Instant start = start(number);
        imported(
                start,
                List.of(
                        update("resolved", "Over.", start.plusSeconds(900), List.of()),
                        update(
                                "investigating",
                                "We look.",
                                start.plusSeconds(300),
                                List.of(change(component, "degraded_performance")))));
    }

    private void imported(Instant start, List<Map<String, Object>> updates) {
        incidents.add(admin().body(Map.of(
                        "name", name, "impact", "minor", "started_at", start.toString(), "incident_updates", updates))
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(201)
                .extract()
                .path("items[0].id"));
    }

    private static Map<String, Object> update(
            String status, String body, Instant at, List<Map<String, String>> changes) {
        return Map.of("status", status, "body", body, "created_at", at.toString(), "affected_components", changes);
    }

    private static Map<String, String> change(String component, String status) {
        return Map.of("code", component, "name", component, "new_status", status);
    }

    private Instant start(int number) {
        return first.plus(apart.multipliedBy(number));
    }

    private void gesture(int number) {
        admin().body(Map.of(
                        "kind",
                        "gesture",
                        "note",
                        "sorry",
                        "percent",
                        5,
                        "incident",
                        incidents.get(number),
                        "at",
                        start(number).plusSeconds(1800).toString()))
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then()
                .statusCode(201);
    }

    private void awaitNets(List<Integer> nets) {
        try {
            Eventually.holds("the incidents come to " + nets, () -> {
                bookkeeper.bookWhatIsDue();
                return nets.equals(nets());
            });
        } catch (AssertionError vain) {
            throw new AssertionError(
                    "they come to " + nets() + ": " + statement().prettify(), vain);
        }
    }

    private List<Integer> nets() {
        JsonPath books = statement();
        return incidents.stream()
                .map(id ->
                        books.getList("entries.findAll { it.incident == '" + id + "' }.points", Integer.class).stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .toList();
    }

    private JsonPath statement() {
        return admin().get("/api/v1/customers/{ref}/statement", customer).jsonPath();
    }
}
