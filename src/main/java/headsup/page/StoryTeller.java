package headsup.page;

import headsup.catalog.Component;
import headsup.incident.Affected;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Update;
import headsup.page.Sheets.Earlier;
import headsup.page.Sheets.Said;
import headsup.page.Sheets.Story;
import headsup.page.Sheets.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells incidents and maintenances in one language, newest words first. */
final class StoryTeller {

    private final Chrome chrome;
    private final Times times;
    private final Faces faces;
    private final Reading reading;
    private final Instant now;

    StoryTeller(Chrome chrome, Times times, Reading reading, Instant now) {
        this.chrome = chrome;
        this.times = times;
        this.faces = new Faces(chrome);
        this.reading = reading;
        this.now = now;
    }

    Story tell(Incident incident) {
        boolean planned = incident.kind() == Kind.MAINTENANCE;
        Instant since = begin(incident);
        Instant until = planned ? incident.scheduledUntil() : over(incident);
        return new Story(
                incident.id(),
                href(incident),
                incident.name(),
                faces.of(incident),
                status(incident.status()),
                times.moment(since),
                until == null ? null : times.moment(until),
                until == null ? null : Times.span(Duration.between(since, until)),
                incident.components().stream().map(this::touched).toList(),
                Promises.strip(incident, chrome, times, now),
                incident.updates().reversed().stream().map(this::said).toList());
    }

    /** When it begins for its readers: a maintenance when it is planned for. */
    static Instant begin(Incident incident) {
        return Objects.requireNonNullElse(incident.scheduledFor(), incident.startedAt());
    }

    static String href(Incident incident) {
        return (incident.kind() == Kind.MAINTENANCE ? "/maintenances/" : "/incidents/") + incident.id();
    }

    String status(headsup.incident.Status status) {
        return chrome.say("status." + status.word());
    }

    /** When it no longer hurt: its last restoration; null while it does. */
    static @Nullable Instant over(Incident incident) {
        if (incident.isOpen()) {
            return null;
        }
        Instant restored =
                incident.stretches().get(incident.stretches().size() - 1).restoredAt();
        return restored == null ? incident.resolvedAt() : restored;
    }

    private Touched touched(Affected affected) {
        Component component = reading.component(affected.componentId());
        return new Touched(
                component == null ? affected.componentId() : component.fullName(), faces.of(affected.status()));
    }

    private Said said(Update update) {
        List<Earlier> earlier = new ArrayList<>();
        update.earlier()
                .reversed()
                .forEach(e -> earlier.add(new Earlier(AuthoredText.html(e.body()), times.moment(e.replacedAt()))));
        return new Said(
                update.id(),
                status(update.status()),
                times.moment(update.publishedAt()),
                AuthoredText.html(update.body()),
                update.editedAt() == null ? null : times.moment(update.editedAt()),
                earlier);
    }
}
