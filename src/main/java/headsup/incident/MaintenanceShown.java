package headsup.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance as the staff API speaks it: an incident, and its window.
 *
 * @param cancelledAt when it was called off; its status is then {@code completed}
 * @param sequence how often calendars were told of a change
 */
record MaintenanceShown(
        @JsonUnwrapped IncidentShown incident,
        Instant scheduledFor,
        Instant scheduledUntil,
        boolean autoComplete,
        @Nullable Instant cancelledAt,
        int sequence) {

    static MaintenanceShown of(IncidentShown shown, Incident maintenance) {
        return new MaintenanceShown(
                shown,
                Objects.requireNonNull(maintenance.scheduledFor()),
                Objects.requireNonNull(maintenance.scheduledUntil()),
                maintenance.autoComplete(),
                maintenance.cancelledAt(),
                maintenance.sequence());
    }
}
