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
        if (incident.overruns(now) && promise.dueAt().equals(incident.scheduledUntil())) {
            // That is what its overrun says.
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
                chrome.say("promise.in"),
                chrome.say("promise.was"));
    }

    /** How long a maintenance goes on beyond its planned end; null for all others. */
    static @Nullable Strip overrun(Incident incident, Chrome chrome, Times times, Instant now) {
        Instant end = incident.scheduledUntil();
        if (end == null || !incident.overruns(now)) {
            return null;
        }
        return new Strip(
                times.inZone(end),
                times.inUtc(end),
                Objects.requireNonNullElse(incident.scheduledFor(), end).toString(),
                true,
                chrome.say("overrun.by", Times.span(Duration.between(end, now))),
                chrome.say("overrun.by"),
                chrome.say("promise.in"),
                chrome.say("overrun.was"));
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
