package headsup.delivery;

import headsup.incident.Incident;
import headsup.incident.PlannedWindow;
import headsup.incident.Status;
import headsup.incident.Update;
import headsup.mail.Occasion;
import headsup.mail.Occasion.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an update of a maintenance says of its window: as it stood with that update, whatever came later. */
final class Occasions {

    private Occasions() {}

    /** Null for an update of an incident. */
    static @Nullable Occasion of(Incident incident, Update update) {
        List<PlannedWindow> told = incident.windows().stream()
                .filter(window -> window.number() <= update.number())
                .toList();
        if (told.isEmpty()) {
            return null;
        }
        PlannedWindow window = told.get(told.size() - 1);
        Event event = event(incident, update, window.number() == update.number());
        int changes = told.size() - 1 + (event == Event.CANCELLED ? 1 : 0);
        return new Occasion(event, window.from(), window.until(), changes);
    }

    private static Event event(Incident incident, Update update, boolean newWindow) {
        if (update.number() == 1) {
            return Event.ANNOUNCED;
        }
        return switch (update.status()) {
            case SCHEDULED -> newWindow ? Event.MOVED : Event.COMING;
            case IN_PROGRESS -> newWindow ? Event.LONGER : begun(incident, update) ? Event.BEGUN : Event.RUNNING;
            case VERIFYING -> newWindow ? Event.LONGER : Event.VERIFYING;
            case COMPLETED ->
                incident.cancelledAt() != null
                        ? Event.CANCELLED
                        : update.kind() == Update.Kind.ROOT_CAUSE ? Event.EXPLAINED : Event.ENDED;
            case INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED, POSTMORTEM ->
                throw new IllegalStateException("no status of a maintenance: " + update.status());
        };
    }

    private static boolean begun(Incident incident, Update update) {
        return incident.updates().stream()
                .anyMatch(before -> before.number() == update.number() - 1 && before.status() == Status.SCHEDULED);
    }
}
