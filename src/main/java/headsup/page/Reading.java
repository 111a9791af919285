package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.ComponentGroup;
import headsup.catalog.Components.StatusChange;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Sketches.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts the page is printed from, read at one time.
 *
 * @param groups by position
 * @param components in the order of the page
 * @param history status changes of the last 90 days and the last before, oldest first
 * @param incidents incidents and maintenances, newest first by creation
 */
record Reading(
        Instant at,
        List<ComponentGroup> groups,
        List<Component> components,
        List<StatusChange> history,
        List<Incident> incidents) {

    static final Reading NOTHING = new Reading(Instant.EPOCH, List.of(), List.of(), List.of(), List.of());

    /** As it would be with a story that is not told yet. */
    Reading with(Sketch sketch, Instant now) {
        List<Component> looking = components.stream()
                .map(c -> sketch.looks().containsKey(c.id())
                        ? c.looking(Objects.requireNonNull(sketch.looks().get(c.id())))
                        : c)
                .toList();
        // The world does not see it, so its page stays as it is.
        if (!sketch.incident().visibility().isPublic()) {
            return this;
        }
        List<Incident> told = Stream.concat(
                        Stream.of(sketch.incident()), incidents.stream().filter(i -> !i.id().equals(
                                        sketch.incident().id())))
                .toList();
        return new Reading(now, groups, looking, history, told);
    }

    List<Incident> of(Kind kind) {
        return incidents.stream().filter(i -> i.kind() == kind).toList();
    }

    List<Incident> open(Kind kind) {
        return incidents.stream().filter(i -> i.kind() == kind && i.isOpen()).toList();
    }

    @Nullable
    Component component(String id) {
        return components.stream().filter(c -> c.id().equals(id)).findFirst().orElse(null);
    }

    /** Its own name, with its group's where another component bears the same. */
    String shortName(Component component) {
        boolean alone = components.stream()
                .allMatch(c -> c.id().equals(component.id()) || !c.name().equals(component.name()));
        return alone ? component.name() : component.fullName();
    }

    Map<String, List<StatusChange>> historyByComponent() {
        return history.stream().collect(Collectors.groupingBy(StatusChange::componentId));
    }
}
