package headsup.delivery;

import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is on call hears of a promise before it breaks and when it has, once each. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(NeighboursTest.ThroughDays.class)
class PromiseWatchTest {

    @Inject
    MovableClock clock;

    @Inject
    PromiseWatch promises;

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

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
