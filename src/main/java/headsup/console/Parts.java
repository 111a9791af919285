package headsup.console;

import headsup.catalog.Component;
import headsup.catalog.ComponentGroup;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The components as a form offers them: each with a choice of how it is. */
@ApplicationScoped
class Parts {

    /** Field names are this and the component's id. */
    static final String PREFIX = "state.";

    /** @param name empty for those without a group */
    record Group(String name, List<Part> parts) {}

    /** @param choices the statuses to choose from, the chosen one marked */
    record Part(String field, String name, Face face, List<Choice> choices) {}

    record Choice(String value, String word, boolean chosen) {}

    private final Components catalog;

    Parts(Components catalog) {
        this.catalog = catalog;
    }

    @Transactional
    List<Group> of(Form form) {
        List<Group> groups = new ArrayList<>();
        String last = null;
        for (Component component : catalog.inPageOrder()) {
            ComponentGroup group = component.group();
            String name = group == null ? "" : group.name();
            if (!name.equals(last)) {
                groups.add(new Group(name, new ArrayList<>()));
                last = name;
            }
            groups.get(groups.size() - 1).parts().add(part(component, form));
        }
        return groups;
    }

    private static Part part(Component component, Form form) {
        String field = PREFIX + component.id();
        List<Choice> choices = Arrays.stream(ComponentStatus.values())
                .filter(status -> status != ComponentStatus.UNDER_MAINTENANCE)
                .map(status -> new Choice(status.word(), Face.of(status).word(), form.says(field, status.word())))
                .toList();
        return new Part(field, component.name(), Face.of(component.status()), choices);
    }

    /**
     * What was chosen, by component id; those left alone are not in it.
     *
     * @throws Refusal {@code invalid_field} for a component or status nobody offered
     */
    @Transactional
    Map<String, ComponentStatus> chosen(Form form) {
        Map<String, ComponentStatus> chosen = new LinkedHashMap<>();
        for (Form.Field field : form.carried("")) {
            if (field.name().startsWith(PREFIX) && !field.value().isEmpty()) {
                String id = field.name().substring(PREFIX.length());
                chosen.put(catalog.resolve(id, field.name()).id(), status(field));
            }
        }
        return chosen;
    }

    private static ComponentStatus status(Form.Field field) {
        try {
            return ComponentStatus.of(field.value());
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field(field.name(), String.valueOf(unknown.getMessage()));
        }
    }
}
