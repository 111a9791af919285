package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Run by hand against a sink that speaks PIPELINING: {@code ./mvnw test -Dtest=LanesBench -Dexcluded.tests=none
 * -Drelay=smtp://127.0.0.1:2525}; without a relay only the outbox is measured.
 */
@Tag("bench")
class LanesBench {

    private static final int LETTERS = 60_000;

    @Test
    void lettersAcceptedPerSecond(@TempDir Path data) throws InterruptedException {
        String relay = System.getProperty("relay");
        if (relay == null) {
            return;
        }
        try (Desk desk = new Desk(data, Desk.rules(8, 32, 10_000, Duration.ofSeconds(5)), Desk.trusted(), relay)) {
            for (int round = 0; round < 4; round++) {
                measure("lanes", desk.lanes);
            }
        }
    }

    @Test
    void lettersKeptPerSecond(@TempDir Path data) throws InterruptedException {
        for (int round = 0; round < 3; round++) {
            measure("outbox", new Outbox(data.resolve("outbox" + round), Clock.systemUTC()));
        }
    }

    /** Says more than the clock where others share the machine. */
    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void measure(String name, Courier courier) throws InterruptedException {
        List<Letter> letters = new ArrayList<>();
        for (long delivery = 1; delivery <= LETTERS; delivery++) {
            letters.add(Desk.letter(delivery));
        }
        var accepted = new LongAdder();
        var all = new CountDownLatch(LETTERS);
        long cpuFrom = cpu();
        long from = System.nanoTime();
        for (int i = 0; i < LETTERS; i += 500) {
            courier.send(letters.subList(i, i + 500), receipt -> {
                accepted.add(receipt instanceof Receipt.Accepted ? 1 : 0);
                all.countDown();
            });
        }
        all.await(60, TimeUnit.SECONDS);
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                "%s: %,.0f letters/s of %d octets, %.1f us of CPU each%n",
                name, LETTERS / seconds, letters.get(0).bytes().length, (cpu() - cpuFrom) / 1e3 / LETTERS);
        assertEquals(LETTERS, accepted.sum());
    }
}
