package headsup.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where an incident, or the maintenance that is its planned sibling, stands. */
public enum Status {
    INVESTIGATING,
    IDENTIFIED,
    MONITORING,
    RESOLVED,
    POSTMORTEM,
    SCHEDULED,
    IN_PROGRESS,
    VERIFYING,
    COMPLETED;

    /** The word of the doors, as in {@code in_progress}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static Status of(String word) {
        for (Status status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("is no status: " + word);
    }

    /** Whether words with this status still owe the next ones. */
    public boolean isOpen() {
        return switch (this) {
            case INVESTIGATING, IDENTIFIED, MONITORING, SCHEDULED, IN_PROGRESS, VERIFYING -> true;
            case RESOLVED, POSTMORTEM, COMPLETED -> false;
        };
    }

    /** Whether words with this status say that it is over. */
    boolean isTheEnd() {
        return this == RESOLVED || this == COMPLETED;
    }

    /** Whether an update of an incident (no maintenance, no root cause) may set it. */
    boolean isForIncidents() {
        return switch (this) {
            case INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED -> true;
            case POSTMORTEM, SCHEDULED, IN_PROGRESS, VERIFYING, COMPLETED -> false;
        };
    }
}
