package headsup.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.Band;
import headsup.goodwill.LateFact;
import headsup.goodwill.Rule;
import headsup.goodwill.Statement;
import headsup.kernel.Site;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A correction is one line with its cause, behind what it corrects, and opens to its entries. */
class BookedTest {

    private static final Instant NINE = Instant.parse("2026-06-10T09:00:00Z");
    private static final Instant CORRECTED = Instant.parse("2026-06-11T07:30:12Z");

    @Test
    void aCorrectionIsOneLineWithItsCauseAtTheTimeItWasBooked() {
        Statement statement = new Statement(
                "c",
                -25,
                Band.OVERDRAWN,
                List.of(
                        entry(1, 0, Rule.IMPACT_ONSET, -10, -10, null),
                        entry(2, 10, Rule.FIRST_WORD, 3, -7, null),
                        entry(5, 10, Rule.REVERSAL, -3, -10, 2L),
                        entry(6, 20, Rule.PROMISE_BROKEN, -10, -20, null),
                        entry(3, 30, Rule.IMPACT_DURATION, -2, -22, null),
                        entry(4, 30 * 60, Rule.MANUAL, -3, -25, null)),
                List.of(new Statement.Correction(
                        7,
                        CORRECTED,
                        LateFact.Cause.DISPUTED,
                        "you told us the email of 09:10 never came",
                        -13,
                        "incident",
                        "update",
                        List.of(5L, 6L))),
                List.of());
        List<Booked> lines = Booked.of(statement, times());
        assertEquals(
                List.of(
                        "impact_onset \u221210 \u221210",
                        "first_word +3 \u22127",
                        "impact_duration \u22122 \u22129",
                        "Corrected 11 Jun: you told us the email of 09:10 never came \u221213 \u221222",
                        "manual \u22123 \u221225"),
                lines.stream()
                        .map(line -> line.because() + " " + line.points() + " " + line.balance())
                        .toList());
        Booked correction = lines.get(3);
        assertEquals("11 Jun 2026, 09:30", correction.at().text());
        assertEquals(
                List.of("reversal \u22123", "promise_broken \u221210"),
                correction.parts().stream()
                        .map(part -> part.because() + " " + part.points())
                        .toList());
        assertTrue(lines.get(0).parts().isEmpty());
    }

    private static Statement.Line entry(
            long id, long minutes, Rule rule, int points, long balance, @Nullable Long reverses) {
        Instant at = NINE.plusSeconds(minutes * 60);
        return new Statement.Line(
                id,
                at,
                at,
                rule,
                points,
                points,
                null,
                balance,
                rule.word(),
                "incident",
                null,
                null,
                "default/1",
                reverses);
    }

    private static Times times() {
        return new Times(Clock.fixed(CORRECTED, ZoneOffset.UTC), new Site() {
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
                return ZoneId.of("Europe/Zurich");
            }
        });
    }
}
