package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.Session;

/**
 * What on-call was to be told and no relay has taken yet, by what it is about: one process of all tries, and another one, or the
 * same, tries again when its lease is over, for as long as what it is about is due.
 */
@ApplicationScoped
class OnCallOwed {

    /** Longer than a mute relay takes. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** What nobody tried for so long is due no more. */
    private static final Duration OVER = Duration.ofDays(2);

    private final Session database;
    private final Clock clock;

    OnCallOwed(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Within the transaction that decides to tell them, whose process is the first to try. */
    void owe(String about) {
        Instant now = clock.instant();
        database.createNativeMutationQuery("DELETE FROM on_call_owed WHERE lease_until < :over")
                .setParameter("over", now.minus(OVER))
                .executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO on_call_owed (about, lease_until) VALUES (:about, :lease)
                            ON CONFLICT ON CONSTRAINT on_call_owed_pk DO UPDATE SET lease_until = excluded.lease_until""")
                .setParameter("about", about)
                .setParameter("lease", now.plus(LEASE))
                .executeUpdate();
    }

    /** Takes it for another try; false for what was told, and while somebody tries. Within the caller's transaction. */
    boolean isTriedAgain(String about) {
        Instant now = clock.instant();
        return database.createNativeMutationQuery(
                                "UPDATE on_call_owed SET lease_until = :lease WHERE about = :about AND lease_until < :now")
                        .setParameter("lease", now.plus(LEASE))
                        .setParameter("about", about)
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    /** They were told. */
    @Transactional
    void told(String about) {
        database.createNativeMutationQuery("DELETE FROM on_call_owed WHERE about = :about")
                .setParameter("about", about)
                .executeUpdate();
    }
}
