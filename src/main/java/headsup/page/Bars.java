package headsup.page;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components.StatusChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ninety days of a component: the worst status of each day in the page's zone, and how much of the time it worked.
 *
 * <p>Uptime is weighted as readers know it from other status pages: a major outage counts whole, a partial one three
 * tenths, degraded performance and maintenance not at all. It is rounded down: only what never failed shows 100 %.
 *
 * @param uptime in hundredths of a percent; null while nothing is known
 */
record Bars(List<Day> days, @Nullable Integer uptime) {

    static final int DAYS = 90;

    /**
     * @param worst null before anything was known
     * @param down how long it was in outage, unweighted
     */
    record Day(LocalDate date, @Nullable ComponentStatus worst, Duration down) {}

    private record Span(ComponentStatus status, Instant from, Instant until) {
        Duration within(Instant start, Instant end) {
            Instant first = from.isAfter(start) ? from : start;
            Instant last = until.isBefore(end) ? until : end;
            return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
        }
    }

    /** The first moment of the first of the ninety days. */
    static Instant start(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now, zone)
                .minusDays(DAYS - 1L)
                .atStartOfDay(zone)
                .toInstant();
    }

    /** @param changes of one component, oldest first */
    static Bars of(List<StatusChange> changes, Instant now, ZoneId zone) {
        List<Span> spans = spans(changes, now);
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Day> days = new ArrayList<>();
        for (LocalDate date = today.minusDays(DAYS - 1L); !date.isAfter(today); date = date.plusDays(1)) {
            days.add(day(
                    date,
                    date.atStartOfDay(zone).toInstant(),
                    date.plusDays(1).atStartOfDay(zone).toInstant(),
                    spans));
        }
        return new Bars(days, uptime(spans, start(now, zone), now));
    }

    private static List<Span> spans(List<StatusChange> changes, Instant now) {
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            Instant until = i + 1 < changes.size() ? changes.get(i + 1).at() : now;
            spans.add(new Span(changes.get(i).status(), changes.get(i).at(), until));
        }
        return spans;
    }

    private static Day day(LocalDate date, Instant start, Instant end, List<Span> spans) {
        ComponentStatus worst = null;
        Duration down = Duration.ZERO;
        for (Span span : spans) {
            Duration part = span.within(start, end);
            boolean touches = !part.isZero()
                    || (!span.from().isBefore(start) && span.from().isBefore(end));
            if (!touches) {
                continue;
            }
            worst = worst == null || span.status().isWorseThan(worst) ? span.status() : worst;
            down = weight(span.status()) > 0 ? down.plus(part) : down;
        }
        return new Day(date, worst, down);
    }

    private static @Nullable Integer uptime(List<Span> spans, Instant start, Instant end) {
        long known = 0;
        long tenthsDown = 0;
        for (Span span : spans) {
            long millis = span.within(start, end).toMillis();
            known += millis;
            tenthsDown += millis * weight(span.status());
        }
        if (known == 0) {
            return spans.isEmpty() ? null : 10_000;
        }
        return (int) (10_000 - Math.ceilDiv(tenthsDown * 1_000, known));
    }

    /** Tenths of the time that count as down. */
    private static int weight(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL, UNDER_MAINTENANCE, DEGRADED_PERFORMANCE -> 0;
            case PARTIAL_OUTAGE -> 3;
            case MAJOR_OUTAGE -> 10;
        };
    }
}
