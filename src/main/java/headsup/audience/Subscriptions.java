package headsup.audience;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** The rows of what contacts asked for by themselves. Within the caller's transaction. */
@ApplicationScoped
class Subscriptions {

    /** @param id of the contact that is made, when there is none at this address yet */
    record Person(long id, String email, String locale, String timeZone) {}

    /** Who has a subscription; {@code token} of {@code /u/}. */
    record Holder(long contactId, String token) {}

    private final Session database;
    private final Silences silences;
    private final Clock clock;

    Subscriptions(Session database, Silences silences, Clock clock) {
        this.silences = silences;
        this.database = database;
        this.clock = clock;
    }

    /** Who at this address has so much of it that a confirmation would add nothing, or only put one choice for another. */
    Optional<Holder> holding(String email, Wish wish) {
        return database.createNativeQuery("""
                        SELECT c.id, c.token FROM contact c
                         WHERE lower(c.email) = lower(:email) AND c.removed_at IS NULL AND c.unsubscribed_at IS NULL
                           AND EXISTS (SELECT FROM subscription s WHERE s.contact_id = c.id
                                 AND CASE WHEN :incident THEN s.topic = :topic AND s.only_end = :onlyEnd ELSE s.kind <> 'INCIDENT' END)
                         ORDER BY c.id LIMIT 1""", Object[].class)
                .setParameter("email", email)
                .setParameter("incident", wish.kind() == Wish.Kind.INCIDENT)
                .setParameter("topic", wish.topics().get(0))
                .setParameter("onlyEnd", wish.onlyEnd())
                .uniqueResultOptional()
                .map(row -> new Holder(((Number) row[0]).longValue(), (String) row[1]));
    }

    /**
     * Gives what was confirmed; a confirmed address has no quarantine, since a letter has just arrived. Who has subscribed
     * before keeps language and time zone: those of a second form may be another browser's. The contact's id.
     */
    long grant(Person person, Wish wish) {
        long contact = matched(person.email()).orElseGet(() -> made(person));
        database.createNativeMutationQuery("""
                        UPDATE contact SET unsubscribed_at = NULL, leaving_at = NULL, quarantined_at = NULL, quarantine_reason = NULL,
                               locale = CASE WHEN leaving_at IS NULL THEN locale ELSE :locale END,
                               time_zone = CASE WHEN leaving_at IS NULL THEN time_zone ELSE :timeZone END WHERE id = :id""")
                .setParameter("locale", person.locale())
                .setParameter("timeZone", person.timeZone())
                .setParameter("id", contact)
                .executeUpdate();
        silences.end(person.email());
        put(contact, wish);
        return contact;
    }

    /** A customer's contact that subscribed before it was matched goes on as one. */
    private Optional<Long> matched(String email) {
        return database.createNativeQuery("""
                        SELECT c.id FROM contact c WHERE lower(c.email) = lower(:email) AND c.removed_at IS NULL
                           AND c.customer_id IS NOT NULL AND EXISTS (SELECT FROM subscription s WHERE s.contact_id = c.id)
                         ORDER BY c.id LIMIT 1 FOR UPDATE""", Long.class)
                .setParameter("email", email)
                .uniqueResultOptional();
    }

    private long made(Person person) {
        return database.createNativeQuery("""
                        INSERT INTO contact (id, email, locale, time_zone, token, created_at)
                        VALUES (:id, :email, :locale, :timeZone, :token, :now)
                            ON CONFLICT (lower(email)) WHERE customer_id IS NULL AND removed_at IS NULL
                            DO UPDATE SET email = excluded.email RETURNING id""", Long.class)
                .setParameter("id", person.id())
                .setParameter("email", person.email())
                .setParameter("locale", person.locale())
                .setParameter("timeZone", person.timeZone())
                .setParameter("token", Token.next())
                .setParameter("now", clock.instant())
                .getSingleResult();
    }

