package headsup.catalog;

import headsup.catalog.Components.Cause;
import headsup.catalog.Components.Look;
import headsup.catalog.Components.StatusChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The rows of every status components ever had. A component that no hidden incident ever touched looks to the world as it
 * was recorded; of the others the world's view is derived from the records it may see.
 */
@ApplicationScoped
class StatusRecords {

    /** In the order in which they were said; the last one before of each who says something, so that what is held is known. */
    private static final String SINCE = """
            SELECT component_id, incident_id, said, holds, at, hidden, id FROM component_status_change
             WHERE at >= :since AND component_id = ANY (:components)
            UNION ALL
            SELECT component_id, incident_id, said, holds, at, hidden, id FROM (
              SELECT DISTINCT ON (component_id, incident_id) * FROM component_status_change
               WHERE at < :since AND component_id = ANY (:components)
               ORDER BY component_id, incident_id, at DESC, id DESC) AS earlier
             ORDER BY at, id""";

    private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Session database;

    StatusRecords(Session database) {
        this.database = database;
    }

    /** @param changed whether the component looks different from what it did, with everything counted */
    void add(String component, Cause cause, Look look, boolean changed, Instant at) {
        database.createNativeMutationQuery("""
                        INSERT INTO component_status_change (component_id, incident_id, status, said, holds, at, hidden)
                        VALUES (:component, :incident, :status, :said, :holds, :at, :hidden)""")
                .setParameter("component", component)
                .setParameter("incident", cause.incident(), String.class)
                .setParameter("status", changed ? look.status().name() : null, String.class)
                .setParameter("said", look.said() == null ? null : look.said().name(), String.class)
                .setParameter("holds", look.holds())
                .setParameter("at", at)
                .setParameter("hidden", cause.hidden())
                .executeUpdate();
    }

    boolean isAnyAfter(String component, Instant at) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT 1 FROM component_status_change WHERE component_id = :id AND at > :at)",
                        Boolean.class)
                .setParameter("id", component)
                .setParameter("at", at)
                .getSingleResult();
    }

    /** The components this incident said something of. */
    List<String> hide(String incident, boolean hidden) {
        database.createNativeMutationQuery(
                        "UPDATE component_status_change SET hidden = :hidden WHERE incident_id = :incident")
                .setParameter("hidden", hidden)
                .setParameter("incident", incident)
                .executeUpdate();
        return database.createNativeQuery(
                        "SELECT DISTINCT component_id FROM component_status_change WHERE incident_id = :incident ORDER BY 1",
                        String.class)
                .setParameter("incident", incident)
                .getResultList();
    }

    /** The status the world sees, by component; those of which nothing was ever hidden from it are left out. */
    Map<String, ComponentStatus> seenByAll(Collection<String> components) {
        Set<String> veiled = new HashSet<>(veiled());
        veiled.retainAll(components);
        Map<String, ComponentStatus> seen = new HashMap<>();
        veiled.forEach(id -> seen.put(id, ComponentStatus.OPERATIONAL));
        since(NEVER, veiled)
                .forEach((id, records) -> StatusRecord.seen(records).forEach(change -> seen.put(id, change.status())));
        return seen;
    }

    List<StatusChange> history(Instant since) {
        Set<String> veiled = veiled();
        List<StatusChange> history = new ArrayList<>(recorded(since, veiled));
        since(since, veiled).forEach((id, records) -> history.addAll(StatusRecord.seen(records)));
        history.sort(Comparator.comparing(StatusChange::at));
        return history;
    }

    /** Components of which something was ever said that the world may not see. */
    private Set<String> veiled() {
        return Set.copyOf(database.createNativeQuery(
                        "SELECT DISTINCT component_id FROM component_status_change WHERE hidden", String.class)
                .getResultList());
    }

    private List<StatusChange> recorded(Instant since, Set<String> without) {
        return database
                .createNativeQuery("""
                        SELECT component_id, status, at, id FROM component_status_change
                         WHERE at >= :since AND status IS NOT NULL AND NOT component_id = ANY (:without)
                        UNION ALL
                        SELECT component_id, status, at, id FROM (SELECT DISTINCT ON (component_id) component_id, status, at, id
                          FROM component_status_change WHERE at < :since AND status IS NOT NULL AND NOT component_id = ANY (:without)
                         ORDER BY component_id, at DESC, id DESC) AS earlier
                        ORDER BY at, id""", Object[].class)
                .setParameter("since", since)
                .setParameter("without", without.toArray(String[]::new))
                .stream()
                .map(row ->
                        new StatusChange((String) row[0], ComponentStatus.valueOf((String) row[1]), (Instant) row[2]))
                .toList();
    }

    /** Oldest first, by component. */
    private Map<String, List<StatusRecord>> since(Instant since, Set<String> components) {
        Map<String, List<StatusRecord>> records = new LinkedHashMap<>();
        if (!components.isEmpty()) {
            database
                    .createNativeQuery(SINCE, Object[].class)
                    .setParameter("since", since)
                    .setParameter("components", components.toArray(String[]::new))
                    .stream()
                    .map(StatusRecords::record)
                    .forEach(r -> records.computeIfAbsent(r.component(), c -> new ArrayList<>())
                            .add(r));
        }
        return records;
    }

    private static StatusRecord record(@Nullable Object[] row) {
        return new StatusRecord(
                text(row[0]),
                row[1] == null ? null : text(row[1]),
                row[2] == null ? null : ComponentStatus.valueOf(text(row[2])),
                Boolean.TRUE.equals(row[3]),
                (Instant) Objects.requireNonNull(row[4]),
                Boolean.TRUE.equals(row[5]));
    }

    private static String text(@Nullable Object column) {
        return (String) Objects.requireNonNull(column);
    }
}
