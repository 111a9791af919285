package headsup.incident;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.incident.Capture.CapturedChange;
import headsup.incident.Capture.CapturedIncident;
import headsup.incident.Capture.CapturedUpdate;
import headsup.incident.Capture.Found;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes over the incidents of a capture, oldest first, all or none. */
@ApplicationScoped
class Takeover {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_BODY = 25_000;

    private record Story(
            String field, String id, Declaration declared, Instant startedAt, List<Incidents.Dated> said) {}

    private final Incidents incidents;
    private final Components catalog;
    private final Clock clock;

    Takeover(Incidents incidents, Components catalog, Clock clock) {
        this.incidents = incidents;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** @throws Refusal {@code invalid_field} with the path to what can't be read, or to an id that is here already */
    @Transactional
    List<Incident> of(Capture capture) {
        CapturedParts parts = new CapturedParts(catalog, Objects.requireNonNullElse(capture.components(), List.of()));
        List<Story> stories = new ArrayList<>();
        for (Found found : capture.found()) {
            stories.add(story(found.incident(), found.field(), parts));
        }
        stories.sort(Comparator.comparing(Story::startedAt));
        List<Incident> taken = new ArrayList<>();
        for (Story story : stories) {
            if (incidents.findByIdOptional(story.id()).isPresent()) {
                throw Refusal.field(story.field() + "id", "is already here: " + story.id());
            }
            taken.add(incidents.takeOver(story.id(), story.declared(), story.startedAt(), story.said()));
        }
        return taken;
    }

    private Story story(CapturedIncident incident, String field, CapturedParts parts) {
        String name = incident.name() == null ? "" : incident.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Refusal.field(field + "name", "must have 1 to " + LONGEST_NAME + " characters");
        }
        parts.know(incident.components());
        List<Incidents.Dated> said = said(incident, field, parts);
        Instant first = said.get(0).publishedAt();
        Instant started = Capture.time(
                incident.startedAt() == null ? incident.createdAt() : incident.startedAt(), field + "started_at");
        return new Story(
                field,
                incident.id() != null && PublicId.isOne(incident.id()) ? incident.id() : PublicId.next(),
                new Declaration(name, said.get(0).words(), Reach.DEPENDENTS, null, null, null),
                started == null || started.isAfter(first) ? first : started,
                said);
    }

    private List<Incidents.Dated> said(CapturedIncident incident, String field, CapturedParts parts) {
        List<CapturedUpdate> updates = Objects.requireNonNullElse(incident.updates(), List.of());
        if (updates.isEmpty() || updates.size() > Capture.MOST_UPDATES) {
            throw Refusal.field(field + "incident_updates", "must hold 1 to " + Capture.MOST_UPDATES + " updates");
        }
        Impact impact = impact(incident.impact(), field + "impact");
        Map<String, ComponentStatus> named = named(incident, field, parts);
        List<Incidents.Dated> said = new ArrayList<>();
        // Newest first in every capture; reversed, so that two at one instant keep their order through the stable sort.
        for (int i = updates.size() - 1; i >= 0; i--) {
            said.add(dated(updates.get(i), field + "incident_updates[" + i + "]", impact, parts, named));
        }
        said.sort(Comparator.comparing(Incidents.Dated::publishedAt));
        boolean resolved = false;
        for (Incidents.Dated dated : said) {
            resolved |= dated.words().status() == Status.RESOLVED;
            if (dated.words().status() == Status.POSTMORTEM && !resolved) {
                throw Refusal.field(field + "incident_updates", "hold a postmortem before the incident was resolved");
            }
        }
        return said;
    }

    /** Components the incident names beside those its updates do; operational, as nobody says otherwise. */
    private static Map<String, ComponentStatus> named(CapturedIncident incident, String field, CapturedParts parts) {
        Map<String, ComponentStatus> named = new LinkedHashMap<>();
        List<Capture.CapturedComponent> components = Objects.requireNonNullElse(incident.components(), List.of());
        for (int i = 0; i < components.size(); i++) {
            named.put(parts.idOf(components.get(i), field + "components[" + i + "]"), ComponentStatus.OPERATIONAL);
        }
        return named;
    }

    private Incidents.Dated dated(
            CapturedUpdate update,
            String field,
            Impact impact,
            CapturedParts parts,
            Map<String, ComponentStatus> named) {
        Status status = status(update.status(), field + ".status");
        String body = Objects.requireNonNullElse(update.body(), "");
        if (body.isBlank() || body.length() > LONGEST_BODY) {
            throw Refusal.field(field + ".body", "must have 1 to " + LONGEST_BODY + " characters");
        }
        Instant at = Capture.time(
                update.displayAt() == null ? update.createdAt() : update.displayAt(), field + ".display_at");
        if (at == null || at.isAfter(clock.instant())) {
            throw Refusal.field(field + ".display_at", at == null ? "is missing" : "lies in the future");
        }
        Map<String, ComponentStatus> components = new LinkedHashMap<>();
        if (status == Status.RESOLVED) {
            components.putAll(named);
        }
        List<CapturedChange> changes = Objects.requireNonNullElse(update.affected(), List.of());
        for (int i = 0; i < changes.size(); i++) {
            String change = field + ".affected_components[" + i + "]";
            components.put(parts.idOf(changes.get(i), change), changes.get(i).status(change));
        }
        return new Incidents.Dated(at, words(status, body, components, impact));
    }

    private static Words words(
            Status status, String body, Map<String, ComponentStatus> components, @Nullable Impact impact) {
        Update.Kind kind =
                switch (status) {
                    case RESOLVED -> Update.Kind.RESOLVED;
                    case POSTMORTEM -> Update.Kind.ROOT_CAUSE;
                    default -> Update.Kind.NEWS;
                };
        return new Words(status, kind, body, null, null, components, impact, null, false, false);
    }

    private static Status status(@Nullable String word, String field) {
        try {
            Status status = Status.of(Objects.requireNonNullElse(word, ""));
            if (status.isForIncidents() || status == Status.POSTMORTEM) {
                return status;
            }
        } catch (IllegalArgumentException unknown) {
            // Told below, with the words that are known.
        }
        throw Refusal.field(field, "must be investigating, identified, monitoring, resolved or postmortem");
    }

    private static Impact impact(@Nullable String word, String field) {
        try {
            return Impact.of(Objects.requireNonNullElse(word, "none"));
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field(field, String.valueOf(unknown.getMessage()));
        }
    }
}
