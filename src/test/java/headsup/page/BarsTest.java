package headsup.page;

import static headsup.catalog.ComponentStatus.DEGRADED_PERFORMANCE;
import static headsup.catalog.ComponentStatus.MAJOR_OUTAGE;
import static headsup.catalog.ComponentStatus.OPERATIONAL;
import static headsup.catalog.ComponentStatus.PARTIAL_OUTAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {

    private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");

    @Test
    void aComponentThatNeverFailedIsWhole() {
        Bars bars = Bars.of(List.of(at("2020-01-01T00:00:00Z", OPERATIONAL)), NOW, ZoneOffset.UTC);
        assertEquals(90, bars.days().size());
        assertEquals(10_000, bars.uptime());
        bars.days().forEach(day -> assertEquals(OPERATIONAL, day.worst()));
    }

    @Test
    void aDayIsAsBadAsItsWorstHour() {
        Bars bars = Bars.of(
                List.of(
                        at("2020-01-01T00:00:00Z", OPERATIONAL),
                        at("2026-06-29T10:00:00Z", PARTIAL_OUTAGE),
                        at("2026-06-29T10:30:00Z", DEGRADED_PERFORMANCE),
                        at("2026-06-29T11:00:00Z", OPERATIONAL)),
                NOW,
                ZoneOffset.UTC);
        assertEquals(PARTIAL_OUTAGE, bars.days().get(88).worst());
        assertEquals(Duration.ofMinutes(30), bars.days().get(88).down());
        assertEquals(OPERATIONAL, bars.days().get(89).worst());
    }

    @Test
    void aPartialOutageCountsThreeTenthsAndDegradedNothing() {
        List<StatusChange> changes = List.of(
                at("2026-06-30T02:00:00Z", PARTIAL_OUTAGE),
                at("2026-06-30T07:00:00Z", MAJOR_OUTAGE),
                at("2026-06-30T08:00:00Z", DEGRADED_PERFORMANCE));
        assertEquals(7_500, Bars.of(changes, NOW, ZoneOffset.UTC).uptime());
    }

    @Test
    void onlyWhatNeverFailedShowsAHundredPercent() {
        List<StatusChange> changes = List.of(
                at("2020-01-01T00:00:00Z", OPERATIONAL),
                at("2026-06-01T00:00:00Z", MAJOR_OUTAGE),
                at("2026-06-01T00:00:01Z", OPERATIONAL));
        assertEquals(9_999, Bars.of(changes, NOW, ZoneOffset.UTC).uptime());
    }

    @Test
    void daysBeforeAnythingWasKnownAreBlank() {
        Bars bars = Bars.of(List.of(at("2026-06-30T09:00:00Z", OPERATIONAL)), NOW, ZoneOffset.UTC);
        assertNull(bars.days().get(88).worst());
        assertEquals(OPERATIONAL, bars.days().get(89).worst());
        assertNull(Bars.of(List.of(), NOW, ZoneOffset.UTC).uptime());
    }

    @Test
    void daysAreThoseOfThePagesZone() {
        List<StatusChange> changes = List.of(
                at("2020-01-01T00:00:00Z", OPERATIONAL),
                at("2026-06-28T23:30:00Z", MAJOR_OUTAGE),
                at("2026-06-28T23:40:00Z", OPERATIONAL));
        assertEquals(
                MAJOR_OUTAGE,
                Bars.of(changes, NOW, ZoneOffset.UTC).days().get(87).worst());
        assertEquals(
                MAJOR_OUTAGE,
                Bars.of(changes, NOW, ZoneId.of("Europe/Berlin")).days().get(88).worst());
    }

    private static StatusChange at(String time, ComponentStatus status) {
        return new StatusChange("c", status, Instant.parse(time));
    }
}
