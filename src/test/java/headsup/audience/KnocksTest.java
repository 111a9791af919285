package headsup.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnocksTest {

    private static final Instant QUARTER_PAST = Instant.parse("2026-11-21T09:15:00Z");

    private final Knocks knocks = new Knocks(Clock.systemUTC());

    @Test
    void aPlaceThatKnocksTooOftenWaitsForTheNextHour() {
        for (int i = 0; i < Knocks.MOST_PER_PLACE; i++) {
            assertNull(knocks.count("192.0.2.7", QUARTER_PAST));
        }
        assertEquals(Duration.ofMinutes(45), knocks.count("192.0.2.7", QUARTER_PAST));
        assertNull(knocks.count("192.0.2.8", QUARTER_PAST));
        assertNull(knocks.count("192.0.2.7", QUARTER_PAST.plus(Duration.ofMinutes(45))));
    }
}
