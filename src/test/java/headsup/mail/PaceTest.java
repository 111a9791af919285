package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long BEGIN = 1_000_000_000_000L;

    @Test
    void aRateSpacesStartsAndSavesUpOnlyAMoment() {
        var pace = new Pace(10, BEGIN);
        assertTrue(pace.tryStart(BEGIN));
        assertFalse(pace.tryStart(after(40)));
        assertTrue(pace.tryStart(after(100)));
        assertTrue(pace.tryStart(after(10_000)));
        assertTrue(pace.tryStart(after(10_050)), "a burst of 50 ms");
        assertFalse(pace.tryStart(after(10_100)), "and no more for ten seconds of silence");
    }

    @Test
    void halvesWhatWasReallySent() {
        var pace = new Pace(0, BEGIN);
        for (int i = 0; i < 8; i++) {
            assertTrue(pace.tryStart(after(i)));
        }
        pace.halve(after(10));
        assertEquals(250, millis(pace.waitFrom(after(10))), "four a second");
        pace.halve(after(20));
        assertEquals(2, startsPerSecond(pace, 1), "and then two");
    }

    @Test
    void doublesAgainAfterEachQuietHalfMinute() {
        var pace = new Pace(8, BEGIN);
        for (int i = 0; i < 8; i++) {
            pace.tryStart(after(i * 125));
        }
        pace.halve(after(1_000));
        assertEquals(4, startsPerSecond(pace, 2));
        assertEquals(8, startsPerSecond(pace, 33));
    }

    private static int startsPerSecond(Pace pace, int fromSecond) {
        int starts = 0;
        for (int i = 0; i < 10_000; i++) {
            starts += pace.tryStart(after(fromSecond * 1_000 + i)) ? 1 : 0;
        }
        return starts / 10;
    }

    private static long after(long millis) {
        return BEGIN + Duration.ofMillis(millis).toNanos();
    }

    private static long millis(long nanos) {
        return Math.round(nanos / 1e6);
    }
}
