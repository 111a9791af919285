package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FadeTest {

    @Test
    void aTenthOfGoodwillFadesAndNothingOfLessThanTen() {
        assertEquals(-5, Fade.points(59, false));
        assertEquals(-5, Fade.points(50, true));
        assertEquals(0, Fade.points(9, false));
        assertEquals(0, Fade.points(0, false));
    }

    @Test
    void aFifthOfAGrudgeFadesAtLeastOneUnlessTheWoundIsOpen() {
        assertEquals(8, Fade.points(-43, false));
        assertEquals(1, Fade.points(-1, false));
        assertEquals(0, Fade.points(-43, true));
    }

    @Test
    void monthsBeginInTheZoneOfTheOperator() {
        long after = CohortFacts.minute(Instant.parse("2026-02-28T23:30:00Z"));
        long until = CohortFacts.minute(Instant.parse("2026-04-01T00:00:00Z"));
        assertEquals(
                List.of(CohortFacts.minute(Instant.parse("2026-03-01T00:00:00Z"))),
                Fade.months(after, until, ZoneId.of("Etc/UTC")));
        assertEquals(
                List.of(CohortFacts.minute(Instant.parse("2026-03-31T22:00:00Z"))),
                Fade.months(after, until, ZoneId.of("Europe/Berlin")));
    }
}
