package headsup.console;

import headsup.goodwill.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a customer's goodwill lasts in an open incident.
 *
 * @param due when the next word is due, or was when it is overdue; null when none is
 * @param silent if nobody says anything; {@code kept} if a word comes whenever it is due
 */
record Lasting(String incident, String name, Times.@Nullable Moment due, boolean overdue, String silent, String kept) {

    static Lasting of(Statement.Runway runway, Times times) {
        Instant due = runway.wordDueAt();
        return new Lasting(
                runway.incident(),
                runway.name(),
                due == null ? null : times.zoned(due),
                due != null && due.isBefore(times.now()),
                span(runway.silentMinutes()),
                span(runway.keptMinutes()));
    }

    /** As in {@code 38 min}. */
    static String span(@Nullable Long minutes) {
        if (minutes == null) {
            return "more than 24 h";
        }
        return minutes == 0 ? "used up" : Times.span(Duration.ofMinutes(minutes));
    }
}
