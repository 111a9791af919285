package headsup.audience;

import headsup.access.AuditTrail;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Whom letters go to: read many at a time by those who write them, and told when somebody wants none or gets none. */
@ApplicationScoped
public class Contacts {

    private static final int LONGEST_REASON = 500;

    /**
     * All a letter needs to know of a person.
     *
     * @param email the domain in ASCII, as a relay wants it
     * @param locale BCP 47; {@code timeZone} is an IANA name
     * @param token of the way out, {@code /u/<token>}
     * @param unsubscribedAt since when the person wants no letters
     * @param quarantinedAt since when we send none because they don't arrive
     * @param customerId and what follows: null for a subscriber, who belongs to no customer
     * @param removedAt since when the person is off the customer's list, or a subscriber's address was let go of
     */
    public record Addressee(
            long id,
            String email,
            @Nullable String name,
            String locale,
            String timeZone,
            String token,
            @Nullable Long customerId,
            @Nullable String customerRef,
            @Nullable String customerName,
            @Nullable Instant unsubscribedAt,
            @Nullable Instant quarantinedAt,
            @Nullable Instant removedAt) {

        /** Like {@code d…@example.com}: enough to know one's own address by. */
        public String masked() {
            return Address.masked(email);
        }
    }

    /**
     * A person as a letter needs to know them.
     *
     * @param email the domain in ASCII, as a relay wants it
     * @param locale BCP 47; {@code timeZone} is an IANA name
     * @param token of the way out, {@code /u/<token>}
     * @param asked whether they asked by themselves, and belong to no customer
     * @param silence why no letter goes to them now: removed, unsubscribed or quarantined; null when one may
     */
    public record Reader(
            long id,
            String email,
            @Nullable String name,
            String locale,
            String timeZone,
            String token,
            boolean asked,
            @Nullable String silence) {

        private static Reader of(Object[] row) {
            return new Reader(
                    ((Number) row[0]).longValue(),
                    (String) row[1],
                    (String) row[2],
                    (String) row[3],
                    (String) row[4],
                    (String) row[5],
                    (Boolean) row[6],
                    (String) row[7]);
        }
    }

    private static final String ADDRESSEES = """
            SELECT k.id, k.email, k.name, k.locale, k.time_zone, k.token, k.customer_id, c.ref AS customer_ref,
                   c.name AS customer_name, k.unsubscribed_at, k.quarantined_at, k.removed_at
              FROM contact k LEFT JOIN customer c ON c.id = k.customer_id
             WHERE\s""";

    private final Session database;
    private final Clock clock;
    private final AuditTrail trail;
    private final Subscriptions subscriptions;

    Contacts(Session database, Clock clock, AuditTrail trail, Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
        this.database = database;
        this.clock = clock;
        this.trail = trail;
    }

    /** In the order of ids; ids that never were are left out, those off the list are not. One question for all. */
    @Transactional
    public List<Addressee> byIds(Collection<Long> ids) {
        return database.createNativeQuery(ADDRESSEES + "k.id = ANY (:ids) ORDER BY k.id", Addressee.class)
                .setParameter("ids", ids.toArray(Long[]::new))
                .getResultList();
    }

    /** By their ids, for thousands of letters a second; ids that never were are left out. */
    @Transactional
    public Map<Long, Reader> readers(Collection<Long> ids) {
        return database.createNativeQuery("""
                        SELECT id, email, name, locale, time_zone, token, customer_id IS NULL,
                               CASE WHEN removed_at IS NOT NULL THEN 'removed' WHEN unsubscribed_at IS NOT NULL THEN 'unsubscribed'
                                    WHEN quarantined_at IS NOT NULL THEN 'quarantined' END
                          FROM contact WHERE id = ANY (:ids)""", Object[].class).setParameter("ids", ids.toArray(Long[]::new)).stream()
                .map(Reader::of)
                .collect(Collectors.toMap(Reader::id, reader -> reader));
    }

    /** Of all contacts a customer has or had. */
    @Transactional
    public List<Long> idsOf(long customerId) {
        return database.createNativeQuery("SELECT id FROM contact WHERE customer_id = :customer", Long.class)
                .setParameter("customer", customerId)
                .getResultList();
    }

