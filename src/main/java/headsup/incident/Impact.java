package headsup.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import headsup.catalog.ComponentStatus;
import java.util.Locale;

/** How bad it is for those affected, mildest first: the order of the constants is the order of severity. */
public enum Impact {
    NONE,
    MINOR,
    MAJOR,
    CRITICAL;

    /** The word of the doors: {@code none}, {@code minor}, {@code major}, {@code critical}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static Impact of(String word) {
        for (Impact impact : values()) {
            if (impact.word().equals(word)) {
                return impact;
            }
        }
        throw new IllegalArgumentException("must be one of none, minor, major, critical");
    }

    /** What a component's status amounts to for those who depend on it. */
    public static Impact of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL, UNDER_MAINTENANCE -> NONE;
            case DEGRADED_PERFORMANCE -> MINOR;
            case PARTIAL_OUTAGE -> MAJOR;
            case MAJOR_OUTAGE -> CRITICAL;
        };
    }

    public boolean isWorseThan(Impact other) {
        return compareTo(other) > 0;
    }

    public Impact worse(Impact other) {
        return isWorseThan(other) ? this : other;
    }
}
