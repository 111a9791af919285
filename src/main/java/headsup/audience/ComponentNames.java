package headsup.audience;

import headsup.catalog.Component;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The catalog as it was when a request began: by id, by name, or by {@code Group - Name}, without asking again for each. */
final class ComponentNames {

    private static final int LONGEST_QUOTED = 80;

    private final Set<String> ids = new HashSet<>();
    private final Map<String, String> idByName = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    ComponentNames(Collection<Component> components) {
        for (Component component : components) {
            ids.add(component.id());
            know(component.name(), component.id());
            know(component.fullName(), component.id());
        }
    }

    private void know(String name, String id) {
        String other = idByName.putIfAbsent(name, id);
        if (other != null && !other.equals(id)) {
            ambiguous.add(name);
        }
    }

    /** The component's id; null, and a fault noted, when it is unknown or stands in several groups. */
    @Nullable
    String id(String field, @Nullable String idOrName, Proofreader proofreader) {
        String text = idOrName == null ? "" : idOrName.strip();
        if (ids.contains(text)) {
            return text;
        }
        String id = idByName.get(text);
        if (text.isEmpty()) {
            proofreader.note(field, "is missing");
        } else if (id == null) {
            proofreader.note(field, "is no component we know: " + quoted(text));
        } else if (ambiguous.contains(text)) {
            proofreader.note(field, "stands in several groups; use the id or \"Group - Name\": " + quoted(text));
            return null;
        }
        return id;
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTED ? text : text.substring(0, LONGEST_QUOTED) + "…";
    }
}
