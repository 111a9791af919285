package headsup.delivery;

import static headsup.delivery.Switchboard.lane;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.mail.Courier;
import headsup.mail.Courier.Standing;
import headsup.mail.Outbox;
import headsup.mail.ScriptedRelay;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lane held by a brake, in the middle of its work. */
@QuarkusTest
@TestProfile(WithRelays.class)
@QuarkusTestResource(FreshDatabase.class)
class LanePauseTest {

    private static final int PEOPLE = 20;

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

    private final CountDownLatch firstDot = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private Switchboard board;
    private ScriptedRelay main;
    private Outage outage;

    @BeforeEach
    void aRelayThatTakesItsTimeOverTheFirstLetter() {
        board = new Switchboard(courier, outbox, watch);
        main = board.relay("main");
        main.dot = this::answeredWhenItIsTime;
        outage = new Outage();
        outage.customer(IntStream.range(0, PEOPLE).mapToObj(i -> "p" + i).toArray(String[]::new));
    }

    @AfterEach
    void close() {
        answer.countDown();
        board.close();
    }

    @Test
    void itsOpenTransactionEndsAndTheRestGoesOverTheOthers() throws InterruptedException {
        outage.declare();
        assertTrue(firstDot.await(10, TimeUnit.SECONDS));
        // Open only now, so that all letters wait for the first lane.
        ScriptedRelay second = board.listening("second");
        board.awaitStanding("second", Standing.OPEN::equals);
        pause("main");
        watch.look();
        answer.countDown();

        board.awaitAll(outage.incident(), State.ACCEPTED);
        assertEquals(PEOPLE, main.taken.size() + second.taken.size(), "nobody twice");
        assertTrue(main.taken.size() <= 2, "what had begun: " + main.taken.size());
        board.rows().of(outage.incident()).forEach(row -> assertEquals(1, row.attempts()));
    }

    @Test
    void withoutAnotherLaneTheRestIsPendingAgainAndNothingIsCounted() throws InterruptedException {
        outage.declare();
        assertTrue(firstDot.await(10, TimeUnit.SECONDS));
        long brake = pause("main");
        watch.look();
        answer.countDown();
        Eventually.holds("what had begun is over", () -> outage.count(State.SENDING) == 0);
        assertEquals(main.taken.size(), outage.count(State.ACCEPTED));
        List<Rows.Row> held = board.rows().of(outage.incident()).stream()
                .filter(row -> row.state() != State.ACCEPTED)
                .toList();
        assertTrue(held.size() >= PEOPLE - 2);
        held.forEach(row -> {
            assertEquals(State.PENDING, row.state());
            assertEquals(0, row.attempts());
        });
        String waits = outage.deliveries().getString("items.find { it.state == 'pending' }.waitsFor");
        assertTrue(waits.contains("lane " + lane("main") + " is paused, by admin: a new relay"), waits);

        Outage.staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        board.awaitStanding("main", Standing.OPEN::equals);
        board.rows().hasten(outage.incident());
        board.awaitAll(outage.incident(), State.ACCEPTED);
        assertEquals(PEOPLE, main.taken.size());
    }

    @Test
    void whatAnotherProcessPausesIsPausedHereAndGoesOnByItself() {
        answer.countDown();
        board.pausedByAnotherProcess("main");
        board.awaitStanding("main", Standing.PAUSED::equals);
        Outage.staff()
                .get("/api/v1/lanes")
                .then()
                .body("items.find { it.name == '" + lane("main") + "' }.standing", equalTo("paused"));
        outage.declare();
        assertEquals(PEOPLE, outage.count(State.PENDING));

        board.releasedByAnotherProcess("main");
        board.awaitAll(outage.incident(), State.ACCEPTED);
        board.rows().of(outage.incident()).forEach(row -> assertEquals(1, row.attempts()));
    }

    private long pause(String lane) {
        return Outage.staff()
                .body(Map.of("scope", "lane", "subject", lane(lane), "reason", "a new relay"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("items[0].id");
    }

    private String answeredWhenItIsTime(String to) {
        firstDot.countDown();
        try {
            assertTrue(answer.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return "250 2.0.0 Ok";
    }
}
