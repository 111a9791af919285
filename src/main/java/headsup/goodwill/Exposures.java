package headsup.goodwill;

import headsup.incident.Exposure;
import headsup.incident.ImpactTimeline;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * How badly, and when, an incident and those around it affected each set of dependencies: the table {@code exposure}, which
 * the facts of a cohort are gathered by. It lasts until the end of the caller's transaction.
 */
@ApplicationScoped
class Exposures {

    /** Itself; and every incident that was not over 90 days before its start and began before its silence was over. */
    private static final String AROUND = """
            WITH this AS (
              SELECT i.id, coalesce(i.scheduled_for, i.started_at) AS started_at,
                     (SELECT max(coalesce(x.restored_at, 'infinity')) FROM impact_stretch x WHERE x.incident_id = i.id) AS over_at
                FROM incident i WHERE i.id = :incident)
            SELECT i.id, i.version FROM incident i JOIN this t ON i.id = t.id
                OR (i.started_at <= t.over_at + interval '10 days'
                    AND EXISTS (SELECT FROM impact_stretch x WHERE x.incident_id = i.id
                                   AND coalesce(x.restored_at, 'infinity') >= t.started_at - interval '91 days'))""";

    /** Timelines kept; each is small. */
    private static final int MOST_KEPT = 5_000;

    private static final Long NEVER = -1L;

    private record Kept(int version, ImpactTimeline timeline) {}

    private record Around(String incident, int version) {}

    /** @param components sorted, as in {@code dependency_set} */
    private record Dependencies(String incident, long id, Set<String> components) {}

    private record Line(
            Dependencies of, long from, @Nullable Long to, Exposure exposure) {}

    private final Session database;
    private final Incidents incidents;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Exposures(Session database, Incidents incidents) {
        this.database = database;
        this.incidents = incidents;
    }

    /** What is needed for the facts of this incident; what did not change since it was last read is not read again. */
    void gather(String incidentId) {
        write(around(incidentId));
    }

    /** The same, read anew but for what this caller has in hand. */
    void gather(String incidentId, Map<String, ImpactTimeline> inHand) {
        List<Around> around = around(incidentId);
        around.forEach(one -> inHand.computeIfAbsent(one.incident(), id -> read(id).timeline()));
        write(around, inHand);
    }

    /** Of these incidents alone. */
    void gather(Collection<String> incidentIds) {
        write(around(database.createNativeQuery(
                        "SELECT id, version FROM incident WHERE id = ANY (:incidents)", Object[].class)
                .setParameter("incidents", incidentIds.toArray(String[]::new))));
    }

    private void write(List<Around> around) {
        Map<String, ImpactTimeline> timelines = new ConcurrentHashMap<>();
        around.forEach(one -> timelines.put(one.incident(), timeline(one)));
        write(around, timelines);
    }

    private List<Around> around(String incidentId) {
        return around(database.createNativeQuery(AROUND, Object[].class).setParameter("incident", incidentId));
    }

    private static List<Around> around(NativeQuery<Object[]> rows) {
        return rows.stream()
                .map(row -> new Around((String) row[0], ((Number) row[1]).intValue()))
                .toList();
    }

    private ImpactTimeline timeline(Around one) {
        Kept known = kept.get(one.incident());
        if (known == null || known.version() != one.version()) {
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            known = read(one.incident());
            kept.put(one.incident(), known);
        }
        return known.timeline();
    }

    /** Lets go of what it read: a thousand stories in the session would be looked through before every statement. */
    private Kept read(String id) {
        Incident incident = incidents.get(id);
        Kept read = new Kept(incident.version(), ImpactTimeline.of(incident));
        database.detach(incident);
        return read;
    }

    /** One table for all incidents of a transaction: each new one would keep its locks to the end, and an audit looks at all. */
    private void write(List<Around> around, Map<String, ImpactTimeline> timelines) {
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE IF NOT EXISTS exposure (incident_id text, dependency_set bigint, from_minute bigint, to_minute bigint,
                                                         severity text, restored boolean) ON COMMIT DROP""").executeUpdate();
        database.createNativeMutationQuery("TRUNCATE exposure").executeUpdate();
        List<Line> lines = new ArrayList<>();
        dependencies(around).forEach(one -> lines.addAll(lines(one, timelines)));
        database.createNativeMutationQuery("""
                        INSERT INTO exposure
                        SELECT i, d, f, nullif(u, -1), s, r
                          FROM unnest(CAST(:incidents AS text[]), CAST(:sets AS bigint[]), CAST(:froms AS bigint[]), CAST(:untils AS bigint[]),
                                      CAST(:severities AS text[]), CAST(:restored AS boolean[])) AS l (i, d, f, u, s, r)""")
                .setParameter(
                        "incidents", lines.stream().map(l -> l.of().incident()).toArray(String[]::new))
                .setParameter("sets", lines.stream().map(l -> l.of().id()).toArray(Long[]::new))
                .setParameter("froms", lines.stream().map(Line::from).toArray(Long[]::new))
                .setParameter(
                        "untils",
                        lines.stream()
                                .map(l -> Objects.requireNonNullElse(l.to(), NEVER))
                                .toArray(Long[]::new))
                .setParameter(
                        "severities",
                        lines.stream().map(l -> l.exposure().impact().word()).toArray(String[]::new))
                .setParameter(
                        "restored",
                        lines.stream().map(l -> l.exposure().restored()).toArray(Boolean[]::new))
                .executeUpdate();
        database.createNativeMutationQuery("ANALYZE exposure").executeUpdate();
    }

    private List<Dependencies> dependencies(List<Around> around) {
        return database
                .createNativeQuery(
                        "SELECT incident_id, id, components FROM dependency_set WHERE incident_id = ANY (:incidents)",
                        Object[].class)
                .setParameter("incidents", around.stream().map(Around::incident).toArray(String[]::new))
                .stream()
                .map(row -> new Dependencies((String) row[0], ((Number) row[1]).longValue(), Set.of((String[]) row[2])))
                .toList();
    }

    private static List<Line> lines(Dependencies of, Map<String, ImpactTimeline> timelines) {
        ImpactTimeline timeline = timelines.get(of.incident());
        List<Line> lines = new ArrayList<>();
        if (timeline != null) {
            for (Exposure exposure : timeline.of(of.components())) {
                long from = CohortFacts.minute(exposure.from());
                Long to = exposure.until() == null ? null : CohortFacts.minute(exposure.until());
                if (to == null || to > from) {
                    lines.add(new Line(of, from, to, exposure));
                }
            }
        }
        return lines;
    }
}
