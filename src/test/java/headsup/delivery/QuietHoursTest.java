package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private final QuietHours night = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    @Test
    void inTheEveningTheyAreOverTomorrowMorning() {
        assertEquals(at("2026-06-11T06:00:00Z"), night.over(BERLIN, Instant.parse("2026-06-10T19:00:00Z")));
        assertEquals(at("2026-06-11T06:00:00Z"), night.over(BERLIN, Instant.parse("2026-06-10T21:59:59Z")));
    }

    @Test
    void inTheMorningTheyAreOverToday() {
        assertEquals(at("2026-06-11T06:00:00Z"), night.over(BERLIN, Instant.parse("2026-06-10T22:00:00Z")));
        assertEquals(at("2026-06-11T06:00:00Z"), night.over(BERLIN, Instant.parse("2026-06-11T05:59:59Z")));
    }

    @Test
    void whoIsAwakeIsWrittenToAtOnce() {
        assertEquals(Optional.empty(), night.over(BERLIN, Instant.parse("2026-06-11T06:00:00Z")));
        assertEquals(Optional.empty(), night.over(BERLIN, Instant.parse("2026-06-10T18:59:59Z")));
    }

    @Test
    void theReadersOwnClockCountsNotOurs() {
        Instant oneMoment = Instant.parse("2026-06-10T23:00:00Z");
        assertEquals(Optional.empty(), night.over(ZoneId.of("Asia/Tokyo"), oneMoment), "08:00 there");
        assertEquals(Optional.empty(), night.over(ZoneId.of("America/Chicago"), oneMoment), "18:00 there");
        assertEquals(at("2026-06-11T07:00:00Z"), night.over(ZoneId.of("Europe/London"), oneMoment));
    }

    @Test
    void theMorningComesByTheClockAlsoWhenItIsSetForwardInTheNight() {
        assertEquals(at("2026-03-29T06:00:00Z"), night.over(BERLIN, Instant.parse("2026-03-28T21:00:00Z")));
    }

    @Test
    void theyMayLieWithinOneDayAndBeNone() {
        var noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertEquals(at("2026-06-10T12:00:00Z"), noon.over(BERLIN, Instant.parse("2026-06-10T10:30:00Z")));
        assertEquals(Optional.empty(), noon.over(BERLIN, Instant.parse("2026-06-10T12:00:00Z")));
        var none = new QuietHours(LocalTime.of(8, 0), LocalTime.of(8, 0));
        assertEquals(Optional.empty(), none.over(BERLIN, Instant.parse("2026-06-10T02:00:00Z")));
    }

    private static Optional<Instant> at(String instant) {
        return Optional.of(Instant.parse(instant));
    }
}
