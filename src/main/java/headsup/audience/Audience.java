package headsup.audience;

import headsup.incident.Affected;
import headsup.incident.Headcount;
import headsup.incident.Incident;
import headsup.incident.Reach;
import headsup.incident.StartCorrected;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Who an incident affects. A customer joins once and stays; the join is set-based and bounded by a range of customer ids,
 * so that an audience of any size can be frozen chunk by chunk and again after a crash.
 */
@ApplicationScoped
public class Audience implements Headcount {

    private static final String NARROWED = """
            (NOT :narrowed OR c.ref = ANY (:customers)
             OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = c.id AND t.tag = ANY (:tags)))
            """;

    /** Customers c whom the incident's reach takes in, whatever their state. */
    private static final String AFFECTED = """
            c.erased_at IS NULL
            AND (:everyone OR EXISTS (SELECT 1 FROM customer_component d
                                       WHERE d.customer_id = c.id AND d.component_id = ANY (:components)))
            AND\s""" + NARROWED;

    /**
     * Everything is written out for the range, so that what lies outside it is not even read. What they depend on of the
     * incident is frozen with them; the sets they share are written down beside.
     */
    private static final String JOIN = """
            WITH own AS (
              SELECT d.customer_id, array_agg(d.component_id ORDER BY d.component_id) AS components FROM customer_component d
               WHERE d.customer_id BETWEEN :first AND :last AND d.component_id = ANY (:components) GROUP BY d.customer_id),
            joining AS MATERIALIZED (
              SELECT c.id, coalesce(own.components, '{}') AS components, dependency_set_id(coalesce(own.components, '{}')) AS dependency_set
                FROM customer c LEFT JOIN own ON own.customer_id = c.id
               WHERE c.id BETWEEN :first AND :last AND c.erased_at IS NULL AND (:everyone OR own.customer_id IS NOT NULL)
                 AND\s""" + NARROWED + """
                 AND NOT EXISTS (SELECT FROM audience_member m WHERE m.incident_id = :incident AND m.customer_id = c.id
                                    AND m.customer_id BETWEEN :first AND :last)),
            sets AS (
              INSERT INTO dependency_set (incident_id, id, components)
              SELECT DISTINCT ON (dependency_set) :incident, dependency_set, components FROM joining ON CONFLICT DO NOTHING)
            INSERT INTO audience_member (incident_id, customer_id, joined_at, dependency_set)
            SELECT :incident, id, :joined, dependency_set FROM joining
            ON CONFLICT DO NOTHING""";

    /** Members in the range who depend on something that is new in the incident. */
    private static final String GROW = """
            WITH grown AS MATERIALIZED (
              SELECT m.customer_id, (SELECT array_agg(DISTINCT x ORDER BY x) FROM unnest(s.components || own.components) AS x) AS components
                FROM (SELECT d.customer_id, array_agg(d.component_id) AS components FROM customer_component d
                       WHERE d.customer_id BETWEEN :first AND :last AND d.component_id = ANY (:added) GROUP BY d.customer_id) AS own
                JOIN audience_member m ON m.incident_id = :incident AND m.customer_id = own.customer_id
                 AND m.customer_id BETWEEN :first AND :last
                JOIN dependency_set s ON s.incident_id = m.incident_id AND s.id = m.dependency_set
               WHERE NOT s.components @> own.components),
            sets AS (
              INSERT INTO dependency_set (incident_id, id, components)
              SELECT DISTINCT :incident, dependency_set_id(components), components FROM grown ON CONFLICT DO NOTHING)
            UPDATE audience_member m SET dependency_set = dependency_set_id(g.components) FROM grown g
             WHERE m.incident_id = :incident AND m.customer_id = g.customer_id""";

    private static final String ALL_IN_ORDER = "SELECT id FROM customer WHERE id >= :first ORDER BY id";

    private static final String USERS_IN_ORDER = """
            SELECT customer_id AS id FROM customer_component
             WHERE customer_id >= :first AND component_id = ANY (:components) ORDER BY customer_id""";

    private final Session database;

    Audience(Session database) {
        this.database = database;
    }

