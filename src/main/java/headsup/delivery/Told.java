package headsup.delivery;

import headsup.audience.Contacts;
import headsup.kernel.Listing;
import headsup.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    private record Row(
            long id,
            long contactId,
            String updateId,
            State state,
            int attempts,
            @Nullable Instant acceptedAt,
            @Nullable String words) {}

    private final Session database;
    private final Contacts contacts;

    Told(Session database, Contacts contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    /** @param after id of the last delivery seen */
    @Transactional
    public Overview overview(
            String incidentId, @Nullable State state, @Nullable String updateId, int limit, long after) {
        List<Row> rows = database
                .createNativeQuery("""
                        SELECT id, contact_id, update_id, state, attempts, accepted_at, coalesce(reply, reason) FROM delivery_now
                         WHERE update_id IN (SELECT f.update_id FROM fan_out f WHERE f.incident_id = :incident
                                                AND (CAST(:update AS text) IS NULL OR f.update_id = :update))
                           AND id > :after
                           AND (CAST(:state AS text) IS NULL OR state = :state)
                         ORDER BY id LIMIT :most""", Object[].class)
                .setParameter("incident", incidentId)
                .setParameter("after", after)
                .setParameter("state", state == null ? null : state.word(), String.class)
                .setParameter("update", updateId, String.class)
                .setParameter("most", limit + 1)
                .stream()
                .map(Told::row)
                .toList();
        Map<Long, Contacts.Addressee> people = contacts
                .byIds(rows.stream().map(Row::contactId).toList())
                .stream()
                .collect(Collectors.toMap(Contacts.Addressee::id, person -> person));
        Listing<Item> page =
                Listing.of(rows, limit, row -> Long.toString(row.id()), row -> item(row, people.get(row.contactId())));
        return new Overview(counts(incidentId, updateId), page.items(), page.next());
    }

    private static Item item(Row row, Contacts.@Nullable Addressee person) {
        return new Item(
                person == null ? "" : person.customerRef(),
                person == null ? "" : person.email(),
                row.updateId(),
                row.state(),
                row.attempts(),
                row.acceptedAt(),
                row.words());
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                (String) row[2],
                State.of((String) row[3]),
                ((Number) row[4]).intValue(),
                (Instant) row[5],
                (String) row[6]);
    }

    /** By id of the update: the code of the delivery by which it first reached the customer, if it did. */
    @Transactional
    public Map<String, String> firstDeliveries(long customerId, Collection<String> updates) {
        Map<String, String> codes = new LinkedHashMap<>();
        database
                .createNativeQuery("""
                        SELECT DISTINCT ON (update_id) update_id, id FROM delivery
                         WHERE update_id = ANY (:updates) AND contact_id = ANY (:contacts)
                           AND state IN ('accepted', 'delivered') ORDER BY update_id, accepted_at, id""", Object[].class)
                .setParameter("updates", updates.toArray(String[]::new))
                .setParameter("contacts", contacts.idsOf(customerId).toArray(Long[]::new))
                .stream()
                .forEach(row -> codes.put((String) row[0], Letters.code(((Number) row[1]).longValue())));
        return codes;
    }

    /** Whether letters of the incident are still being planned or handed over; what is deferred waits for its time. */
    @Transactional
    public boolean isGoingOut(String incidentId) {
        return database.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM fan_out f WHERE f.incident_id = :incident AND f.swept_at IS NULL
                           AND (f.planned_at IS NULL OR EXISTS (SELECT FROM stream s
                                 WHERE s.update_id = f.update_id AND s.taken_to < s.planned_to)))""", Boolean.class)
                .setParameter("incident", incidentId)
                .getSingleResult();
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
                        SELECT state, count(*) FROM delivery_now
                         WHERE update_id IN (SELECT f.update_id FROM fan_out f WHERE f.incident_id = :incident
                                                AND (CAST(:update AS text) IS NULL OR f.update_id = :update)) GROUP BY state""", Object[].class)
                .setParameter("incident", incidentId)
                .setParameter("update", updateId, String.class)
                .stream()
                .forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }
}
