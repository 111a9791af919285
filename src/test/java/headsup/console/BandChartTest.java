package headsup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.BandDays;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns of bands, the overdrawn at their foot. */
class BandChartTest {

    private static final LocalDate LAST = LocalDate.of(2026, 11, 25);

    private static BandDays.Day day(int ago, long overdrawn, long thin, long strong) {
        return new BandDays.Day(LAST.minusDays(ago), strong, 0, thin, overdrawn, 0, Instant.EPOCH);
    }

    @Test
    void thereIsNothingToDrawWithoutAccounts() {
        assertNull(BandChart.of(List.of()));
        assertNull(BandChart.of(List.of(day(0, 0, 0, 0))));
    }

    @Test
    void aDayStandsAtItsPlaceAndBandsOnEachOther() {
        BandChart chart = BandChart.of(List.of(day(1, 1, 0, 1), day(0, 1, 1, 2)));
        assertNotNull(chart);
        assertEquals("4", chart.most());
        assertEquals("28 Aug", chart.from());
        assertEquals("25 Nov", chart.until());
        assertEquals(
                "M977.8 1000.0h8.9v-250.0h-8.9zM988.9 1000.0h8.9v-250.0h-8.9z",
                chart.layers().get(0).path());
        assertEquals("M988.9 750.0h8.9v-250.0h-8.9z", chart.layers().get(1).path());
        assertEquals("", chart.layers().get(2).path());
        assertTrue(chart.layers().get(3).path().startsWith("M977.8 750.0h8.9v-250.0"), "above the overdrawn");
        assertEquals(
                "Overdrawn 1, thin 1, fair 0, strong 2, not known yet 0; on 24 Nov overdrawn 1, thin 0.",
                chart.words());
        assertEquals("25 Nov", chart.days().get(0).day());
    }
}
