package headsup.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the clock does to a maintenance when nobody else does. */
enum Turn {
    /** It begins: its components are under maintenance. */
    BEGIN,
    /** It ends as planned. */
    END;

    /** A tick can't be on the dot; what it does within so long happened when it was due. */
    private static final Duration ON_TIME = Duration.ofMinutes(1);

    /** What is to be done now; empty when nothing is. One at a time: what was missed altogether begins, then ends. */
    static Optional<Turn> due(Incident maintenance, Instant now) {
        return due(
                maintenance.status(),
                maintenance.scheduledFor(),
                maintenance.scheduledUntil(),
                maintenance.autoComplete(),
                now);
    }

    static Optional<Turn> due(
            Status status, @Nullable Instant from, @Nullable Instant until, boolean autoComplete, Instant now) {
        return switch (status) {
            case SCHEDULED -> isReached(from, now) ? Optional.of(BEGIN) : Optional.empty();
            case IN_PROGRESS, VERIFYING -> autoComplete && isReached(until, now) ? Optional.of(END) : Optional.empty();
            case INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED, POSTMORTEM, COMPLETED -> Optional.empty();
        };
    }

    /** The time the words of a turn stand at. */
    static Instant toldAt(Instant due, Instant now) {
        return now.isBefore(due.plus(ON_TIME)) ? due : now;
    }

    private static boolean isReached(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now);
    }
}