    /** An incident is added to what there is; everything and components stand in for each other. */
    void put(long contact, Wish wish) {
        if (wish.kind() != Wish.Kind.INCIDENT) {
            endGeneral(contact);
        }
        database.createNativeMutationQuery("""
                        INSERT INTO subscription (contact_id, topic, kind, only_end, since)
                        SELECT :contact, topic, :kind, :onlyEnd, :now FROM unnest(CAST(:topics AS text[])) AS topic
                            ON CONFLICT ON CONSTRAINT subscription_pk DO UPDATE SET only_end = excluded.only_end""")
                .setParameter("contact", contact)
                .setParameter("kind", wish.kind().name())
                .setParameter("onlyEnd", wish.onlyEnd())
                .setParameter("now", clock.instant())
                .setParameter("topics", wish.topics().toArray(String[]::new))
                .executeUpdate();
    }

    void endGeneral(long contact) {
        database.createNativeMutationQuery(
                        "DELETE FROM subscription WHERE contact_id = :contact AND kind <> 'INCIDENT'")
                .setParameter("contact", contact)
                .executeUpdate();
    }

    /** Ids of the incidents this contact asked for. */
    List<String> incidents(long contact) {
        return database.createNativeQuery(
                        "SELECT topic FROM subscription WHERE contact_id = :contact AND kind = 'INCIDENT'",
                        String.class)
                .setParameter("contact", contact)
                .getResultList();
    }

    /** Incidents this contact asked for, except these. */
    void endIncidentsBut(long contact, String[] kept) {
        database.createNativeMutationQuery(
                        "DELETE FROM subscription WHERE contact_id = :contact AND kind = 'INCIDENT' AND topic <> ALL (:kept)")
                .setParameter("contact", contact)
                .setParameter("kept", kept)
                .executeUpdate();
    }

    /** Nothing more; whether there was anything. Who is no customer's contact is let go of, see {@link Subscribers#leaving}. */
    boolean end(long contact) {
        Instant now = clock.instant();
        int ended = database.createNativeMutationQuery("DELETE FROM subscription WHERE contact_id = :contact")
                .setParameter("contact", contact)
                .executeUpdate();
        database.createNativeMutationQuery("""
                        UPDATE contact SET leaving_at = coalesce(leaving_at, :now), unsubscribed_at = coalesce(unsubscribed_at, :now)
                         WHERE id = :contact AND customer_id IS NULL AND removed_at IS NULL""")
                .setParameter("now", now)
                .setParameter("contact", contact)
                .executeUpdate();
        return ended > 0;
    }

    /** A customer's contact goes on without what it asked for, which is that of a subscriber at the same address from now on. */
    void part(long contact) {
        long own = database.createNativeQuery("""
                        INSERT INTO contact (email, locale, time_zone, token, created_at, chosen_at, quarantined_at, quarantine_reason)
                        SELECT email, locale, time_zone, :token, :now, chosen_at, quarantined_at, quarantine_reason FROM contact WHERE id = :contact
                            ON CONFLICT (lower(email)) WHERE customer_id IS NULL AND removed_at IS NULL
                            DO UPDATE SET unsubscribed_at = NULL, leaving_at = NULL RETURNING id""", Long.class)
                .setParameter("token", Token.next())
                .setParameter("now", clock.instant())
                .setParameter("contact", contact)
                .getSingleResult();
        for (String sql : List.of(
                "INSERT INTO subscription (contact_id, topic, kind, only_end, since)"
                        + " SELECT :own, topic, kind, only_end, since FROM subscription WHERE contact_id = :contact"
                        + " ON CONFLICT ON CONSTRAINT subscription_pk DO NOTHING",
                "DELETE FROM subscription WHERE contact_id = :contact AND CAST(:own AS bigint) IS NOT NULL")) {
            database.createNativeMutationQuery(sql)
                    .setParameter("own", own)
                    .setParameter("contact", contact)
                    .executeUpdate();
        }
    }

    /** Of a customer that was erased nothing is left that names a person. */
    void forget(@Observes Customers.Erased erased) {
        Long[] contacts = erased.contactIds().toArray(Long[]::new);
        for (String sql : List.of(
                "DELETE FROM subscription WHERE contact_id = ANY (:contacts)",
                "DELETE FROM opt_in WHERE contact_id = ANY (:contacts)")) {
            database.createNativeMutationQuery(sql)
                    .setParameter("contacts", contacts)
                    .executeUpdate();
        }
    }

    String tokenOf(long contact) {
        return database.createNativeQuery("SELECT token FROM contact WHERE id = :id", String.class)
                .setParameter("id", contact)
                .getSingleResult();
    }
}
