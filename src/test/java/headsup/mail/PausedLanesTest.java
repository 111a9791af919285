package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.Courier.Standing;
import headsup.mail.Receipt.Accepted;
import headsup.mail.Receipt.NotSent;
import headsup.mail.Receipt.Rejected;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lanes that are held, by a person or by what their relay refuses. */
@Timeout(60)
class PausedLanesTest {

    private final Path data;
    private final ScriptedRelay relay = new ScriptedRelay();
    private final ScriptedRelay other = new ScriptedRelay();

    PausedLanesTest(@TempDir Path data) {
        this.data = data;
    }

    @AfterEach
    void close() {
        relay.close();
        other.close();
    }

    @Test
    void openTransactionsAreFinishedAndTheRestIsNotSent() {
        try (Desk desk = Desk.over(data, relay)) {
            relay.dot = pausingAtTheFirst(desk);
            Map<Long, Receipt> receipts = desk.sendMany(20);

            // The second's envelope had left together with the first's dot.
            assertInstanceOf(Accepted.class, receipts.get(1L));
            assertInstanceOf(Accepted.class, receipts.get(2L));
            assertEquals(18, count(receipts, NotSent.class));
            assertEquals(Standing.PAUSED, desk.lanes.ways().get(0).standing());
            assertEquals(0, desk.lanes.places());

            assertInstanceOf(NotSent.class, desk.send(Desk.letter(30)), "a paused lane takes nothing on");
            desk.lanes.pause(Set.of());
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(31)));
        }
    }

    @Test
    void whatWaitsForAPausedLaneGoesOverTheOthers() {
        try (Desk desk = new Desk(data, Desk.rules(1, 32), Desk.trusted(), relay.url(), other.url())) {
            relay.dot = pausingAtTheFirst(desk);
            Map<Long, Receipt> receipts = desk.sendMany(40);

            assertEquals(40, count(receipts, Accepted.class));
            assertEquals(2, relay.taken.size());
            assertEquals(38, other.taken.size());
        }
    }

    @Test
    void aLaneHeldWhileItsConnectionIsMadeBeginsNoLetter() {
        try (Desk desk = Desk.over(data, relay)) {
            relay.banner = connection -> {
                desk.lanes.pause(Set.of(name(relay)));
                return "220 at your service";
            };
            assertInstanceOf(NotSent.class, desk.send(Desk.letter(1)));
            assertTrue(relay.commands.stream().noneMatch(command -> command.startsWith("MAIL")));
        }
    }

    @Test
    void refusalsByPolicyStopTheLaneByItselfUntilItWasHeldAndLetGo() {
        var asked = new AtomicInteger();
        relay.dot = to -> asked.incrementAndGet() > 20 ? "554 5.7.1 we do not want this" : "250 2.0.0 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(100);

            assertEquals(20, count(receipts, Accepted.class));
            // Three are enough; a fourth was on its way.
            assertTrue(count(receipts, Rejected.class) <= 4, receipts.toString());
            assertEquals(Standing.SUSPECT, desk.lanes.ways().get(0).standing());
            assertEquals(
                    name(relay) + " refused 3 of 23 letters within 5 minutes by policy: 554 5.7.1 we do not want this",
                    desk.lanes.ways().get(0).remark());

            desk.lanes.pause(Set.of());
            assertEquals(Standing.SUSPECT, desk.lanes.ways().get(0).standing(), "nobody has held it yet");
            desk.lanes.pause(Set.of(name(relay)));
            relay.dot = to -> "250 2.0.0 Ok";
            desk.lanes.pause(Set.of());
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(200)));
        }
    }

    @Test
    void refusalsByPolicyOnOneLaneLeaveTheLettersToTheOthers() {
        relay.rcpt = to -> "550 5.7.1 not from you";
        try (Desk desk = new Desk(data, Desk.rules(1, 32), Desk.trusted(), relay.url(), other.url())) {
            Map<Long, Receipt> receipts = desk.sendMany(200);

            assertTrue(count(receipts, Rejected.class) <= 22, receipts.toString());
            assertEquals(200, count(receipts, Rejected.class) + count(receipts, Accepted.class));
        }
    }

    @Test
    void theOutboxIsHeldLikeAnyOtherWay() {
        var outbox = new Outbox(data.resolve("outbox"), Clock.systemUTC());
        outbox.pause(Set.of("outbox"));
        assertEquals(0, outbox.places());
        outbox.send(List.of(Desk.letter(1)), receipt -> assertInstanceOf(NotSent.class, receipt));
        outbox.pause(Set.of());
        outbox.send(List.of(Desk.letter(1)), receipt -> assertInstanceOf(Accepted.class, receipt));
    }

    /** Holds the relay's lane while the first dot is answered. */
    private Function<String, String> pausingAtTheFirst(Desk desk) {
        var paused = new CountDownLatch(1);
        return to -> {
            if (paused.getCount() > 0) {
                paused.countDown();
                desk.lanes.pause(Set.of(name(relay)));
            }
            return "250 2.0.0 Ok";
        };
    }

    private static String name(ScriptedRelay relay) {
        return "127.0.0.1:" + relay.port();
    }

    private static long count(Map<Long, Receipt> receipts, Class<? extends Receipt> kind) {
        return receipts.values().stream().filter(kind::isInstance).count();
    }
}
