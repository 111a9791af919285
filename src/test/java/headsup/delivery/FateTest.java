package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a try to deliver a webhook leads to. */
class FateTest {

    private static final Instant NOW = Instant.parse("2026-11-21T14:30:00Z");

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT5M", "3, PT30M", "4, PT2H", "5, PT5H", "6, PT10H", "7, PT14H", "8, PT20H", "9, PT24H"})
    void eachFailureIsFollowedByALongerPause(int tries, Duration pause) {
        assertEquals(new Fate.Deferred(NOW.plus(pause)), Fate.of(tries, new Answer.Unheard("no"), NOW));
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "204, true", "299, true", "301, false", "404, false", "500, false"})
    void onlyTwoHundredsAreTaken(int status, boolean taken) {
        assertEquals(taken, Fate.of(1, heard(status, null), NOW) instanceof Fate.Delivered);
    }

    @Test
    void theTenthFailureIsTheLastAndGoneIsGoneAtOnce() {
        assertEquals(new Fate.GivenUp(), Fate.of(10, heard(500, null), NOW));
        assertEquals(new Fate.GivenUp(), Fate.of(11, new Answer.Unheard("no"), NOW));
        assertEquals(new Fate.Gone(), Fate.of(1, heard(410, null), NOW));
    }

    @Test
    void aReceiverMayAskForMoreTimeButNotForEver() {
        assertEquals(new Fate.Deferred(NOW.plusSeconds(60)), Fate.of(1, heard(503, Duration.ofMinutes(1)), NOW));
        assertEquals(new Fate.Deferred(NOW.plusSeconds(300)), Fate.of(2, heard(503, Duration.ofMinutes(1)), NOW));
        assertEquals(new Fate.Deferred(NOW.plus(Duration.ofDays(1))), Fate.of(1, heard(503, Duration.ofDays(90)), NOW));
    }

    @Test
    void theTimeAskedForIsSecondsOrADate() {
        assertEquals(Duration.ofSeconds(120), RetryAfter.read(" 120 ", NOW));
        assertEquals(Duration.ofMinutes(2), RetryAfter.read("Sat, 21 Nov 2026 14:32:00 GMT", NOW));
        assertNull(RetryAfter.read("soon", NOW));
        assertNull(RetryAfter.read(null, NOW));
    }

    private static Answer heard(int status, @Nullable Duration asked) {
        return new Answer.Heard(status, "", asked);
    }
}
