package headsup.audience;

import headsup.access.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Addresses whose owner ended all email: every contact and subscription there is ended with it, and whoever is put on a list
 * later with such an address starts out unsubscribed. Only a hash of the address is kept. Within the caller's transaction.
 */
@ApplicationScoped
class Silences {

    /**
     * Since when some addresses want no email.
     *
     * @param byAddress by address in lower case
     */
    record Known(Map<String, Instant> byAddress) {

        /** Null for an address that never ended it. */
        @Nullable
        Instant since(String email) {
            return byAddress.get(email.toLowerCase(Locale.ROOT));
        }
    }

    private final Session database;
    private final Clock clock;
    private final AuditTrail trail;

    Silences(Session database, Clock clock, AuditTrail trail) {
        this.database = database;
        this.clock = clock;
        this.trail = trail;
    }

    /** Ends all email to an address, from now on and for whoever has it later. Doing it twice changes nothing. */
    void begin(String email) {
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        INSERT INTO address_silence (address_hash, since) VALUES (address_hash(:email), :now)
                            ON CONFLICT ON CONSTRAINT address_silence_pk DO NOTHING""")
                .setParameter("email", email)
                .setParameter("now", now)
                .executeUpdate();
        database.createNativeMutationQuery("""
                        DELETE FROM subscription s USING contact c WHERE s.contact_id = c.id AND lower(c.email) = lower(:email)""").setParameter("email", email).executeUpdate();
        database.createNativeQuery("""
                        UPDATE contact SET unsubscribed_at = coalesce(unsubscribed_at, :now),
                               leaving_at = CASE WHEN customer_id IS NULL AND removed_at IS NULL THEN coalesce(leaving_at, :now) ELSE leaving_at END
                         WHERE lower(email) = lower(:email) AND (unsubscribed_at IS NULL OR customer_id IS NULL AND removed_at IS NULL AND leaving_at IS NULL)
                        RETURNING id""", Long.class)
                .setParameter("now", now)
                .setParameter("email", email)
                .getResultList()
                .forEach(id -> trail.note("contact.unsubscribed", Long.toString(id), ""));
    }

    /** The same for an address of which a hash is all we know, in hexadecimal. */
    void beginFor(String addressHash) {
        database.createNativeMutationQuery("""
                        INSERT INTO address_silence (address_hash, since) VALUES (decode(:hash, 'hex'), :now)
                            ON CONFLICT ON CONSTRAINT address_silence_pk DO NOTHING""")
                .setParameter("hash", addressHash)
                .setParameter("now", clock.instant())
                .executeUpdate();
        database.createNativeQuery(
                        "SELECT DISTINCT lower(email) FROM contact WHERE address_hash(email) = decode(:hash, 'hex')",
                        String.class)
                .setParameter("hash", addressHash)
                .getResultList()
                .forEach(this::begin);
    }

    /** The owner of the address asks for email again: whoever is put on a list with it later is written to. */
    void end(String email) {
        cameBack(email);
        database.createNativeMutationQuery("DELETE FROM address_silence WHERE address_hash = address_hash(:email)")
                .setParameter("email", email)
                .executeUpdate();
    }

    /** The owner of the address lets somebody write again: what they wrote before ends nothing any more. */
    void cameBack(String email) {
        database.createNativeMutationQuery("""
                        INSERT INTO address_return (address_hash, at) VALUES (address_hash(:email), :now)
                            ON CONFLICT ON CONSTRAINT address_return_pk DO UPDATE SET at = excluded.at""")
                .setParameter("email", email)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** Whether the owner of the address asked for email after that moment. */
    boolean cameBackAfter(String addressHash, Instant moment) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM address_return WHERE address_hash = decode(:hash, 'hex') AND at > :moment)",
                        Boolean.class)
                .setParameter("hash", addressHash)
                .setParameter("moment", moment)
                .getSingleResult();
    }

    /** Which of these addresses ended it. */
    Known of(Collection<String> emails) {
        List<Object[]> rows = database.createNativeQuery("""
                        SELECT e.email, s.since FROM unnest(CAST(:emails AS text[])) AS e (email)
                          JOIN address_silence s ON s.address_hash = address_hash(e.email)""", Object[].class)
                .setParameter("emails", emails.toArray(String[]::new))
                .getResultList();
        return new Known(rows.stream()
                .collect(Collectors.toMap(
                        row -> ((String) row[0]).toLowerCase(Locale.ROOT),
                        row -> (Instant) row[1],
                        (one, same) -> one)));
    }
}
