package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.incident.Affected;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Update;
import headsup.page.Sheets.Brief;
import headsup.page.Sheets.Earlier;
import headsup.page.Sheets.Face;
import headsup.page.Sheets.Line;
import headsup.page.Sheets.Said;
import headsup.page.Sheets.Story;
import headsup.page.Sheets.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells incidents and maintenances in one language, newest words first. */
final class StoryTeller {

    private static final int NEWEST = 4;
    private static final int EXCERPT = 160;

    private final Chrome chrome;
    private final Locale reader;
    private final Times times;
    private final Faces faces;
    private final Reading reading;
    private final Instant now;

    StoryTeller(Chrome chrome, Times times, Reading reading, Instant now) {
        this.chrome = chrome;
        this.reader = chrome.language().locale();
        this.times = times;
        this.faces = new Faces(chrome);
        this.reading = reading;
        this.now = now;
    }

    /** With its newest words, as many as fit on the front page. */
    Story shortly(Incident incident) {
        return tell(incident, NEWEST);
    }

    Story tell(Incident incident) {
        return tell(incident, incident.updates().size());
    }

    private Story tell(Incident incident, int most) {
        boolean planned = incident.kind() == Kind.MAINTENANCE;
        Instant since = begin(incident);
        Instant until = planned ? incident.scheduledUntil() : over(incident);
        return new Story(
                incident.id(),
                href(incident),
                incident.name(reader),
                faces.of(incident),
                beside(incident),
                times.moment(since),
                until == null ? null : times.moment(until),
                until == null ? null : Times.span(Duration.between(since, until)),
                touched(incident, incident.components()),
                Promises.overrun(incident, chrome, times, now),
                Promises.strip(incident, chrome, times, now),
                Estimates.strip(incident, times, now),
                incident.updates().reversed().stream()
                        .limit(most)
                        .map(update -> said(incident, update))
                        .toList(),
                incident.updates().size() <= most
                        ? chrome.say("said.more")
                        : chrome.say("said.all", incident.updates().size()),
                incident.updates().size() > most);
    }

    /** To somebody for whom it is so bad, by these components; without its updates. */
    Story tell(Incident incident, Impact own, List<Affected> components) {
        return tell(incident, 0).seenAs(faces.of(incident, own), touched(incident, components));
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
        if (incident.isOpen() || incident.cancelledAt() != null) {
            return null;
        }
        Instant restored =
                incident.stretches().get(incident.stretches().size() - 1).restoredAt();
        return restored == null ? incident.resolvedAt() : restored;
    }

    /** In one line of a list. */
    Line line(Incident incident) {
        Instant over = over(incident);
        Instant begin = begin(incident);
        return new Line(
                href(incident),
                incident.name(reader),
                faces.of(incident),
                beside(incident),
                times.moment(begin),
                over == null || over.isBefore(begin) ? null : Times.span(Duration.between(begin, over)),
                excerpt(incident));
    }

    Brief brief(Incident incident) {
        return new Brief(
                line(incident), Promises.strip(incident, chrome, times, now), Estimates.strip(incident, times, now));
    }

    /** The beginning of its last words. */
    String excerpt(Incident incident) {
        return AuthoredText.excerpt(words(incident.lastUpdate()), EXCERPT);
    }

    /** The clock speaks the reader's language. */
    private String words(Update update) {
        return update.isByTheClock() ? chrome.say("clock." + update.status().word()) : update.body(reader);
    }

    /** What the face doesn't say. */
    String beside(Incident incident) {
        if (incident.cancelledAt() != null) {
            return chrome.say("status.cancelled");
        }
        return incident.isOpen() || incident.kind() == Kind.MAINTENANCE
                ? status(incident.status())
                : chrome.say("impact." + incident.impact().word());
    }

    /** What an update said the state was. */
    String beside(Incident incident, Update update) {
        return incident.cancelledAt() == null ? status(update.status()) : chrome.say("status.cancelled");
    }

    private List<Touched> touched(Incident incident, List<Affected> components) {
        Map<ComponentStatus, List<String>> names = new TreeMap<>(Comparator.reverseOrder());
        for (Affected affected : components) {
            Component component = reading.component(affected.componentId());
            names.computeIfAbsent(affected.status(), status -> new ArrayList<>())
                    .add(component == null ? affected.componentId() : reading.shortName(component));
        }
        List<Touched> touched = new ArrayList<>();
        if (Statuspage.isUpcoming(incident)) {
            // They are as they are until it begins; what counts is that it is them.
            String all = names.values().stream().flatMap(List::stream).collect(Collectors.joining(", "));
            return all.isEmpty()
                    ? touched
                    : List.of(new Touched(new Face("maintenance", chrome.say("planned.touches")), all, true));
        }
        names.forEach((status, of) -> touched.add(new Touched(faces.of(status), String.join(", ", of), false)));
        return touched;
    }

    /** The last words of one that was called off say so. */
    Said said(Incident incident, Update update) {
        List<Earlier> earlier = new ArrayList<>();
        update.earlier()
                .reversed()
                .forEach(e -> earlier.add(new Earlier(AuthoredText.html(e.body()), times.moment(e.replacedAt()))));
        return new Said(
                update.id(),
                update.status().isOpen() ? status(update.status()) : beside(incident, update),
                times.moment(update.publishedAt()),
                AuthoredText.html(words(update)),
                update.editedAt() == null ? null : times.moment(update.editedAt()),
                earlier,
                null);
    }
}
