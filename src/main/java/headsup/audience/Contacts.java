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
import java.util.Set;
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
    private final Silences silences;
    private final Subscriptions subscriptions;

    Contacts(Session database, Clock clock, AuditTrail trail, Silences silences, Subscriptions subscriptions) {
        this.subscriptions = subscriptions;
        this.silences = silences;
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

    /**
     * Whose token this is; empty for nobody's. One that was somebody's who is gone is that of whoever is left at their address: an
     * old email leads to the same way out.
     */
    @Transactional
    public Optional<Addressee> byToken(String token) {
        if (!Token.isOne(token)) {
            return Optional.empty();
        }
        Optional<Addressee> own = database.createNativeQuery(
                        ADDRESSEES + "k.token = :token AND c.erased_at IS NULL", Addressee.class)
                .setParameter("token", token)
                .uniqueResultOptional();
        return own.filter(person -> !isGone(person)).or(() -> leftAt(token)).or(() -> own);
    }

    private Optional<Addressee> leftAt(String retired) {
        return database.createNativeQuery(
                        ADDRESSEES
                                + "address_hash(k.email) = (SELECT r.address_hash FROM retired_token r WHERE r.token_hash = :token)"
                                + " AND k.removed_at IS NULL AND c.erased_at IS NULL ORDER BY k.customer_id, k.id LIMIT 1",
                        Addressee.class)
                .setParameter("token", Token.hash(retired))
                .uniqueResultOptional();
    }

    /** Whether it was the token of somebody who is gone, of whose address we know no more than a hash. */
    @Transactional
    public boolean isRetired(String token) {
        return retired(token).isPresent();
    }

    /** The hash of the address it was for, in hexadecimal. */
    private Optional<String> retired(String token) {
        return !Token.isOne(token)
                ? Optional.empty()
                : database.createNativeQuery(
                                "SELECT encode(address_hash, 'hex') FROM retired_token WHERE token_hash = :token",
                                String.class)
                        .setParameter("token", Token.hash(token))
                        .uniqueResultOptional();
    }

    /**
     * No more email to the addresses of these until they are {@link #release}d, whoever else has them on a list; who is
     * quarantined already keeps time and reason.
     *
     * @param reason why, cut at 500 characters
     * @return how many are newly quarantined
     */
    @Transactional
    public int quarantine(Collection<Long> ids, String reason) {
        return database.createNativeMutationQuery("""
                        UPDATE contact SET quarantined_at = :at, quarantine_reason = :reason
                         WHERE lower(email) IN (SELECT lower(email) FROM contact WHERE id = ANY (:ids)) AND quarantined_at IS NULL""")
                .setParameter("at", clock.instant())
                .setParameter("reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)))
                .setParameter("ids", ids.toArray(Long[]::new))
                .executeUpdate();
    }

    /** Email goes to the addresses of these again; the number of those who were quarantined. The trail tells of them alone. */
    @Transactional
    public int release(Collection<Long> ids) {
        List<Long> released = database.createNativeQuery("""
                        UPDATE contact SET quarantined_at = NULL, quarantine_reason = NULL
                         WHERE lower(email) IN (SELECT lower(email) FROM contact WHERE id = ANY (:ids)) AND quarantined_at IS NOT NULL
                        RETURNING id""", Long.class)
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
     * A customer who has the address of a token on its list.
     *
     * @param contactId of the address there
     * @param name of the customer
     * @param writes whether email goes to the address for it
     */
    public record Organisation(long contactId, String name, boolean writes) {}

    /** The customers who have the address of this token on their lists, by name; nothing for a token that is nobody's. */
    @Transactional
    public List<Organisation> organisations(String token) {
        return byToken(token).map(person -> organisationsAt(person.email())).orElse(List.of());
    }

    private List<Organisation> organisationsAt(String email) {
        return database.createNativeQuery("""
                        SELECT k.id, c.name, k.unsubscribed_at IS NULL FROM contact k JOIN customer c ON c.id = k.customer_id
                         WHERE lower(k.email) = lower(:email) AND k.removed_at IS NULL AND c.erased_at IS NULL ORDER BY c.name, k.id""", Object[].class).setParameter("email", email).stream()
                .map(row -> new Organisation(((Number) row[0]).longValue(), (String) row[1], (Boolean) row[2]))
                .toList();
    }

    /**
     * Ends all email to the address of this token: that of every customer who has it on its list, of what it asked for on
     * the page, and of lists it is put on later. A subscriber is let go of. Saying it twice is no error. Empty for a token that is
     * nobody's, and for a retired one where nobody is left, for whom it is said all the same.
     */
    @Transactional
    public Optional<Addressee> unsubscribe(String token) {
        byToken(token)
                .filter(person -> !isGone(person))
                .ifPresentOrElse(person -> silences.begin(person.email()), () -> retired(token)
                        .ifPresent(silences::beginFor));
        return byToken(token);
    }

    /** Whether the person of this token has asked for email after that moment, so that what they wrote then is over. */
    @Transactional
    public boolean cameBackAfter(String token, Instant moment) {
        return byToken(token)
                .filter(person -> !isGone(person))
                .map(person -> hash(person.email()))
                .or(() -> retired(token))
                .filter(address -> silences.cameBackAfter(address, moment))
                .isPresent();
    }

    private String hash(String email) {
        return database.createNativeQuery("SELECT encode(address_hash(:email), 'hex')", String.class)
                .setParameter("email", email)
                .getSingleResult();
    }

    /** A subscriber whose address was let go of. */
    private static boolean isGone(Addressee person) {
        return person.customerId() == null && person.removedAt() != null;
    }

    /**
     * Every customer who has the address of this token on its list may write again; one who never stopped them is no error. What
     * it asked for on the page is asked for anew instead. Empty for a token that is nobody's.
     */
    @Transactional
    public Optional<Addressee> resubscribe(String token) {
        Optional<Addressee> before = byToken(token);
        before.filter(person -> !isGone(person))
                .ifPresent(person -> choose(
                        person.email(),
                        organisationsAt(person.email()).stream()
                                .map(Organisation::contactId)
                                .collect(Collectors.toSet()),
                        true));
        return byToken(token);
    }

    /**
     * These customers' contacts may be written to, and no other contact at the address of this token. Keeping none is
     * {@link #unsubscribe} where nothing asked for on the page goes on; ids of other addresses are passed over. Empty for a token
     * that is nobody's.
     *
     * @param subscription whether what was asked for on the page goes on
     */
    @Transactional
    public Optional<Addressee> keep(String token, Set<Long> contactIds, boolean subscription) {
        Optional<Addressee> before = byToken(token);
        before.filter(person -> !isGone(person)).ifPresent(person -> choose(person.email(), contactIds, subscription));
        return byToken(token);
    }

    private void choose(String email, Set<Long> kept, boolean subscription) {
        List<Organisation> all = organisationsAt(email);
        List<Long> writing =
                all.stream().map(Organisation::contactId).filter(kept::contains).toList();
        List<Long> asking = askingAt(email);
        if (writing.isEmpty() && (asking.isEmpty() || !subscription)) {
            silences.begin(email);
            return;
        }
        if (!subscription) {
            asking.forEach(subscriptions::end);
        }
        if (writing.size() == all.size()) {
            silences.end(email);
        } else if (!writing.isEmpty()) {
            silences.cameBack(email);
        }
        List<Long> silent = all.stream()
                .map(Organisation::contactId)
                .filter(id -> !kept.contains(id))
                .toList();
        // What was asked for on the page is no customer's to end with its own emails.
        silent.stream().filter(id -> subscription && asking.contains(id)).forEach(subscriptions::part);
        say(silent, clock.instant(), "contact.unsubscribed");
        say(writing, null, "contact.resubscribed");
    }

    /** Whether email goes to the address of this token for what was asked for on the page, under whichever token. */
    @Transactional
    public boolean asks(String token) {
        return byToken(token).map(person -> !askingAt(person.email()).isEmpty()).orElse(false);
    }

    /** Contacts at this address that are written to for what was asked for on the page. */
    private List<Long> askingAt(String email) {
        return database.createNativeQuery("""
                        SELECT c.id FROM contact c WHERE lower(c.email) = lower(:email) AND c.removed_at IS NULL AND c.unsubscribed_at IS NULL
                           AND EXISTS (SELECT FROM subscription s WHERE s.contact_id = c.id) ORDER BY c.id""", Long.class)
                .setParameter("email", email)
                .getResultList();
    }

    private void say(List<Long> contacts, @Nullable Instant unsubscribedAt, String verb) {
        database.createNativeQuery("""
                        UPDATE contact SET unsubscribed_at = CAST(:at AS timestamptz)
                         WHERE id = ANY (:ids) AND (unsubscribed_at IS NULL) = (CAST(:at AS timestamptz) IS NOT NULL) RETURNING id""", Long.class)
                .setParameter("at", unsubscribedAt, Instant.class)
                .setParameter("ids", contacts.toArray(Long[]::new))
                .getResultList()
                .forEach(id -> trail.note(verb, Long.toString(id), ""));
    }
}
