package headsup.delivery;

import headsup.incident.Incident;
import headsup.incident.Status;
import headsup.incident.Update;
import headsup.kernel.Refusal;
import headsup.mail.Occasion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a webhook can be told of. */
enum WebhookEvent {
    INCIDENT_DECLARED("incident.declared"),
    INCIDENT_UPDATED("incident.updated"),
    INCIDENT_RESOLVED("incident.resolved"),
    MAINTENANCE_ANNOUNCED("maintenance.announced"),
    MAINTENANCE_BEGUN("maintenance.begun"),
    MAINTENANCE_UPDATED("maintenance.updated"),
    MAINTENANCE_COMPLETED("maintenance.completed"),
    MAINTENANCE_CANCELLED("maintenance.cancelled"),
    PROMISE_DUE_SOON("promise.due_soon"),
    PROMISE_LATE("promise.late"),
    ESTIMATE_DUE_SOON("estimate.due_soon"),
    ESTIMATE_PASSED("estimate.passed"),
    PING("ping");

    private final String word;

    WebhookEvent(String word) {
        this.word = word;
    }

    /** As it stands in {@code type}. */
    String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(WebhookEvent::word).toList();
    }

    /** What these words are: an update of an incident, or a turn of a maintenance. */
    static WebhookEvent of(Incident incident, Update update) {
        Occasion occasion = Occasions.of(incident, update);
        if (occasion != null) {
            return of(occasion.event());
        }
        return update.number() == 1
                ? INCIDENT_DECLARED
                : update.status() == Status.RESOLVED ? INCIDENT_RESOLVED : INCIDENT_UPDATED;
    }

    private static WebhookEvent of(Occasion.Event event) {
        return switch (event) {
            case ANNOUNCED -> MAINTENANCE_ANNOUNCED;
            case BEGUN -> MAINTENANCE_BEGUN;
            case MOVED, COMING, RUNNING, LONGER, VERIFYING, EXPLAINED -> MAINTENANCE_UPDATED;
            case ENDED -> MAINTENANCE_COMPLETED;
            case CANCELLED -> MAINTENANCE_CANCELLED;
        };
    }

    /**
     * The words somebody wrote, each once, in our order.
     *
     * @throws Refusal {@code invalid_field} for none at all and for one we don't know
     */
    static List<String> known(List<String> wanted) {
        if (wanted.isEmpty()) {
            throw Refusal.field("events", "must name at least one event");
        }
        List<String> known = words();
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.contains(wanted.get(i))) {
                throw Refusal.field("events[" + i + "]", "is no event; there are " + String.join(", ", known));
            }
        }
        return known.stream().filter(wanted::contains).collect(Collectors.toUnmodifiableList());
    }
}
