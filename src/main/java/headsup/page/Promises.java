package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Promise;
import headsup.incident.Update;
import headsup.page.Sheets.Strip;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the page says about when the next words come. */
final class Promises {

    private Promises() {}

    /** The strip of an open incident whose last words promised the next ones; null for all others. */
    static @Nullable Strip strip(Incident incident, Chrome chrome, Times times, Instant now) {
        Promise promise = incident.promise();
        if (!incident.isOpen() || promise == null || promise.answeredAt() != null) {
            return null;
        }
        boolean late = now.isAfter(promise.dueAt());
        return new Strip(
                times.inZone(promise.dueAt()),
                times.inUtc(promise.dueAt()),
                madeAt(incident, promise).toString(),
                late,
                late ? lateBy(chrome, promise.overdue(now)) : "",
                chrome.say("promise.late"),
                chrome.say("promise.in"));
    }

    static String lateBy(Chrome chrome, Duration overdue) {
        return chrome.say("promise.late", Times.span(overdue));
    }

    private static Instant madeAt(Incident incident, Promise promise) {
        return incident.updates().stream()
                .filter(u -> Objects.equals(u.promise(), promise))
                .map(Update::publishedAt)
                .findFirst()
                .orElse(incident.updatedAt());
    }
}
