package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Status;
import headsup.incident.Update;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * An incident or maintenance as the v2 JSON tells it. Readers take its first component without looking; so one that names
 * none carries a component that stands for the whole page.
 */
final class StatuspageStory {

    /** What readers take (statuspage-v2 2.3). */
    private static final int LONGEST_BODY = 25_000;

    private final Reading reading;
    private final Identity identity;
    private final Function<Component, StatuspageShape.Component> leaf;

    StatuspageStory(Reading reading, Identity identity, Function<Component, StatuspageShape.Component> leaf) {
        this.reading = reading;
        this.identity = identity;
        this.leaf = leaf;
    }

    StatuspageShape.Incident of(Incident incident) {
        return new StatuspageShape.Incident(
                incident.id(),
                incident.name(),
                incident.status().word(),
                identity.time(incident.createdAt()),
                identity.time(incident.updatedAt()),
                identity.timeOrNull(incident.monitoringAt()),
                identity.timeOrNull(incident.resolvedAt()),
                impact(incident),
                identity.url() + StoryTeller.href(incident),
                identity.time(incident.startedAt()),
                identity.id(),
                incident.updates().reversed().stream()
                        .map(update -> update(incident, update))
                        .toList(),
                components(incident),
                identity.timeOrNull(incident.scheduledFor()),
                identity.timeOrNull(incident.scheduledUntil()));
    }

    private static String impact(Incident incident) {
        boolean planned = incident.kind() == Kind.MAINTENANCE && incident.impact() == Impact.NONE;
        return planned ? "maintenance" : incident.impact().word();
    }

    private StatuspageShape.Update update(Incident incident, Update update) {
        Instant created = incident.imported() ? update.publishedAt() : update.createdAt();
        return new StatuspageShape.Update(
                update.id(),
                update.status().word(),
                body(incident, update),
                incident.id(),
                identity.time(created),
                identity.time(Objects.requireNonNullElse(update.editedAt(), created)),
                identity.time(update.publishedAt()),
                changes(incident, update),
                update.notifies(),
                null,
                null);
    }

    /** Readers show the body and nothing besides; so it says, too, when the incident is expected to be fixed. */
    private String body(Incident incident, Update update) {
        String sentence = Estimates.said(incident, update, Chrome.in(Language.EN), identity.zone());
        boolean fits = update.body().length() + sentence.length() + 2 <= LONGEST_BODY;
        return sentence.isEmpty() || !fits ? update.body() : update.body() + "\n\n" + sentence;
    }

    private List<StatuspageShape.Change> changes(Incident incident, Update update) {
        if (incident.components().isEmpty()) {
            int before = update.number() - 2;
            String old = before < 0
                    ? ComponentStatus.OPERATIONAL.word()
                    : wholeStatus(incident, incident.updates().get(before));
            return List.of(new StatuspageShape.Change(
                    identity.wholeId(), identity.name(), old, wholeStatus(incident, update)));
        }
        return update.changes().stream()
                .map(c -> new StatuspageShape.Change(
                        c.componentId(),
                        fullName(c.componentId()),
                        c.before().word(),
                        c.after().word()))
                .toList();
    }

    private String fullName(String id) {
        Component component = reading.component(id);
        return component == null ? id : component.fullName();
    }

    private List<StatuspageShape.Component> components(Incident incident) {
        if (incident.components().isEmpty()) {
            return List.of(whole(incident));
        }
        return incident.components().stream()
                .map(affected -> reading.component(affected.componentId()))
                .filter(Objects::nonNull)
                .map(leaf)
                .toList();
    }

    private StatuspageShape.Component whole(Incident incident) {
        return new StatuspageShape.Component(
                identity.wholeId(),
                identity.name(),
                wholeStatus(incident, incident.lastUpdate()),
                identity.time(incident.createdAt()),
                identity.time(incident.updatedAt()),
                1,
                null,
                false,
                null,
                null,
                identity.id(),
                false,
                false,
                null);
    }

    private static String wholeStatus(Incident incident, Update update) {
        return wholeStatus(incident.kind(), update.status(), update.impact()).word();
    }

    private static ComponentStatus wholeStatus(Kind kind, Status status, Impact impact) {
        if (!status.isOpen() || status == Status.SCHEDULED) {
            return ComponentStatus.OPERATIONAL;
        }
        return switch (impact) {
            case NONE -> kind == Kind.MAINTENANCE ? ComponentStatus.UNDER_MAINTENANCE : ComponentStatus.OPERATIONAL;
            case MINOR -> ComponentStatus.DEGRADED_PERFORMANCE;
            case MAJOR -> ComponentStatus.PARTIAL_OUTAGE;
            case CRITICAL -> ComponentStatus.MAJOR_OUTAGE;
        };
    }
}
