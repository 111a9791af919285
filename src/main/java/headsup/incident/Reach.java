package headsup.incident;

import java.util.List;

/**
 * Whom an incident may concern. Affected is every customer who depends on one of its components; naming customers or tags
 * narrows that, {@code everyone} widens it to all.
 *
 * @param customers references; empty: not narrowed by them
 * @param tags empty: not narrowed by them
 */
public record Reach(boolean everyone, List<String> customers, List<String> tags) {

    /** All who depend on one of the components. */
    public static final Reach DEPENDENTS = new Reach(false, List.of(), List.of());

    public Reach {
        customers = List.copyOf(customers);
        tags = List.copyOf(tags);
    }

    /** Whether it concerns named customers or tags alone. */
    public boolean isNarrowed() {
        return !everyone && !(customers.isEmpty() && tags.isEmpty());
    }
}
