package headsup.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as the staff API speaks it: an incident, and its window.
 *
 * @param autoComplete whether the clock ends it; else somebody must
 * @param overrunSeconds how long it has gone on beyond its planned end
 * @param cancelledAt when it was called off; its status is then {@code completed}
 * @param sequence how often calendars were told of a change
 */
record MaintenanceShown(
        @JsonUnwrapped IncidentShown incident,
        Instant scheduledFor,
        Instant scheduledUntil,
        boolean autoComplete,
        long overrunSeconds,
        @Nullable Instant cancelledAt,
        int sequence) {

    static MaintenanceShown of(IncidentShown shown, Incident maintenance, Instant now) {
        Instant until = Objects.requireNonNull(maintenance.scheduledUntil());
        return new MaintenanceShown(
                shown,
                Objects.requireNonNull(maintenance.scheduledFor()),
                until,
                maintenance.autoComplete(),
                maintenance.overruns(now) ? Duration.between(until, now).toSeconds() : 0,
                maintenance.cancelledAt(),
                maintenance.sequence());
    }
}
