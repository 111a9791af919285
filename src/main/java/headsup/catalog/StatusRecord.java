package headsup.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One status a component was given: by an incident, or by hand.
 *
 * @param incident who gave it; null: somebody by hand
 * @param said what was said; null: let go, so that it is what others hold it to
 * @param holds whether that goes on being said until the incident's next record for the component
 * @param hidden whether the incident may not be seen by the world
 */
record StatusRecord(
        String component,
        @Nullable String incident,
        @Nullable ComponentStatus said,
        boolean holds,
        Instant at,
        boolean hidden) {

    /**
     * The statuses of one component as the world sees them, without what is hidden from it: the last word counts, but a maintenance
     * makes nothing better, and who lets go leaves what others still hold.
     *
     * @param records of one component, oldest first
     */
    static List<Components.StatusChange> seen(List<StatusRecord> records) {
        Map<String, ComponentStatus> held = new HashMap<>();
        List<Components.StatusChange> seen = new ArrayList<>();
        for (StatusRecord record : records) {
            if (record.hidden()) {
                continue;
            }
            if (record.incident() != null) {
                held.remove(record.incident());
            }
            seen.add(new Components.StatusChange(record.component(), record.among(held.values()), record.at()));
            if (record.incident() != null && record.holds()) {
                held.put(record.incident(), Objects.requireNonNull(record.said()));
            }
        }
        return seen;
    }

    /** What it makes of a component that others hold to these. */
    private ComponentStatus among(Collection<ComponentStatus> others) {
        ComponentStatus worst = ComponentStatus.worst(others);
        if (said == null) {
            return worst;
        }
        return said == ComponentStatus.UNDER_MAINTENANCE && holds && worst.isWorseThan(said) ? worst : said;
    }
}
