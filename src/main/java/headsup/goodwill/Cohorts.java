package headsup.goodwill;

import headsup.incident.ImpactTimeline;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The cohorts of an incident: members of its audience with the same facts and the same books so far. Whatever the number of
 * customers, facts are gathered and compared by the statements here, and only what differs reaches Java.
 *
 * <p>{@link #regroup} is one of the two written exceptions to "no room reads another room's tables": it prices the facts of
 * a whole audience out of {@code audience_member}, {@code customer}, {@code contact}, {@code delivery} and the tables of
 * the incident, in one statement.
 */
@ApplicationScoped
class Cohorts {

    /**
     * @param facts the common fingerprint, JSON as {@link CohortFacts} reads it
     * @param member any one of them: what stands in its books stands in all of theirs
     */
    record Cohort(long id, String facts, long members, long member) {}

    /**
     * For each member: since when affected, and on which of the components it depends; every update that reached it and the
     * minute it did; calls; credit given; other incidents at the same time, as badly as they affected this customer; what the
     * 90 days before held; the maintenance in whose window it began, where all its components are under it and the customer
     * was told of that window. A maintenance that overruns yields to incidents beside it: they are not told of it, so one of
     * the two must. What earlier incidents earned counts as it stood when this one began, read off one member of each of their
     * cohorts. Minutes count from 1970, cut off, not rounded. Reads the tables of {@link Exposures} and {@link #gatherMembers}.
     *
     * <p>Nothing here may hang on what is so today: how a customer wished to hear is read as of each publication, how bad
     * another incident was as of the start of this one, addresses as of the time of the incident.
     */
    private static final String FACTS = """
            WITH this AS (
              SELECT id, kind, coalesce(scheduled_for, started_at) AS started_at, resolved_at, created_at FROM incident WHERE id = :incident),
            parts AS (SELECT coalesce(array_agg(component_id), '{}') AS ids FROM incident_component WHERE incident_id = :incident),
            sets AS (
              SELECT s.id, CASE WHEN s.components @> p.ids THEN NULL ELSE to_jsonb(s.components) END AS components
                FROM dependency_set s, parts p WHERE s.incident_id = :incident),
            begun AS MATERIALIZED (
              SELECT g.dependency_set, g.joined, coalesce(
                       (SELECT min(greatest(v.from_minute, g.joined)) FROM exposure v WHERE v.incident_id = :incident
                           AND v.dependency_set = g.dependency_set AND (v.to_minute IS NULL OR v.to_minute > g.joined)), g.joined) AS start
                FROM (SELECT DISTINCT dependency_set, joined FROM member) AS g),
            starting AS (
              SELECT m.customer_id, b.start, to_timestamp(b.start * 60) AS start_at
                FROM member m JOIN begun b ON b.dependency_set = m.dependency_set AND b.joined = m.joined),
            heard AS (
              SELECT customer_id, number, min(at) AS at FROM (
                SELECT d.customer_id, f.number,
                       CASE WHEN d.state IN ('accepted', 'delivered') THEN d.accepted_at ELSE f.published_at END AS at
                  FROM fan_out f JOIN incident_update u ON u.id = f.update_id JOIN delivery d ON d.update_id = f.update_id
                 WHERE f.incident_id = :incident
                   AND (d.state IN ('accepted', 'delivered')
                        OR (u.on_page AND d.state = 'suppressed' AND d.reason IN ('chose the page', 'unsubscribed')))
                UNION ALL
                SELECT m.customer_id, u.number, u.published_at
                  FROM member m JOIN page_reader r ON r.customer_id = m.customer_id
                  JOIN incident_update u ON u.incident_id = :incident AND u.on_page AND u.published_at >= r.since AND u.published_at < r.until) AS words
               GROUP BY customer_id, number),
            told AS (
              SELECT customer_id, jsonb_agg(jsonb_build_array(number, floor(extract(epoch FROM at) / 60)::bigint) ORDER BY number) AS words
                FROM heard GROUP BY customer_id),
            called AS (
              SELECT customer_id, jsonb_agg(jsonb_build_array(floor(extract(epoch FROM at) / 60)::bigint, apology) ORDER BY at, id) AS calls
                FROM call WHERE incident_id = :incident AND connected AND counts AND withdrawn_at IS NULL GROUP BY customer_id),
            given AS (
              SELECT customer_id, jsonb_agg(jsonb_build_array(floor(extract(epoch FROM at) / 60)::bigint, percent, asked) ORDER BY at, id) AS gestures
                FROM gesture WHERE incident_id = :incident AND withdrawn_at IS NULL GROUP BY customer_id),
            failed AS (
              SELECT DISTINCT d.customer_id FROM fan_out f JOIN delivery d ON d.update_id = f.update_id
               WHERE f.incident_id = :incident AND d.state IN ('bounced', 'rejected')),
            elsewhere AS NOT MATERIALIZED (
              SELECT m.customer_id, m.start, v.incident_id, i.kind, v.dependency_set, v.severity, v.from_minute, v.to_minute, v.restored, o.joined,
                     greatest(v.from_minute, o.joined) AS since,
                     (first.minute, i.created_at) < (m.start, t.created_at) AS earlier
                FROM exposure v JOIN incident i ON i.id = v.incident_id JOIN this t ON t.id <> v.incident_id
                JOIN LATERAL (
                  SELECT customer_id, dependency_set, floor(extract(epoch FROM joined_at) / 60)::bigint AS joined FROM audience_member
                   WHERE incident_id = v.incident_id) AS o ON o.dependency_set = v.dependency_set
                JOIN starting m ON m.customer_id = o.customer_id
                JOIN LATERAL (
                  SELECT min(greatest(w.from_minute, o.joined)) AS minute FROM exposure w
                   WHERE w.incident_id = v.incident_id AND w.dependency_set = v.dependency_set
                     AND (w.to_minute IS NULL OR w.to_minute > o.joined)) AS first ON true
               WHERE v.to_minute IS NULL OR v.to_minute > o.joined),
            beside AS (
              SELECT customer_id, jsonb_agg(jsonb_build_array(since, to_minute, severity, earlier)
                       ORDER BY since, to_minute, severity, earlier) AS others
                FROM (SELECT e.customer_id, e.since, e.to_minute, e.severity, t.kind = 'MAINTENANCE' OR e.earlier AS earlier
                        FROM elsewhere e JOIN this t ON e.kind = 'INCIDENT'
                       WHERE e.to_minute IS NULL
                          OR (e.to_minute >= e.start AND e.to_minute >= floor(extract(epoch FROM t.started_at) / 60)::bigint)) AS own
               GROUP BY customer_id),
            scarred AS (
              SELECT DISTINCT e.customer_id FROM elsewhere e
               WHERE e.kind = 'INCIDENT' AND e.earlier AND e.severity IN ('critical', 'major')
                 AND ((e.since <= e.start AND (e.to_minute IS NULL OR e.to_minute > e.start))
                      OR EXISTS (SELECT FROM exposure r WHERE r.incident_id = e.incident_id AND r.dependency_set = e.dependency_set
                                    AND r.restored AND r.to_minute > greatest(e.since, e.joined) AND r.to_minute <= e.start
                                    AND r.to_minute >= e.start - 129600))),
            sorry AS (
              SELECT customer_id, count(*) AS times FROM (
                SELECT d.customer_id, 'update', d.update_id FROM this t
                  JOIN incident_update u ON u.apology AND u.incident_id <> t.id
                  JOIN delivery d ON d.update_id = u.id AND d.state IN ('accepted', 'delivered')
                  JOIN starting m ON m.customer_id = d.customer_id
                   AND d.accepted_at >= m.start_at - interval '90 days' AND d.accepted_at < m.start_at
                 UNION
                SELECT a.customer_id, 'update', u.id FROM this t
                  JOIN incident_update u ON u.apology AND u.incident_id <> t.id
                  JOIN audience_member a ON a.incident_id = u.incident_id
                  JOIN page_reader r ON r.customer_id = a.customer_id AND u.on_page AND u.published_at >= r.since AND u.published_at < r.until
                  JOIN starting m ON m.customer_id = a.customer_id
                   AND u.published_at >= m.start_at - interval '90 days' AND u.published_at < m.start_at
                 UNION
                SELECT c.customer_id, 'call', c.id::text FROM this t
                  JOIN call c ON c.apology AND c.counts AND c.withdrawn_at IS NULL AND c.incident_id <> t.id
                  JOIN starting m ON m.customer_id = c.customer_id
                   AND c.at >= m.start_at - interval '90 days' AND c.at < m.start_at) AS apology
               GROUP BY customer_id),
            healed AS (
              SELECT e.customer_id, e.incident_id, e.start FROM elsewhere e
                JOIN incident mine ON mine.id = :incident
                JOIN policy p ON p.name || '/' || p.version = mine.policy AND p.rules >= 2
               GROUP BY e.customer_id, e.incident_id, e.start
              HAVING bool_or(e.restored AND e.to_minute > e.since AND e.to_minute <= e.start AND e.to_minute >= e.start - 129600)
                 AND NOT bool_or(e.since <= e.start AND (e.to_minute IS NULL OR e.to_minute > e.start))),
            net AS (
              SELECT cohort_id, start, (SELECT sum(e.applied) FROM entry e
                                         WHERE e.customer_id = one AND e.fact = incident_id AND e.minute < start) AS points
                FROM (SELECT m.cohort_id, h.incident_id, h.start, min(m.customer_id) AS one
                        FROM healed h JOIN cohort_member m ON m.incident_id = h.incident_id AND m.customer_id = h.customer_id
                       GROUP BY m.cohort_id, h.incident_id, h.start) AS cohort),
            earned AS (
              SELECT h.customer_id, sum(net.points) AS points FROM healed h
                JOIN cohort_member m ON m.incident_id = h.incident_id AND m.customer_id = h.customer_id
                JOIN net ON net.cohort_id = m.cohort_id AND net.start = h.start
               WHERE net.points > 0 GROUP BY h.customer_id),
            planned AS (
              SELECT DISTINCT ON (b.dependency_set, b.joined)
                     b.dependency_set, b.joined, i.id, w.scheduled_for, w.scheduled_until, w.announced_by
                FROM begun b JOIN this t ON t.kind = 'INCIDENT' CROSS JOIN parts
                JOIN dependency_set s ON s.incident_id = t.id AND s.id = b.dependency_set
                JOIN LATERAL (SELECT to_timestamp(b.start * 60) AS at, CASE WHEN s.components = '{}' THEN parts.ids ELSE s.components END AS parts)
                  AS own ON own.parts <> '{}'
                JOIN incident i ON i.kind = 'MAINTENANCE' AND i.cancelled_at IS NULL AND i.scheduled_for < own.at + interval '1 minute'
                 AND (i.resolved_at IS NULL OR i.resolved_at >= own.at + interval '1 minute')
                JOIN LATERAL (
                  SELECT w.* FROM maintenance_window w JOIN incident_update u ON u.incident_id = w.incident_id AND u.number = w.number
                   WHERE w.incident_id = i.id AND u.published_at <= w.scheduled_for ORDER BY w.number DESC LIMIT 1) AS w
                  ON w.scheduled_for < own.at + interval '1 minute' AND w.scheduled_until >= own.at + interval '1 minute'
               WHERE own.parts <@ (SELECT array_agg(p.component_id) FROM incident_component p WHERE p.incident_id = i.id)
               ORDER BY b.dependency_set, b.joined, w.scheduled_until DESC, i.id),
            warned AS (
              SELECT customer_id, jsonb_build_array(floor(extract(epoch FROM scheduled_for) / 60)::bigint,
                       floor(extract(epoch FROM scheduled_until) / 60)::bigint, floor(extract(epoch FROM min(at)) / 60)::bigint) AS maintenance
                FROM (
                SELECT d.customer_id, p.scheduled_for, p.scheduled_until,
                       CASE WHEN d.state IN ('accepted', 'delivered') THEN d.accepted_at ELSE f.published_at END AS at
                  FROM planned p JOIN member m ON m.dependency_set = p.dependency_set AND m.joined = p.joined
                  JOIN fan_out f ON f.incident_id = p.id AND f.number >= p.announced_by
                  JOIN incident_update u ON u.id = f.update_id
                  JOIN delivery d ON d.update_id = f.update_id AND d.customer_id = m.customer_id
                 WHERE d.state IN ('accepted', 'delivered')
                    OR (u.on_page AND d.state = 'suppressed' AND d.reason IN ('chose the page', 'unsubscribed'))
                UNION ALL
                SELECT a.customer_id, p.scheduled_for, p.scheduled_until, greatest(u.published_at, a.joined_at)
                  FROM planned p JOIN member m ON m.dependency_set = p.dependency_set AND m.joined = p.joined
                  JOIN audience_member a ON a.incident_id = p.id AND a.customer_id = m.customer_id
                  JOIN page_reader r ON r.customer_id = a.customer_id
                  JOIN incident_update u ON u.incident_id = p.id AND u.number >= p.announced_by
                   AND u.on_page AND u.published_at >= r.since AND u.published_at < r.until) AS words
               GROUP BY customer_id, scheduled_for, scheduled_until)
            SELECT m.customer_id, jsonb_strip_nulls(jsonb_build_object(
                     'joined', m.joined,
                     'components', sets.components,
                     'heard', told.words,
                     'calls', called.calls,
                     'gestures', given.gestures,
                     'unheard', CASE WHEN NOT EXISTS (SELECT FROM contact c WHERE c.customer_id = m.customer_id
                                                         AND c.created_at < coalesce((SELECT resolved_at FROM this), 'infinity')
                                                         AND coalesce(c.removed_at, 'infinity') > (SELECT started_at FROM this)) THEN 'NO_ADDRESS'
                                     WHEN failed.customer_id IS NOT NULL THEN 'BOUNCE' ELSE 'NONE_SENT' END,
                     'prior', CASE WHEN scarred.customer_id IS NOT NULL THEN true END,
                     'apologies', sorry.times,
                     'earned', earned.points,
                     'maintenance', warned.maintenance))
                   || CASE WHEN beside.others IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('others', beside.others) END AS facts
              FROM member m
              LEFT JOIN sets ON sets.id = m.dependency_set
              LEFT JOIN told ON told.customer_id = m.customer_id
              LEFT JOIN called ON called.customer_id = m.customer_id
              LEFT JOIN given ON given.customer_id = m.customer_id
              LEFT JOIN failed ON failed.customer_id = m.customer_id
              LEFT JOIN beside ON beside.customer_id = m.customer_id
              LEFT JOIN scarred ON scarred.customer_id = m.customer_id
              LEFT JOIN sorry ON sorry.customer_id = m.customer_id
              LEFT JOIN earned ON earned.customer_id = m.customer_id
              LEFT JOIN warned ON warned.customer_id = m.customer_id""";

    /** Members by cohort; those the books have not seen yet as if in a cohort that heard nothing, its id minus their minute. */
    private static final String COHORTS = """
            SELECT m.incident_id, m.customer_id, coalesce(c.id, -m.minute) AS id,
                   coalesce(c.facts, jsonb_build_object('joined', m.minute, 'unheard', 'NONE_SENT')::text) AS facts
              FROM (SELECT incident_id, customer_id, floor(extract(epoch FROM joined_at) / 60)::bigint AS minute FROM audience_member) AS m
              LEFT JOIN cohort_member o ON o.incident_id = m.incident_id AND o.customer_id = m.customer_id
              LEFT JOIN cohort c ON c.id = o.cohort_id
             WHERE\s""";

    /**
     * Members whose facts were read anew.
     *
     * @param cohort the one they are in; null when the books have not seen them yet
     * @param kept the facts the books know of them, null for none
     * @param facts what they are now
     * @param member any one of them
     */
    record Afresh(@Nullable Long cohort, @Nullable String kept, String facts, long members, long member) {}

    private final Session database;
    private final Exposures exposures;

    Cohorts(Session database, Exposures exposures) {
        this.database = database;
        this.exposures = exposures;
    }

    /**
     * Moves every member whose facts have changed into a cohort made in this run, and opens accounts for new ones. Within
     * the caller's transaction, which holds the lock on the incident's booking.
     *
     * @return the number of this run
     */
    long regroup(String incidentId) {
        exposures.gather(incidentId);
        gatherMembers(incidentId);
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
                        SELECT f.customer_id, f.facts::text AS facts, cm.cohort_id AS came_from FROM (""" + FACTS + """
                        ) AS f
                          LEFT JOIN cohort_member cm ON cm.incident_id = :incident AND cm.customer_id = f.customer_id
                          LEFT JOIN cohort c ON c.id = cm.cohort_id
                         WHERE c.facts IS DISTINCT FROM f.facts::text""")
                .setParameter("incident", incidentId)
                .executeUpdate();
        Long run = database.createNativeQuery("SELECT nextval('booking_run')", Long.class)
                .getSingleResult();
        database.createNativeMutationQuery("""
                        INSERT INTO cohort (incident_id, facts, came_from, run)
                        SELECT DISTINCT :incident, facts, came_from, CAST(:run AS bigint) FROM moved""")
                .setParameter("incident", incidentId)
                .setParameter("run", run)
                .executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO cohort_member (incident_id, customer_id, cohort_id)
                        SELECT c.incident_id, m.customer_id, c.id FROM moved m
                          JOIN cohort c ON c.incident_id = :incident AND c.run = :run AND md5(c.facts) = md5(m.facts)
                           AND c.facts = m.facts AND c.came_from IS NOT DISTINCT FROM m.came_from
                            ON CONFLICT (incident_id, customer_id) DO UPDATE SET cohort_id = excluded.cohort_id""")
                .setParameter("incident", incidentId)
                .setParameter("run", run)
                .executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO account (customer_id, opened_at)
                        SELECT k.id, k.created_at FROM moved m JOIN customer k ON k.id = m.customer_id WHERE m.came_from IS NULL
                            ON CONFLICT DO NOTHING""").executeUpdate();
        database.createNativeMutationQuery("DROP TABLE moved").executeUpdate();
        return run;
    }

    /**
     * Makes the table {@code member}, which lasts until the end of the transaction. It is counted: an audience is new when it is
     * booked first, and what the database believes of {@code audience_member} is older. It took five thousand members for one, and
     * read all customers once for each of them.
     */
    private void gatherMembers(String incidentId) {
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE IF NOT EXISTS member (customer_id bigint, joined_at timestamptz, joined bigint, dependency_set bigint)
                            ON COMMIT DROP""").executeUpdate();
        database.createNativeMutationQuery("TRUNCATE member").executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO member
                        SELECT customer_id, joined_at, floor(extract(epoch FROM joined_at) / 60), dependency_set
                          FROM audience_member WHERE incident_id = :incident""")
                .setParameter("incident", incidentId)
                .executeUpdate();
        database.createNativeMutationQuery("ANALYZE member").executeUpdate();
    }

    /** What the members of a cohort knew before a run: those it was made in came from another one. */
    String factsBefore(long run, Cohort cohort) {
        return database.createNativeQuery("""
                        SELECT coalesce(p.facts, c.facts) FROM cohort c
                          LEFT JOIN cohort p ON p.id = c.came_from AND c.run = :run WHERE c.id = :cohort""", String.class)
                .setParameter("run", run)
                .setParameter("cohort", cohort.id())
                .getSingleResult();
    }

    /** Why an update that was taken for received did not reach these members. */
    LateFact.Cause undelivered(Cohort cohort, String updateId) {
        Object[] row = database.createNativeQuery("""
                        SELECT count(*) FILTER (WHERE d.reason = 'disputed'), count(*) FROM cohort_member m
                          JOIN delivery d ON d.update_id = :update AND d.customer_id = m.customer_id AND d.state IN ('bounced', 'rejected')
                         WHERE m.cohort_id = :cohort""", Object[].class)
                .setParameter("update", updateId)
                .setParameter("cohort", cohort.id())
                .getSingleResult();
        long disputed = ((Number) row[0]).longValue();
        long all = ((Number) row[1]).longValue();
        if (all == 0 || (disputed > 0 && disputed < all)) {
            return LateFact.Cause.NOT_RECEIVED;
        }
        return disputed == all ? LateFact.Cause.DISPUTED : LateFact.Cause.BOUNCED;
    }

    /** Reads the facts of every member again, trusting nothing that was kept; changes nothing. */
    List<Afresh> afresh(String incidentId, Map<String, ImpactTimeline> timelines) {
        exposures.gather(incidentId, timelines);
        gatherMembers(incidentId);
        return database
                .createNativeQuery("""
                        SELECT c.id, c.facts AS kept, f.facts::text AS facts, count(*), min(f.customer_id) FROM (""" + FACTS + """
                        ) AS f
                          LEFT JOIN cohort_member o ON o.incident_id = :incident AND o.customer_id = f.customer_id
                          LEFT JOIN cohort c ON c.id = o.cohort_id
                         GROUP BY c.id, c.facts, f.facts::text ORDER BY c.id, f.facts::text""", Object[].class)
                .setParameter("incident", incidentId)
                .stream()
                .map(row -> new Afresh(
                        row[0] == null ? null : ((Number) row[0]).longValue(),
                        (String) row[1],
                        (String) row[2],
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue()))
                .toList();
    }

    /** Those that have members, in the order they were made. */
    List<Cohort> of(String incidentId) {
        return database.createNativeQuery("""
                        SELECT c.id, c.facts, count(*), min(m.customer_id) FROM cohort c
                          JOIN cohort_member m ON m.cohort_id = c.id
                         WHERE m.incident_id = :incident GROUP BY c.id, c.facts ORDER BY c.id""", Object[].class).setParameter("incident", incidentId).stream()
                .map(Cohorts::cohort)
                .toList();
    }

    /** The whole audience, also those who are not booked yet; to be looked at only. */
    List<Cohort> everyone(String incidentId) {
        return database
                .createNativeQuery(
                        "SELECT id, facts, count(*), min(customer_id) FROM (" + COHORTS
                                + "m.incident_id = :incident) AS c GROUP BY id, facts ORDER BY id",
                        Object[].class)
                .setParameter("incident", incidentId)
                .stream()
                .map(Cohorts::cohort)
                .toList();
    }

    /** By incident, for those among these that the customer is in the audience of; each a cohort of one. */
    Map<String, Cohort> around(long customer, Collection<String> incidentIds) {
        Map<String, Cohort> around = new HashMap<>();
        database
                .createNativeQuery(
                        "SELECT id, facts, 1, customer_id, incident_id FROM (" + COHORTS
                                + "m.customer_id = :customer AND m.incident_id = ANY (:incidents)) AS c",
                        Object[].class)
                .setParameter("customer", customer)
                .setParameter("incidents", incidentIds.toArray(String[]::new))
                .stream()
                .forEach(row -> around.put((String) row[4], cohort(row)));
        return around;
    }

    private static Cohort cohort(Object[] row) {
        return new Cohort(
                ((Number) row[0]).longValue(),
                (String) row[1],
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue());
    }
}
