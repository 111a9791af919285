package headsup.delivery;

import headsup.audience.Contacts;
import headsup.kernel.Listing;
import headsup.kernel.Site;
import headsup.mail.Courier;
import headsup.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
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
     * @param delivery its code, as letters carry it
     * @param customer the operator's reference; null for a subscriber, who belongs to none
     * @param update id of the update
     * @param reply the relay's own words, or why it was suppressed
     * @param waitsFor why it has not gone: a brake, paused lanes, no relay, the wait a relay asked for, quiet hours, or what
     *     suppressed it; null when it went or is about to
     * @param carriedBy code of the delivery whose email tells this contact too, because it is the same address; null for one that
     *     has an email of its own
     */
    public record Item(
            String delivery,
            @Nullable String customer,
            String email,
            String update,
            State state,
            int attempts,
            @Nullable Instant acceptedAt,
            @Nullable String reply,
            @Nullable String waitsFor,
            @Nullable String carriedBy) {}

    /** Counts over the whole incident (or the filtered update), and one page of deliveries. */
    public record Overview(
            Map<String, Long> counts,
            List<Item> items,
            @Nullable String next) {}

    /**
     * A letter to a customer.
     *
     * @param update whose words it carries
     * @param disputable whether the customer can say that it never came
     */
    public record Received(
            String delivery,
            String incident,
            String update,
            long contact,
            String email,
            State state,
            int attempts,
            Instant publishedAt,
            @Nullable Instant acceptedAt,
            @Nullable String reply,
            boolean disputable) {}

    /** How far back letters to one customer are looked for, and in how many updates. */
    private static final Duration LOOKING_BACK = Duration.ofDays(90);

    private static final int MOST_UPDATES = 5_000;

    private record Row(
            long id,
            long contactId,
            String updateId,
            State state,
            int attempts,
            @Nullable Instant acceptedAt,
            @Nullable String reply,
            @Nullable String reason,
            @Nullable Instant lookAt,
            @Nullable Long carriedBy) {}

    private final Session database;
    private final Contacts contacts;
    private final Brakes brakes;
    private final Courier courier;
    private final Clock clock;
    private final Site site;
    private final int storm;

    Told(
            Session database,
            Contacts contacts,
            Brakes brakes,
            Courier courier,
            Clock clock,
            Site site,
            DeliverySettings settings) {
        this.site = site;
        this.database = database;
        this.contacts = contacts;
        this.brakes = brakes;
        this.courier = courier;
        this.clock = clock;
        this.storm = settings.lettersPerHour();
    }

    /** @param after id of the last delivery seen */
    @Transactional
    public Overview overview(
            String incidentId, @Nullable State state, @Nullable String updateId, int limit, long after) {
        List<Row> rows = database
                .createNativeQuery("""
                        SELECT id, contact_id, update_id, state, attempts, accepted_at, reply, reason,
                               coalesce(look_at, (SELECT c.look_at FROM delivery c WHERE c.id = n.carried_by)), carried_by FROM delivery_now n
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
        var waiting = new Waiting(brakes.holding(), courier.ways(), storm, clock.instant(), site.timeZone());
        Listing<Item> page = Listing.of(
                rows,
                limit,
                row -> Long.toString(row.id()),
                row -> item(row, incidentId, people.get(row.contactId()), waiting));
        return new Overview(counts(incidentId, updateId), page.items(), page.next());
    }

    /**
     * Letters of the last 90 days to all contacts a customer has or had, newest first.
     *
     * @throws headsup.kernel.Refusal {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<Received> to(long customerId, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Object[]> rows = letters(
                customerId,
                "",
                "d.id < :before ORDER BY d.id DESC LIMIT " + (most + 1),
                Listing.position(cursor, Long.MAX_VALUE));
        Map<Long, Contacts.Addressee> people = addressees(rows);
        return Listing.of(rows, most, row -> row[0].toString(), row -> received(row, people));
    }

    /** By id of the contact: the last letter to each in the last 90 days. */
    @Transactional
    public Map<Long, Received> lastTo(long customerId) {
        List<Object[]> rows = letters(
                customerId,
                "DISTINCT ON (d.contact_id) ",
                "d.id < :before AND d.state NOT IN ('superseded', 'suppressed') ORDER BY d.contact_id, d.id DESC",
                Long.MAX_VALUE);
        Map<Long, Contacts.Addressee> people = addressees(rows);
        Map<Long, Received> last = new LinkedHashMap<>();
        rows.forEach(row -> last.put(((Number) row[3]).longValue(), received(row, people)));
        return last;
    }

    /** Found update by update: there is no index of deliveries by contact, and each would cost every letter. */
    private List<Object[]> letters(long customerId, String distinct, String which, long before) {
        return database.createNativeQuery("SELECT " + distinct + """
                        d.id, d.incident_id, d.update_id, d.contact_id, d.state, d.attempts, d.published_at, d.accepted_at, d.reply, d.reason
                          FROM (SELECT update_id FROM fan_out WHERE published_at > :since ORDER BY published_at DESC LIMIT :updates) AS f
                          JOIN delivery_now d ON d.update_id = f.update_id AND d.contact_id = ANY (:contacts)
                         WHERE\s""" + which, Object[].class)
                .setParameter("since", clock.instant().minus(LOOKING_BACK))
                .setParameter("updates", MOST_UPDATES)
                .setParameter("contacts", contacts.idsOf(customerId).toArray(Long[]::new))
                .setParameter("before", before)
                .getResultList();
    }

    private Map<Long, Contacts.Addressee> addressees(List<Object[]> rows) {
        return contacts
                .byIds(rows.stream()
                        .map(row -> ((Number) row[3]).longValue())
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Contacts.Addressee::id, person -> person));
    }

    private static Received received(Object[] row, Map<Long, Contacts.Addressee> people) {
        long contact = ((Number) row[3]).longValue();
        Contacts.Addressee person = people.get(contact);
        State state = State.of((String) row[4]);
        return new Received(
                Letters.code(((Number) row[0]).longValue()),
                (String) row[1],
                (String) row[2],
                contact,
                person == null ? "" : person.email(),
                state,
                ((Number) row[5]).intValue(),
                (Instant) row[6],
                (Instant) row[7],
                row[8] == null ? (String) row[9] : (String) row[8],
                state.canTurnOutLater());
    }

    private static Item item(Row row, String incident, Contacts.@Nullable Addressee person, Waiting waiting) {
        String customer = person == null ? null : person.customerRef();
        return new Item(
                Letters.code(row.id()),
                customer,
                person == null ? "" : person.email(),
                row.updateId(),
                row.state(),
                row.attempts(),
                row.acceptedAt(),
                row.reply() == null ? row.reason() : row.reply(),
                waiting.of(new Waiting.Row(row.state(), incident, customer, row.lookAt(), row.reason(), row.reply())),
                row.carriedBy() == null ? null : Letters.code(row.carriedBy()));
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).longValue(),
                (String) row[2],
                State.of((String) row[3]),
                ((Number) row[4]).intValue(),
                (Instant) row[5],
                (String) row[6],
                (String) row[7],
                (Instant) row[8],
                row[9] == null ? null : ((Number) row[9]).longValue());
    }

    /** By id of the update: the code of the delivery by which it first reached the customer, if it did. */
    @Transactional
    public Map<String, String> firstDeliveries(long customerId, Collection<String> updates) {
        Map<String, String> codes = new LinkedHashMap<>();
        database
                .createNativeQuery("""
                        SELECT DISTINCT ON (update_id) update_id, coalesce(carried_by, id) FROM delivery
                         WHERE update_id = ANY (:updates) AND contact_id = ANY (:contacts)
                           AND state IN ('accepted', 'delivered') ORDER BY update_id, accepted_at, id""", Object[].class)
                .setParameter("updates", updates.toArray(String[]::new))
                .setParameter("contacts", contacts.idsOf(customerId).toArray(Long[]::new))
                .stream()
                .forEach(row -> codes.put((String) row[0], Letters.code(((Number) row[1]).longValue())));
        return codes;
    }

    /** Whether letters of any update are still being planned or handed over; what is deferred waits for its time. */
    @Transactional
    public boolean areGoingOut() {
        return database.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM fan_out f WHERE f.swept_at IS NULL
                           AND (f.planned_at IS NULL OR EXISTS (SELECT FROM stream s
                                 WHERE s.update_id = f.update_id AND s.taken_to < s.planned_to)))""", Boolean.class).getSingleResult();
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
