package headsup.console;

import headsup.incident.Incident;
import headsup.incident.Promise;
import headsup.incident.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The promise and its clock.
 *
 * @param from when it was made; the line runs out from there to the due time
 * @param span until it is due, or how late it is
 * @param run how much of the line is left, in hundredths
 */
record Strip(Times.Moment due, String from, boolean late, String span, int run) {

    private static final int WHOLE = 100;

    /** Null for an incident that owes no words. */
    static @Nullable Strip of(Incident incident, Times times) {
        Promise promise = incident.promise();
        if (!incident.isOpen() || promise == null || promise.answeredAt() != null) {
            return null;
        }
        Instant now = times.now();
        Instant from = madeAt(incident, promise);
        Duration left = Duration.between(now, promise.dueAt());
        long whole = Math.max(1, Duration.between(from, promise.dueAt()).toMillis());
        return new Strip(
                times.zoned(promise.dueAt()),
                from.toString(),
                left.isNegative(),
                Times.span(left.abs()),
                Math.clamp(left.toMillis() * WHOLE / whole, 0, WHOLE));
    }

    private static Instant madeAt(Incident incident, Promise promise) {
        return incident.updates().stream()
                .filter(u -> Objects.equals(u.promise(), promise))
                .map(Update::publishedAt)
                .findFirst()
                .orElse(incident.updatedAt());
    }
}
