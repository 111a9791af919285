package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Instant JULY = Instant.parse("2026-07-01T10:00:00Z");

    @Test
    void aTimeOfTheOtherHalfOfTheYearNamesItsZone() {
        Times berlin = times("Europe/Berlin", JULY);
        assertEquals("12:30", berlin.moment(JULY.plusSeconds(1800)).text());
        assertEquals(
                "5 Jan, 11:00 CET",
                berlin.moment(Instant.parse("2026-01-05T10:00:00Z")).text());
    }

    @Test
    void theZoneIsNamedWithItsDistanceFromUtc() {
        assertEquals("UTC", times("Etc/UTC", JULY).zoneName());
        assertEquals("CEST (UTC+2)", times("Europe/Berlin", JULY).zoneName());
        assertEquals("IST (UTC+5:30)", times("Asia/Kolkata", JULY).zoneName());
        assertEquals("EDT (UTC\u22124)", times("America/New_York", JULY).zoneName());
    }

    private static Times times(String zone, Instant now) {
        return new Times(Language.EN, ZoneId.of(zone), now);
    }
}
