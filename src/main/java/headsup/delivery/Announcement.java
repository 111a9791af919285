package headsup.delivery;

import com.fasterxml.jackson.annotation.JsonProperty;
import headsup.incident.Estimate;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Status;
import headsup.incident.Update;
import headsup.incident.Visibility;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of a webhook, as Standard Webhooks has it: {@code {"type", "timestamp", "data"}}.
 *
 * @param type a word of {@link WebhookEvent}
 * @param timestamp when it happened, however late it is delivered
 */
record Announcement(String type, Instant timestamp, Object data) {

    /**
     * What is said of an incident or a maintenance: how it stands, its last words, and when the next ones are promised.
     *
     * @param promise null when no more words are owed
     * @param estimate null when nobody said when it will be fixed
     * @param estimateUnknown whether it was said that this is not known yet, and no time was given
     */
    record News(
            Subject incident,
            Words update,
            @Nullable Vow promise,
            @Nullable Expected estimate,
            boolean estimateUnknown) {}

    /** @param url of the public page; null where there is none, since only the affected customers may see it */
    record Subject(
            String id,
            String kind,
            String name,
            Status status,
            Impact impact,
            Visibility visibility,
            Instant startedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant scheduledFor,
            @Nullable Instant scheduledUntil,
            List<Part> components,
            @Nullable URI url) {}

    /** A component, with the status this incident gives it. */
    record Part(String id, String name, String status) {}

    /** @param notifies whether letters go out too */
    record Words(
            String id,
            int number,
            Status status,
            String message,
            Instant publishedAt,
            @JsonProperty("notify") boolean notifies) {}

    /** @param overdueSeconds how late the next words are; 0 while they are not */
    record Vow(Instant dueAt, Promise.State state, long overdueSeconds) {}

    /**
     * When it is expected to be fixed.
     *
     * @param givenAt when that was first said
     * @param movedFrom what was expected before; null for the first estimate
     */
    record Expected(Instant at, Instant givenAt, @Nullable Instant movedFrom, Estimate.State state) {}

    /** Proves that a message arrives. */
    record Ping(String webhook, String message) {}

    /** How the incident stands. */
    static Subject subject(Incident incident, List<Part> components, @Nullable URI url) {
        return new Subject(
                incident.id(),
                incident.kind().name().toLowerCase(Locale.ROOT),
                incident.name(),
                incident.status(),
                incident.impact(),
                incident.visibility(),
                incident.startedAt(),
                incident.resolvedAt(),
                incident.scheduledFor(),
                incident.scheduledUntil(),
                components,
                url);
    }

    static Words words(Update update) {
        return new Words(
                update.id(), update.number(), update.status(), update.body(), update.publishedAt(), update.notifies());
    }

    /** The path of its public page. */
    static String path(Incident incident) {
        return (incident.kind() == Kind.MAINTENANCE ? "/maintenances/" : "/incidents/") + incident.id();
    }
}
