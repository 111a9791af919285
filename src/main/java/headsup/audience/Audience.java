package headsup.audience;

import headsup.incident.Affected;
import headsup.incident.Headcount;
import headsup.incident.Incident;
import headsup.incident.Reach;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Who an incident affects. A customer joins once and stays; the join is set-based and bounded by a range of customer ids,
 * so that an audience of any size can be frozen chunk by chunk and again after a crash.
 */
@ApplicationScoped
public class Audience implements Headcount {

    /** Customers c whom the incident's reach takes in, whatever their state. */
    private static final String AFFECTED = """
            c.erased_at IS NULL
            AND (:everyone OR EXISTS (SELECT 1 FROM customer_component d
                                       WHERE d.customer_id = c.id AND d.component_id = ANY (:components)))
            AND (NOT :narrowed OR c.ref = ANY (:customers)
                 OR EXISTS (SELECT 1 FROM customer_tag t WHERE t.customer_id = c.id AND t.tag = ANY (:tags)))""";

    private final Session database;

    Audience(Session database) {
        this.database = database;
    }

    /**
     * Lets affected customers with an id from {@code firstId} on join, at most {@code most} of them, in the order of ids.
     *
     * @param joinedAt since when those who join now are affected
     * @return the smallest id not looked at yet, {@link Long#MAX_VALUE} when all were
     */
    @Transactional
    public long join(Incident incident, Instant joinedAt, long firstId, int most) {
        Long last = about(
                        incident,
                        "SELECT max(id) FROM (SELECT c.id FROM customer c WHERE c.id >= :first AND " + AFFECTED
                                + " ORDER BY c.id LIMIT :most) AS chunk HAVING count(*) = :most",
                        Long.class)
                .setParameter("first", firstId)
                .setParameter("most", most)
                .uniqueResult();
        long end = last == null ? Long.MAX_VALUE : last;
        var join =
                database.createNativeMutationQuery("INSERT INTO audience_member (incident_id, customer_id, joined_at)"
                        + " SELECT :incident, c.id, :joined FROM customer c WHERE c.id BETWEEN :first AND :last AND "
                        + AFFECTED + " ON CONFLICT DO NOTHING");
        Reach reach = incident.reach();
        join.setParameter("incident", incident.id())
                .setParameter("joined", joinedAt)
                .setParameter("first", firstId)
                .setParameter("last", end)
                .setParameter("everyone", reach.everyone())
                .setParameter("components", components(incident))
                .setParameter("narrowed", isNarrowed(reach))
                .setParameter("customers", reach.customers().toArray(String[]::new))
                .setParameter("tags", reach.tags().toArray(String[]::new))
                .executeUpdate();
        return end == Long.MAX_VALUE ? end : end + 1;
    }

    /** Members, and those who would join at the next fan-out. */
    @Override
    @Transactional
    public long affectedBy(Incident incident) {
        return about(
                        incident,
                        "SELECT count(*) FROM customer c WHERE EXISTS (SELECT 1 FROM audience_member m WHERE m.incident_id = :incident"
                                + " AND m.customer_id = c.id) OR (" + AFFECTED + ")",
                        Long.class)
                .setParameter("incident", incident.id())
                .getSingleResult();
    }

    /**
     * Whom words would reach if they left now.
     *
     * @param customers affected
     * @param contacts of theirs who would get a letter
     */
    public record Forecast(long customers, long contacts) {}

    /** What words about these components would reach, before there is an incident. */
    @Transactional
    public Forecast forecast(Collection<String> components, Reach reach) {
        Object[] row = reached(
                        database.createNativeQuery("""
                                SELECT count(DISTINCT c.id), count(k.id) FROM customer c
                                  LEFT JOIN contact k ON k.customer_id = c.id AND c.channel = 'EMAIL' AND k.unsubscribed_at IS NULL
                                                     AND k.quarantined_at IS NULL AND k.removed_at IS NULL
                                 WHERE\s""" + AFFECTED, Object[].class),
                        components.toArray(String[]::new),
                        reach)
                .getSingleResult();
        return new Forecast(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
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

    private static <T> NativeQuery<T> reached(NativeQuery<T> query, String[] components, Reach reach) {
        return query.setParameter("everyone", reach.everyone())
                .setParameter("components", components)
                .setParameter("narrowed", isNarrowed(reach))
                .setParameter("customers", reach.customers().toArray(String[]::new))
                .setParameter("tags", reach.tags().toArray(String[]::new));
    }

    private static boolean isNarrowed(Reach reach) {
        return !reach.everyone()
                && !(reach.customers().isEmpty() && reach.tags().isEmpty());
    }

    private static String[] components(Incident incident) {
        return incident.components().stream().map(Affected::componentId).toArray(String[]::new);
    }
}
