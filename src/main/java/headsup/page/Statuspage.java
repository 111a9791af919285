package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.ComponentGroup;
import headsup.catalog.ComponentStatus;
import headsup.incident.Affected;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The documents of the Statuspage v2 read API, out of one reading. */
final class Statuspage {

    private static final int NEWEST = 50;

    private final Reading reading;
    private final Identity identity;
    private final PageSettings settings;
    private final StatuspageStory story;

    Statuspage(Reading reading, PageSettings settings) {
        this.reading = reading;
        this.settings = settings;
        this.identity = Identity.of(settings);
        this.story = new StatuspageStory(reading, identity, this::leaf);
    }

    /** By path. */
    Map<String, Object> documents() {
        var page = page();
        List<StatuspageShape.Component> components = components();
        List<StatuspageShape.Incident> unresolved = stories(reading.open(Kind.INCIDENT).stream());
        List<Incident> maintenances = reading.of(Kind.MAINTENANCE);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "/api/v2/summary.json",
                new StatuspageShape.Summary(
                        page,
                        components,
                        unresolved,
                        stories(maintenances.stream().filter(Incident::isOpen)),
                        state()));
        all.put("/api/v2/status.json", new StatuspageShape.StatusOnly(page, state()));
        all.put("/api/v2/components.json", new StatuspageShape.ComponentsOnly(page, components));
        all.put("/api/v2/incidents.json", new StatuspageShape.IncidentsOnly(page, stories(newestOf(Kind.INCIDENT))));
        all.put("/api/v2/incidents/unresolved.json", new StatuspageShape.IncidentsOnly(page, unresolved));
        all.put(
                "/api/v2/scheduled-maintenances.json",
                new StatuspageShape.MaintenancesOnly(page, stories(newestOf(Kind.MAINTENANCE))));
        all.put(
                "/api/v2/scheduled-maintenances/upcoming.json",
                new StatuspageShape.MaintenancesOnly(
                        page, stories(maintenances.stream().filter(Statuspage::isUpcoming))));
        all.put(
                "/api/v2/scheduled-maintenances/active.json",
                new StatuspageShape.MaintenancesOnly(
                        page, stories(maintenances.stream().filter(i -> i.isOpen() && !isUpcoming(i)))));
        return all;
    }

    StatuspageShape.Incident incident(Incident incident) {
        return story.of(incident);
    }

    StatuspageShape.State state() {
        List<ComponentStatus> leaves =
                reading.components().stream().map(Component::status).toList();
        List<Impact> pageWide = reading.open(Kind.INCIDENT).stream()
                .filter(i -> i.components().isEmpty())
                .map(Incident::impact)
                .toList();
        Rollup rollup = Rollup.of(leaves, pageWide).as(settings.maintenanceIndicator());
        return new StatuspageShape.State(rollup.indicator(), rollup.description());
    }

    static boolean isUpcoming(Incident maintenance) {
        return maintenance.status() == headsup.incident.Status.SCHEDULED;
    }

    private Stream<Incident> newestOf(Kind kind) {
        return reading.of(kind).stream().limit(NEWEST);
    }

    private List<StatuspageShape.Incident> stories(Stream<Incident> incidents) {
        return incidents.map(story::of).toList();
    }

    /** Its time moves on any visible change. */
    private StatuspageShape.Page page() {
        Instant updated = Stream.of(
                        reading.components().stream().map(Component::updatedAt),
                        reading.groups().stream().map(ComponentGroup::updatedAt),
                        reading.incidents().stream().map(Incident::updatedAt))
                .flatMap(times -> times)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new StatuspageShape.Page(
                identity.id(), identity.name(), identity.url(), identity.zone().getId(), identity.time(updated));
    }

    private List<StatuspageShape.Component> components() {
        List<StatuspageShape.Component> rows = new ArrayList<>();
        inGroup(null).forEach(c -> rows.add(leaf(c)));
        for (ComponentGroup group : reading.groups()) {
            List<Component> children = inGroup(group.id());
            if (!children.isEmpty()) {
                rows.add(group(group, children));
                children.forEach(c -> rows.add(leaf(c)));
            }
        }
        return rows;
    }

    private List<Component> inGroup(@org.jspecify.annotations.Nullable String id) {
        return reading.components().stream()
                .filter(c -> Objects.equals(c.group() == null ? null : c.group().id(), id))
                .toList();
    }

    private StatuspageShape.Component group(ComponentGroup group, List<Component> children) {
        ComponentStatus worst =
                ComponentStatus.worst(children.stream().map(Component::status).toList());
        return new StatuspageShape.Component(
                group.id(),
                group.name(),
                worst.word(),
                identity.time(group.createdAt()),
                identity.time(group.updatedAt()),
                group.position(),
                null,
                false,
                null,
                null,
                identity.id(),
                true,
                false,
                children.stream().map(Component::id).toList());
    }

    private StatuspageShape.Component leaf(Component component) {
        return new StatuspageShape.Component(
                component.id(),
                component.name(),
                component.status().word(),
                identity.time(component.createdAt()),
                identity.time(component.updatedAt()),
                component.position(),
                component.description(),
                component.showcase(),
                component.startDate() == null ? null : component.startDate().toString(),
                component.group() == null ? null : component.group().id(),
                identity.id(),
                false,
                false,
                null);
    }

    /** What the components of an incident look like, for telling whether its document must be printed again. */
    static List<Object> faces(Incident incident, Reading reading) {
        List<Object> faces = new ArrayList<>();
        for (Affected affected : incident.components()) {
            Component component = reading.component(affected.componentId());
            if (component != null) {
                faces.add(List.of(component.fullName(), component.updatedAt(), component.status()));
            }
        }
        return faces;
    }
}
