package headsup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.Band;
import headsup.goodwill.Rule;
import headsup.goodwill.Statement;
import headsup.kernel.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BalanceChartTest {

    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void theLineStepsFromNothingToTheEnd() {
        BalanceChart chart = chart(10, statement(List.of(-10L, -40L, -15L)));
        assertEquals("M0 0V250H100V1000H200V375H1000", chart.path());
        assertEquals(
                List.of("0", "\u221210", "\u221220", "\u221230", "\u221240, overdrawn"),
                chart.levels().stream().map(BalanceChart.Level::label).toList());
        assertEquals("37.5%", chart.end());
        assertEquals("0.0%", chart.zero());
        assertEquals("100.0%", chart.below());
        assertTrue(chart.words().startsWith("Lowest \u221240 on 21 Nov 2026, 00:01, highest \u221210"), chart.words());
    }

    @Test
    void levelsAreFewAndRoundWhateverTheBalance() {
        for (long extreme : List.of(1L, 7L, 49L, 51L, 333L, 99_999L, 12_345_678L)) {
            for (long sign : List.of(1L, -1L)) {
                BalanceChart chart = chart(10, statement(List.of(sign * extreme, -sign * extreme / 3)));
                int levels = chart.levels().size();
                assertTrue(levels >= 2 && levels <= 5, extreme + " has " + levels);
            }
        }
    }

    @Test
    void thousandsOfEntriesStayASmallPicture() {
        List<Long> balances = new ArrayList<>();
        for (long i = 0; i < 20_000; i++) {
            balances.add(i % 100 - 50);
        }
        assertTrue(chart(20_000, statement(balances)).path().length() < 40_000);
    }

    @Test
    void oneEntryIsNoLine() {
        assertNull(BalanceChart.of(statement(List.of(-10L)), START, times()));
    }

    private static BalanceChart chart(int minutes, Statement statement) {
        return Objects.requireNonNull(BalanceChart.of(statement, START.plusSeconds(60L * minutes), times()));
    }

    /** An entry a minute. */
    private static Statement statement(List<Long> balances) {
        List<Statement.Line> lines = new ArrayList<>();
        for (int i = 0; i < balances.size(); i++) {
            Instant at = START.plusSeconds(60L * i);
            lines.add(new Statement.Line(
                    i, at, at, Rule.MANUAL, 0, 0, null, balances.get(i), "", null, null, null, "default/1", null));
        }
        return new Statement("c", balances.get(balances.size() - 1), Band.THIN, lines, List.of(), List.of());
    }

    private static Times times() {
        return new Times(Clock.fixed(START, ZoneOffset.UTC), new Site() {
            @Override
            public String name() {
                return "";
            }

            @Override
            public URI url() {
                return URI.create("http://localhost");
            }

            @Override
            public ZoneId timeZone() {
                return ZoneOffset.UTC;
            }
        });
    }
}
