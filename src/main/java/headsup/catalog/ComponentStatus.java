package headsup.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/** The state of a component, best first: the order of the constants is the order of "worst of" (statuspage-v2 2.3). */
public enum ComponentStatus {
    OPERATIONAL,
    UNDER_MAINTENANCE,
    DEGRADED_PERFORMANCE,
    PARTIAL_OUTAGE,
    MAJOR_OUTAGE;

    /** The word of the doors, as in {@code partial_outage}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static ComponentStatus of(String word) {
        for (ComponentStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException(
                "must be one of operational, under_maintenance, degraded_performance, partial_outage, major_outage");
    }

    public boolean isWorseThan(ComponentStatus other) {
        return compareTo(other) > 0;
    }

    /** The worst of them, operational when there are none. */
    public static ComponentStatus worst(Collection<ComponentStatus> statuses) {
        return statuses.stream().max(ComponentStatus::compareTo).orElse(OPERATIONAL);
    }
}
