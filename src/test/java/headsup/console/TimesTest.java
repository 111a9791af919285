package headsup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.kernel.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column and the sentence beside it tell times in one zone, that of the page. */
class TimesTest {

    private static final Times ZURICH =
            new Times(Clock.fixed(Instant.parse("2026-06-10T12:00:00Z"), ZoneOffset.UTC), new InZurich());

    private record InZurich() implements Site {
        @Override
        public String name() {
            return "HeadsUp";
        }

        @Override
        public URI url() {
            return URI.create("http://localhost:8080");
        }

        @Override
        public ZoneId timeZone() {
            return ZoneId.of("Europe/Zurich");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-10T23:30:00Z, 11 Jun 2026 01:30, 11 Jun 2026 01:30 CEST",
        "2026-03-29T01:00:00Z, 29 Mar 2026 03:00, 29 Mar 2026 03:00 CEST",
        "2026-10-25T01:30:00Z, 25 Oct 2026 02:30, 25 Oct 2026 02:30 CET"
    })
    void aDayBeginsWhereThePageIs(String instant, String column, String sentence) {
        assertEquals(column, ZURICH.dated(Instant.parse(instant)).text().replace(",", ""));
        assertEquals(sentence, ZURICH.readable(instant).replace(",", ""));
    }

    @Test
    void whatTheTrailRemembersAsAnInstantIsReadInTheZoneOfItsColumn() {
        assertEquals("11 Jun 2026, 01:30 CEST was wrong", ZURICH.readable("2026-06-10T23:30:00.123456789Z was wrong"));
        assertEquals("care, 2026-06-10", ZURICH.readable("care, 2026-06-10"));
    }
}
