package headsup.delivery;

import headsup.kernel.Listing;
import headsup.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Who was told, when, by what, and who was not: answerable for every single contact. */
@ApplicationScoped
public class Told {

    /**
     * One delivery as it stands.
     *
     * @param customer the operator's reference
     * @param update id of the update
     * @param reply the relay's own words, or why it was suppressed
     */
    public record Item(
            String customer,
            String email,
            String update,
            State state,
            int attempts,
            @Nullable Instant acceptedAt,
            @Nullable String reply) {}

    /** Counts over the whole incident (or the filtered update), and one page of deliveries. */
    public record Overview(
            Map<String, Long> counts,
            List<Item> items,
            @Nullable String next) {}

    private record Row(long id, Item item) {}

    private final Session database;

    Told(Session database) {
        this.database = database;
    }

    /** @param after id of the last delivery seen */
    @Transactional
    public Overview overview(
            String incidentId, @Nullable State state, @Nullable String updateId, int limit, long after) {
        List<Row> rows = database
                .createNativeQuery("""
                        SELECT d.id, k.ref, c.email, d.update_id, d.state, d.attempts, d.accepted_at, coalesce(d.reply, d.reason)
                          FROM delivery d JOIN contact c ON c.id = d.contact_id JOIN customer k ON k.id = d.customer_id
                         WHERE d.incident_id = :incident AND d.id > :after
                           AND (CAST(:state AS text) IS NULL OR d.state = :state)
                           AND (CAST(:update AS text) IS NULL OR d.update_id = :update)
                         ORDER BY d.id LIMIT :most""", Object[].class)
                .setParameter("incident", incidentId)
                .setParameter("after", after)
                .setParameter("state", state == null ? null : state.word(), String.class)
                .setParameter("update", updateId, String.class)
                .setParameter("most", limit + 1)
                .stream()
                .map(Told::row)
                .toList();
        Listing<Item> page = Listing.of(rows, limit, row -> Long.toString(row.id()), Row::item);
        return new Overview(counts(incidentId, updateId), page.items(), page.next());
    }

    /** By id of the update: the code of the delivery by which it first reached the customer. */
    @Transactional
    public Map<String, String> firstDeliveries(long customerId) {
        Map<String, String> codes = new LinkedHashMap<>();
        database.createNativeQuery("""
                        SELECT DISTINCT ON (update_id) update_id, id FROM delivery
                         WHERE customer_id = :customer AND state IN ('accepted', 'delivered') ORDER BY update_id, accepted_at, id""", Object[].class).setParameter("customer", customerId).stream()
                .forEach(row -> codes.put((String) row[0], Letters.code(((Number) row[1]).longValue())));
        return codes;
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                new Item(
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        State.of((String) row[4]),
                        ((Number) row[5]).intValue(),
                        (Instant) row[6],
                        (String) row[7]));
    }

    /** By word of the state; every state is named, also those without a delivery. */
    @Transactional
    public Map<String, Long> counts(String incidentId, @Nullable String updateId) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (State state : State.values()) {
            counts.put(state.word(), 0L);
        }
        database
                .createNativeQuery("""
                        SELECT state, count(*) FROM delivery WHERE incident_id = :incident
                           AND (CAST(:update AS text) IS NULL OR update_id = :update) GROUP BY state""", Object[].class)
                .setParameter("incident", incidentId)
                .setParameter("update", updateId, String.class)
                .stream()
                .forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }
}