    /**
     * Lets affected customers with an id from {@code firstId} on join, about {@code most} of them and never more, in the
     * order of ids. Members among them who depend on what the incident grew by do so in its books, too.
     *
     * @param joinedAt since when those who join now are affected
     * @param added components by which the incident grew, none for most updates
     * @return the smallest id not looked at yet, {@link Long#MAX_VALUE} when all were
     */
    @Transactional
    public long join(Incident incident, Instant joinedAt, Collection<String> added, long firstId, int most) {
        Long last = endOfChunk(incident, firstId, most);
        long end = last == null ? Long.MAX_VALUE : last;
        if (!added.isEmpty()) {
            database.createNativeMutationQuery(GROW)
                    .setParameter("incident", incident.id())
                    .setParameter("added", added.toArray(String[]::new))
                    .setParameter("first", firstId)
                    .setParameter("last", end)
                    .executeUpdate();
        }
        reached(database.createNativeMutationQuery(JOIN), components(incident), incident.reach())
                .setParameter("incident", incident.id())
                .setParameter("joined", joinedAt)
                .setParameter("first", firstId)
                .setParameter("last", end)
                .executeUpdate();
        return end == Long.MAX_VALUE ? end : end + 1;
    }

    /**
     * The components of an incident that a customer depends on, by id, as frozen for it: empty when it depends on none of
     * them, or is not affected.
     */
    @Transactional
    public Set<String> dependencies(String incidentId, long customerId) {
        return Set.copyOf(database.createNativeQuery("""
                        SELECT unnest(s.components) FROM audience_member m
                          JOIN dependency_set s ON s.incident_id = m.incident_id AND s.id = m.dependency_set
                         WHERE m.incident_id = :incident AND m.customer_id = :customer""", String.class)
                .setParameter("incident", incidentId)
                .setParameter("customer", customerId)
                .getResultList());
    }

    /** Those of these contacts whose customer an incident affects. */
    @Transactional
    public Set<Long> affectedContacts(String incidentId, Collection<Long> contactIds) {
        return Set.copyOf(database.createNativeQuery("""
                        SELECT k.id FROM contact k JOIN audience_member m ON m.incident_id = :incident AND m.customer_id = k.customer_id
                         WHERE k.id = ANY (:contacts)""", Long.class)
                .setParameter("incident", incidentId)
                .setParameter("contacts", contactIds.toArray(Long[]::new))
                .getResultList());
    }

    /** Who was affected from the start is affected from the corrected one. */
    void startCorrected(@Observes StartCorrected event) {
        database.createNativeMutationQuery(
                        "UPDATE audience_member SET joined_at = :start WHERE incident_id = :incident AND joined_at = :former")
                .setParameter("start", event.start())
                .setParameter("former", event.former())
                .setParameter("incident", event.incidentId())
                .executeUpdate();
    }

    /**
     * The id of the last customer in a chunk, null in the last chunk. Read off an index in the order of ids, so that its cost
     * is that of the chunk and not of the audience; those narrowed out or erased count as well.
     */
    private @Nullable Long endOfChunk(Incident incident, long firstId, int most) {
        boolean everyone = incident.reach().everyone();
        var chunk = database.createNativeQuery(
                "SELECT max(id) FROM (" + (everyone ? ALL_IN_ORDER : USERS_IN_ORDER)
                        + " LIMIT :most) AS chunk HAVING count(*) = :most",
                Long.class);
        if (!everyone) {
            chunk.setParameter("components", components(incident));
        }
        return chunk.setParameter("first", firstId).setParameter("most", most).uniqueResult();
    }

    /** Members, and those who would join at the next fan-out. */
    @Override
    @Transactional
    public long affectedBy(Incident incident) {
        return about(incident, """
                        SELECT (SELECT count(*) FROM audience_member WHERE incident_id = :incident)
                             + (SELECT count(*) FROM customer c
                                 WHERE NOT EXISTS (SELECT FROM audience_member m WHERE m.incident_id = :incident AND m.customer_id = c.id)
                                   AND\s""" + AFFECTED + ")", Long.class)
                .setParameter("incident", incident.id())
                .getSingleResult();
    }

    /** The incidents that affected a customer, the last ones first. */
    @Transactional
    public List<String> incidentsOf(long customerId, int most) {
        return database.createNativeQuery(
                        "SELECT incident_id FROM audience_member WHERE customer_id = :customer ORDER BY joined_at DESC, incident_id LIMIT :most",
                        String.class)
                .setParameter("customer", customerId)
                .setParameter("most", most)
                .getResultList();
    }

