package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * How far a mailbox was read, kept in the database: one process reads it at a time, and what was read once is not fetched again.
 * Each method is one transaction, safe on two nodes at once.
 */
@ApplicationScoped
class Mailboxes {

    /** Longer than one message may take; each that was read begins it anew. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final int LONGEST_TROUBLE = 500;

    /** The last message that was read. */
    record Place(long uidValidity, long lastUid) {}

    private final Session database;
    private final Clock clock;

    Mailboxes(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a mailbox is called here and on screens. */
    static String name(InboundSettings.Imap imap) {
        return imap.username().orElse("") + "@" + imap.host().orElse("") + "/" + imap.folder();
    }

    /** Takes the mailbox when nobody reads it and nobody did for {@code rest}; how far it was read. */
    @Transactional
    Optional<Place> take(String name, Duration rest) {
        Instant now = clock.instant();
        database.createNativeMutationQuery("INSERT INTO inbound_mailbox (name) VALUES (:name) ON CONFLICT DO NOTHING")
                .setParameter("name", name)
                .executeUpdate();
        return database.createNativeQuery("""
                        UPDATE inbound_mailbox SET lease_until = :lease, looked_at = :now
                         WHERE name = :name AND (lease_until IS NULL OR lease_until < :now) AND (looked_at IS NULL OR looked_at <= :rested)
                        RETURNING uid_validity, last_uid""", Object[].class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .setParameter("rested", now.minus(rest))
                .setParameter("name", name)
                .uniqueResultOptional()
                .map(row -> new Place(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    /** What this message said is stored. Of another life of the mailbox all begins anew. */
    @Transactional
    void read(String name, Place place) {
        database.createNativeMutationQuery("""
                        UPDATE inbound_mailbox SET lease_until = :lease,
                               last_uid = CASE WHEN uid_validity = :validity THEN greatest(last_uid, :uid) ELSE :uid END, uid_validity = :validity
                         WHERE name = :name""")
                .setParameter("lease", clock.instant().plus(LEASE))
                .setParameter("validity", place.uidValidity())
                .setParameter("uid", place.lastUid())
                .setParameter("name", name)
                .executeUpdate();
    }

    /** The server did not give us this message: how often that is by now. */
    @Transactional
    int stuck(String name, long uid) {
        return database.createNativeQuery("""
                        UPDATE inbound_mailbox SET stuck_tries = CASE WHEN stuck_uid = :uid THEN stuck_tries + 1 ELSE 1 END, stuck_uid = :uid
                         WHERE name = :name RETURNING stuck_tries""", Integer.class)
                .setParameter("uid", uid)
                .setParameter("name", name)
                .uniqueResultOptional()
                .orElse(0);
    }

    /** @param trouble why it could not be read to its end; null when it could */
    @Transactional
    void letGo(String name, @Nullable String trouble) {
        database.createNativeMutationQuery(
                        "UPDATE inbound_mailbox SET lease_until = NULL, trouble = CAST(:trouble AS text) WHERE name = :name")
                .setParameter(
                        "trouble",
                        trouble == null ? null : trouble.substring(0, Math.min(trouble.length(), LONGEST_TROUBLE)),
                        String.class)
                .setParameter("name", name)
                .executeUpdate();
    }
}
