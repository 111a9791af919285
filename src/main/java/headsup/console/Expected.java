package headsup.console;

import headsup.incident.Estimate;
import headsup.incident.Incident;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an incident is expected to be fixed, and its clock.
 *
 * @param from when that was said; the line runs out from there to {@code at}
 * @param movedFrom what was expected before; null for the first estimate
 * @param span until then, or since then
 * @param run how much of the line is left, in hundredths
 */
record Expected(
        Times.Moment at,
        String from,
        Times.@Nullable Moment movedFrom,
        boolean passed,
        boolean withdrawn,
        String span,
        int run) {

    private static final int WHOLE = 100;

    /** Null for an incident that is over, and for one nobody gave a time for. */
    static @Nullable Expected of(Incident incident, Times times) {
        Estimate estimate = incident.estimate();
        if (!incident.isOpen() || estimate == null || !estimate.isTold()) {
            return null;
        }
        Instant from = estimate.movedFrom();
        Duration left = Duration.between(times.now(), estimate.at());
        long whole =
                Math.max(1, Duration.between(estimate.givenAt(), estimate.at()).toMillis());
        return new Expected(
                times.zoned(estimate.at()),
                estimate.givenAt().toString(),
                from == null ? null : times.zoned(from),
                left.isNegative(),
                estimate.withdrawn(),
                Times.span(left.abs()),
                Math.clamp(left.toMillis() * WHOLE / whole, 0, WHOLE));
    }

    /** In words, for a form that may leave it as it is. */
    String inWords() {
        return withdrawn ? "not known yet" : at.text();
    }
}