    /**
     * Whom words would reach if they left now.
     *
     * @param customers affected
     * @param contacts people of theirs who would get an email; one who is a contact of several customers counts once
     * @param unreachable affected customers who want letters and have no address that works
     */
    public record Forecast(long customers, long contacts, long unreachable) {}

    /** What words about these components would reach, before there is an incident. */
    @Transactional
    public Forecast forecast(Collection<String> components, Reach reach) {
        Object[] row = reached(
                        database.createNativeQuery("""
                                SELECT count(DISTINCT c.id), count(DISTINCT lower(k.email)),
                                       count(DISTINCT c.id) FILTER (WHERE k.id IS NULL AND c.channel = 'EMAIL') FROM customer c
                                  LEFT JOIN contact k ON k.customer_id = c.id AND c.channel = 'EMAIL' AND k.unsubscribed_at IS NULL
                                                     AND k.quarantined_at IS NULL AND k.removed_at IS NULL
                                 WHERE\s""" + AFFECTED, Object[].class),
                        components.toArray(String[]::new),
                        reach)
                .getSingleResult();
        return new Forecast(
                ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue());
    }

    /** Whether an address a gets an email of these words as a contact of an affected customer: SQL for {@link #bound}. */
    static final String WRITTEN_TO_AS_CONTACT = """
            EXISTS (SELECT FROM contact k JOIN customer c ON c.id = k.customer_id AND c.channel = 'EMAIL'
                     WHERE lower(k.email) = lower(a.email) AND k.unsubscribed_at IS NULL AND k.quarantined_at IS NULL
                       AND k.removed_at IS NULL AND\s""" + AFFECTED + ")";

    /** Binds what {@link #WRITTEN_TO_AS_CONTACT} asks for. */
    static <Q extends CommonQueryContract> Q bound(Q query, Collection<String> components, Reach reach) {
        return reached(query, components.toArray(String[]::new), reach);
    }

    /**
     * Hands the affected on to a room that counts something of theirs: until the end of the caller's transaction their ids
     * stand in the table {@code affected (customer_id)}, so that no row passes through Java.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void handOver(Collection<String> components, Reach reach) {
        database.createNativeMutationQuery("DROP TABLE IF EXISTS affected").executeUpdate();
        database.createNativeMutationQuery("CREATE TEMPORARY TABLE affected (customer_id bigint) ON COMMIT DROP")
                .executeUpdate();
        reached(
                        database.createNativeMutationQuery(
                                "INSERT INTO affected SELECT c.id FROM customer c WHERE " + AFFECTED),
                        components.toArray(String[]::new),
                        reach)
                .executeUpdate();
    }

    @Override
    @Transactional
    public void refuseUnknown(Reach reach) {
        Set<String> known = Set.copyOf(database.createNativeQuery(
                        "SELECT ref FROM customer WHERE ref = ANY (:refs) AND erased_at IS NULL", String.class)
                .setParameter("refs", reach.customers().toArray(String[]::new))
                .getResultList());
        List<Refusal.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < reach.customers().size(); i++) {
            if (!known.contains(reach.customers().get(i))) {
                errors.add(new Refusal.FieldError("audience.customers[" + i + "]", "is no customer we know"));
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.fields(errors);
        }
    }

    private <T> NativeQuery<T> about(Incident incident, String sql, Class<T> type) {
        return reached(database.createNativeQuery(sql, type), components(incident), incident.reach());
    }

    private static <Q extends CommonQueryContract> Q reached(Q query, String[] components, Reach reach) {
        query.setParameter("everyone", reach.everyone())
                .setParameter("components", components)
                .setParameter("narrowed", isNarrowed(reach))
                .setParameter("customers", reach.customers().toArray(String[]::new))
                .setParameter("tags", reach.tags().toArray(String[]::new));
        return query;
    }

    static boolean isNarrowed(Reach reach) {
        return !reach.everyone()
                && !(reach.customers().isEmpty() && reach.tags().isEmpty());
    }

    private static String[] components(Incident incident) {
        return incident.components().stream().map(Affected::componentId).toArray(String[]::new);
    }
}
