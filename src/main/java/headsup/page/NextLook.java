package headsup.page;

import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When the page must be printed again although nobody changed anything: time alone makes it wrong. */
final class NextLook {

    private static final Duration WHILE_OPEN = Duration.ofMinutes(1);

    private NextLook() {}

    /**
     * The earliest of: a promise runs late, an estimate passes, a maintenance begins or ends, a new day, a minute of an open
     * incident or an overrun.
     */
    static Instant after(Instant now, Reading reading, ZoneId zone, Duration freshness) {
        Instant midnight =
                LocalDate.ofInstant(now, zone).plusDays(1).atStartOfDay(zone).toInstant();
        boolean open = !reading.open(Kind.INCIDENT).isEmpty()
                || reading.open(Kind.MAINTENANCE).stream().anyMatch(maintenance -> maintenance.overruns(now));
        Instant routine = now.plus(open && freshness.compareTo(WHILE_OPEN) > 0 ? WHILE_OPEN : freshness);
        return reading.incidents().stream()
                .filter(Incident::isOpen)
                .flatMap(i ->
                        Stream.of(afterDue(i.promise()), afterEstimate(i.estimate()), i.scheduledFor(), afterEnd(i)))
                .filter(at -> at != null && at.isAfter(now))
                .reduce(routine.isBefore(midnight) ? routine : midnight, (a, b) -> a.isBefore(b) ? a : b);
    }

    private static @Nullable Instant afterEnd(Incident incident) {
        return incident.scheduledUntil() == null
                ? null
                : incident.scheduledUntil().plusMillis(1);
    }

    private static @Nullable Instant afterEstimate(@Nullable Estimate estimate) {
        return estimate == null ? null : estimate.at().plusMillis(1);
    }

    private static @Nullable Instant afterDue(@Nullable Promise promise) {
        return promise == null || promise.answeredAt() != null
                ? null
                : promise.dueAt().plusMillis(1);
    }
}