    /** All at this address that are on a list, in the order of ids: one person can be a contact of several customers. */
    @Transactional
    public List<Addressee> at(String email) {
        return database.createNativeQuery(
                        ADDRESSEES
                                + "lower(k.email) = lower(:email) AND k.removed_at IS NULL AND c.erased_at IS NULL ORDER BY k.id",
                        Addressee.class)
                .setParameter("email", email)
                .getResultList();
    }

    /** Whose token this is; empty for nobody's. */
    @Transactional
    public Optional<Addressee> byToken(String token) {
        return !Token.isOne(token)
                ? Optional.empty()
                : database.createNativeQuery(ADDRESSEES + "k.token = :token AND c.erased_at IS NULL", Addressee.class)
                        .setParameter("token", token)
                        .uniqueResultOptional();
    }

    /**
     * No more letters to these until {@link #release}d; who is quarantined already keeps time and reason.
     *
     * @param reason why, cut at 500 characters
     * @return how many are newly quarantined
     */
    @Transactional
    public int quarantine(Collection<Long> ids, String reason) {
        return database.createNativeMutationQuery("""
                        UPDATE contact SET quarantined_at = :at, quarantine_reason = :reason
                         WHERE id = ANY (:ids) AND quarantined_at IS NULL""")
                .setParameter("at", clock.instant())
                .setParameter("reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                .setParameter("ids", ids.toArray(Long[]::new))
                .executeUpdate();
    }

    /** Letters go to these again; the number of those who were quarantined. The trail tells of them alone. */
    @Transactional
    public int release(Collection<Long> ids) {
        List<Long> released = database.createNativeQuery("""
                        UPDATE contact SET quarantined_at = NULL, quarantine_reason = NULL
                         WHERE id = ANY (:ids) AND quarantined_at IS NOT NULL RETURNING id""", Long.class)
                .setParameter("ids", ids.toArray(Long[]::new))
                .getResultList();
        released.forEach(id -> trail.note("contact.released", Long.toString(id), ""));
        return released.size();
    }

    /**
     * Somebody is sure that letters arrive there now; one who was not quarantined stays as they are.
     *
     * @throws Refusal {@code not_found} for nobody's id, and for who is off the list
     */
    @Transactional
    public Addressee release(long id) {
        if (onTheList(id).isEmpty()) {
            throw Refusal.notFound("contact", Long.toString(id));
        }
        release(List.of(id));
        return onTheList(id).orElseThrow();
    }

    private Optional<Addressee> onTheList(long id) {
        return byIds(List.of(id)).stream()
                .filter(person -> person.removedAt() == null)
                .findFirst();
    }

    /**
     * This person wants no more letters; saying it twice is no error. What the address asked for on the page ends as well, and a
     * subscriber is let go of. Empty for a token that is nobody's.
     */
    @Transactional
    public Optional<Addressee> unsubscribe(String token) {
        return say(token, "contact.unsubscribed", clock.instant());
    }

    /**
     * This person wants letters again; one who never stopped them is no error. A subscriber who left asks anew instead. Empty for
     * a token that is nobody's.
     */
    @Transactional
    public Optional<Addressee> resubscribe(String token) {
        return say(token, "contact.resubscribed", null);
    }

    private Optional<Addressee> say(String token, String verb, @Nullable Instant unsubscribedAt) {
        Optional<Addressee> before = byToken(token);
        boolean subscriber =
                before.filter(person -> person.customerId() == null).isPresent();
        if (before.isEmpty()
                || (subscriber && (unsubscribedAt == null || before.get().removedAt() != null))) {
            return before;
        }
        int changed = database.createNativeMutationQuery("""
                        UPDATE contact SET unsubscribed_at = CAST(:at AS timestamptz)
                         WHERE id = :id AND (unsubscribed_at IS NULL) = (CAST(:at AS timestamptz) IS NOT NULL)""")
                .setParameter("at", unsubscribedAt, Instant.class)
                .setParameter("id", before.get().id())
                .executeUpdate();
        if (changed == 1) {
            trail.note(verb, Long.toString(before.get().id()), "");
        }
        if (unsubscribedAt != null) {
            subscriptions.end(before.get().id());
            subscriptions.endAt(before.get().email());
        }
        return byToken(token);
    }
}
