package headsup.audience;

import com.fasterxml.jackson.annotation.JsonValue;
import headsup.access.AuditTrail;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What staff sees of subscribers, and does with one: matched to a customer, or sent away. */
@ApplicationScoped
public class SubscriberList {

    public enum State {
        PENDING,
        CONFIRMED,
        MATCHED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            throw Refusal.field("state", "must be pending, confirmed or matched");
        }
    }

    /** @param onlyEnd nothing but the word that it is over */
    public record OfIncident(String incident, boolean onlyEnd) {}

    /**
     * A subscriber.
     *
     * @param id stays the same from the first form on, unless the address was one before
     * @param customer the operator's reference of the customer it was matched to
     * @param everything every incident; else those of {@code components} (ids) and of {@code incidents} alone
     * @param since when it was asked for, or confirmed
     */
    public record Shown(
            long id,
            String email,
            State state,
            @Nullable String customer,
            boolean everything,
            List<String> components,
            List<OfIncident> incidents,
            String locale,
            String timeZone,
            Instant since,
            @Nullable Instant quarantinedAt) {}

    /** A customer who has an address on its list. */
    public record Holder(String email, String ref, String name) {}

    private record Row(
            long id,
            State state,
            String email,
            String locale,
            String timeZone,
            @Nullable String customer,
            Instant since,
            @Nullable Instant quarantinedAt) {}

    private record Topic(Wish.Kind kind, String id, boolean onlyEnd) {}

    private static final String PENDING = """
            SELECT o.id, 'PENDING' AS state, o.email, o.locale, o.time_zone, NULL AS ref, o.asked_at AS since, CAST(NULL AS timestamptz) AS quarantined_at
              FROM opt_in o WHERE o.contact_id IS NULL AND o.expires_at > :now""";

    private static final String CONFIRMED = """
            SELECT c.id, CASE WHEN c.customer_id IS NULL THEN 'CONFIRMED' ELSE 'MATCHED' END AS state, c.email, c.locale, c.time_zone, k.ref,
                   (SELECT min(s.since) FROM subscription s WHERE s.contact_id = c.id) AS since, c.quarantined_at
              FROM contact c LEFT JOIN customer k ON k.id = c.customer_id
             WHERE c.removed_at IS NULL AND EXISTS (SELECT FROM subscription s WHERE s.contact_id = c.id)""";

    private final Session database;
    private final Clock clock;
    private final Subscriptions subscriptions;
    private final AuditTrail trail;

    SubscriberList(Session database, Clock clock, Subscriptions subscriptions, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.subscriptions = subscriptions;
        this.trail = trail;
    }

    /**
     * A page, oldest first.
     *
     * @throws Refusal {@code invalid_field} for {@code state}, {@code limit}, {@code cursor}
     */
    @Transactional
    public Listing<Shown> list(@Nullable String stateWord, @Nullable Integer limit, @Nullable String cursor) {
        State state = stateWord == null ? null : State.of(stateWord);
        int most = Listing.limit(limit);
        List<Row> rows = rows(state, " AND id > " + Listing.position(cursor, 0L), most + 1);
        Map<Long, List<Topic>> topics = topics(rows);
        return Listing.of(
                rows,
                most,
                row -> Long.toString(row.id()),
                row -> shown(row, topics.getOrDefault(row.id(), List.of())));
    }

    private List<Row> rows(@Nullable State state, String which, int most) {
        String pending = state == null || state == State.PENDING ? "" : " AND false";
        String confirmed = state == null
                ? ""
                : switch (state) {
                    case PENDING -> " AND false";
                    case CONFIRMED -> " AND c.customer_id IS NULL";
                    case MATCHED -> " AND c.customer_id IS NOT NULL";
                };
        return database
                .createNativeQuery(
                        "SELECT * FROM ((" + PENDING + pending + which.replace(" id ", " o.id ")
                                + " ORDER BY o.id LIMIT :most) UNION ALL ("
                                + CONFIRMED + confirmed + which.replace(" id ", " c.id ")
                                + " ORDER BY c.id LIMIT :most)) AS both_kinds ORDER BY id LIMIT :most",
                        Object[].class)
                .setParameter("now", clock.instant())
                .setParameter("most", most)
                .stream()
                .map(SubscriberList::row)
                .toList();
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                State.valueOf((String) row[1]),
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                (Instant) row[7]);
    }

    /** Of all these rows by one question. */
    private Map<Long, List<Topic>> topics(List<Row> rows) {
        return database
                .createNativeQuery("""
                        SELECT contact_id, kind, topic, only_end FROM subscription WHERE contact_id = ANY (:ids)
                        UNION ALL
                        SELECT o.id, o.kind, topic, o.only_end FROM opt_in o, unnest(o.topics) AS topic
                         WHERE o.id = ANY (:ids) AND o.contact_id IS NULL ORDER BY 1, 3""", Object[].class)
                .setParameter("ids", rows.stream().map(Row::id).toArray(Long[]::new))
                .stream()
                .collect(Collectors.groupingBy(
                        row -> ((Number) row[0]).longValue(),
                        LinkedHashMap::new,
                        Collectors.mapping(
                                row -> new Topic(Wish.Kind.valueOf((String) row[1]), (String) row[2], (Boolean) row[3]),
                                Collectors.toList())));
    }

    private static Shown shown(Row row, List<Topic> topics) {
        return new Shown(
                row.id(),
                Address.shown(row.email()),
                row.state(),
                row.customer(),
                topics.stream().anyMatch(t -> t.kind() == Wish.Kind.EVERYTHING),
                topics.stream()
                        .filter(t -> t.kind() == Wish.Kind.COMPONENT)
                        .map(Topic::id)
                        .toList(),
                topics.stream()
                        .filter(t -> t.kind() == Wish.Kind.INCIDENT)
                        .map(t -> new OfIncident(t.id(), t.onlyEnd()))
                        .toList(),
                row.locale(),
                row.timeZone(),
                row.since(),
                row.quarantinedAt());
    }

    /** @throws Refusal {@code not_found} */
    @Transactional
    public Shown get(long id) {
        List<Row> rows = rows(null, " AND id = " + id, 1);
        if (rows.isEmpty()) {
            throw Refusal.notFound("subscriber", Long.toString(id));
        }
        return shown(rows.get(0), topics(rows).getOrDefault(id, List.of()));
    }

    /**
     * The address becomes a contact of this customer and keeps what it asked for; with an address that is one already the two
     * become one, whose language and time zone are the subscriber's. Matching it again is no error.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for {@code ref}; {@code illegal_transition} when it is not confirmed
     *     yet, is another customer's, or has ended the emails of this one
     */
    @Transactional
    public Shown match(long id, @Nullable String ref) {
        Long customer = customer(ref);
        Shown before = get(id);
        switch (before.state()) {
            case PENDING ->
                throw Refusal.illegalTransition("Nobody has confirmed this address yet: it may be somebody else's.");
            case MATCHED -> {
                if (!Objects.equals(before.customer(), ref)) {
                    throw Refusal.illegalTransition("It is matched to another customer.");
                }
                return before;
            }
            case CONFIRMED -> {}
        }
        Long known = knownAt(customer, before.email());
        long contact = known == null ? moved(id, customer) : merged(id, known);
        trail.note("subscriber.matched", Long.toString(contact), Long.toString(customer));
        return get(contact);
    }

    /** The customers who have one of these addresses on their list. */
    @Transactional
    public List<Holder> holders(Collection<String> emails) {
        return database
                .createNativeQuery("""
                        SELECT lower(k.email), c.ref, c.name FROM contact k JOIN customer c ON c.id = k.customer_id
                         WHERE lower(k.email) = ANY (:emails) AND k.removed_at IS NULL AND c.erased_at IS NULL ORDER BY c.id""", Object[].class)
                .setParameter(
                        "emails",
                        emails.stream()
                                .map(email -> Address.canonical(email).toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .getResultList()
                .stream()
                .map(row -> new Holder(Address.shown((String) row[0]), (String) row[1], (String) row[2]))
                .toList();
    }

    /** Held, so that it is not erased, nor given the same contact, at the same time. */
    private Long customer(@Nullable String ref) {
        Long customer = ref == null || !Proofreader.isRef(ref)
                ? null
                : database.createNativeQuery(
                                "SELECT id FROM customer WHERE ref = :ref AND erased_at IS NULL FOR UPDATE", Long.class)
                        .setParameter("ref", ref)
                        .uniqueResult();
        if (customer == null) {
            throw Refusal.field("ref", ref == null ? "is missing" : "is no customer we know");
        }
        return customer;
    }

    /** Who asked on the page and told this customer to stop means both: then the two stay two. */
    private @Nullable Long knownAt(Long customer, String email) {
        Object[] known = database.createNativeQuery(
                        "SELECT id, unsubscribed_at IS NOT NULL FROM contact WHERE customer_id = :customer AND lower(email) = lower(:email)",
                        Object[].class)
                .setParameter("customer", customer)
                .setParameter("email", Address.canonical(email))
                .uniqueResult();
        if (known == null) {
            return null;
        }
        if ((Boolean) known[1]) {
            throw Refusal.illegalTransition(
                    "This address is on the customer's list, and its owner ended that customer's emails.");
        }
        return ((Number) known[0]).longValue();
    }

    private long moved(long id, Long customer) {
        database.createNativeMutationQuery("UPDATE contact SET customer_id = :customer WHERE id = :id")
                .setParameter("customer", customer)
                .setParameter("id", id)
                .executeUpdate();
        return id;
    }

    /** What is on its way to the subscriber still goes; then its row is let go of. */
    private long merged(long id, long known) {
        for (String sql : List.of("""
                UPDATE contact k SET locale = c.locale, time_zone = c.time_zone, removed_at = NULL
                  FROM contact c WHERE c.id = :id AND k.id = :known""", """
                INSERT INTO subscription (contact_id, topic, kind, only_end, since)
                SELECT :known, topic, kind, only_end, since FROM subscription WHERE contact_id = :id ON CONFLICT DO NOTHING""")) {
            database.createNativeMutationQuery(sql)
                    .setParameter("id", id)
                    .setParameter("known", known)
                    .executeUpdate();
        }
        database.createNativeMutationQuery("DELETE FROM subscription WHERE contact_id = :id")
                .setParameter("id", id)
                .executeUpdate();
        database.createNativeMutationQuery("UPDATE contact SET leaving_at = :now WHERE id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
        return known;
    }

    /**
     * No more letters that were asked for; a customer's contact stays one.
     *
     * @throws Refusal {@code not_found}
     */
    @Transactional
    public void remove(long id) {
        Shown before = get(id);
        if (before.state() == State.PENDING) {
            database.createNativeMutationQuery("DELETE FROM opt_in WHERE id = :id")
                    .setParameter("id", id)
                    .executeUpdate();
        } else {
            subscriptions.end(id);
        }
        trail.note("subscriber.removed", Long.toString(id), "");
    }
}
