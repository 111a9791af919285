package headsup.incident;

import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Capture.CapturedChange;
import headsup.incident.Capture.CapturedComponent;
import headsup.kernel.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the components a capture speaks of among ours, by id or full name, and adds those we don't know. */
final class CapturedParts {

    private record Place(@Nullable String group, String name) {
        String fullName() {
            return group == null ? name : group + " - " + name;
        }
    }

    private final Components catalog;
    private final Map<String, CapturedComponent> byId = new HashMap<>();
    private final Map<String, String> ours = new HashMap<>();

    CapturedParts(Components catalog, List<CapturedComponent> ofPage) {
        this.catalog = catalog;
        know(ofPage);
        catalog.inPageOrder().forEach(c -> {
            ours.put(c.id(), c.id());
            ours.put(c.fullName(), c.id());
        });
    }

    void know(@Nullable List<CapturedComponent> components) {
        for (CapturedComponent component : Objects.requireNonNullElse(components, List.<CapturedComponent>of())) {
            if (component.id() != null) {
                byId.putIfAbsent(component.id(), component);
            }
        }
    }

    /** The id of our component that the change speaks of. */
    String idOf(CapturedChange change, String field) {
        if (change.code() != null && ours.containsKey(change.code())) {
            return Objects.requireNonNull(ours.get(change.code()));
        }
        if (change.name() == null || change.name().isBlank()) {
            throw Refusal.field(field + ".name", "is missing");
        }
        return idAt(place(change.name(), change.code() == null ? null : byId.get(change.code())), field);
    }

    /** The id of our component that stands for theirs. */
    String idOf(CapturedComponent component, String field) {
        if (component.id() != null && ours.containsKey(component.id())) {
            return Objects.requireNonNull(ours.get(component.id()));
        }
        if (component.name() == null || component.name().isBlank()) {
            throw Refusal.field(field + ".name", "is missing");
        }
        CapturedComponent group = component.groupId() == null ? null : byId.get(component.groupId());
        return idAt(new Place(group == null ? null : group.name(), component.name()), field);
    }

    private String idAt(Place place, String field) {
        String known = ours.get(place.fullName());
        if (known != null) {
            return known;
        }
        if (place.fullName().length() > 255) {
            throw Refusal.field(field + ".name", "has more than 255 characters");
        }
        Component added = catalog.add(new Components.Draft(place.name(), null, place.group(), null, null, null));
        ours.put(added.fullName(), added.id());
        return added.id();
    }

    /** {@code Group - Name}; names may hold a dash of their own, so the component's own record decides where it is there. */
    private static Place place(String fullName, @Nullable CapturedComponent component) {
        String name = component == null ? null : component.name();
        if (name != null && fullName.endsWith(" - " + name)) {
            return new Place(fullName.substring(0, fullName.length() - name.length() - 3), name);
        }
        int dash = fullName.indexOf(" - ");
        return name != null || dash <= 0
                ? new Place(null, name == null ? fullName : name)
                : new Place(fullName.substring(0, dash), fullName.substring(dash + 3));
    }
}
