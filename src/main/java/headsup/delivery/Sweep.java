package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** Settles what had not gone of fan-outs that are over: a newer update says more, or the words are too old to be of use. */
@ApplicationScoped
class Sweep {

    private static final int BATCH = 10_000;

    private final Session database;
    private final Clock clock;

    Sweep(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Over(String updateId, State end) {}

    /** A bounded number of rows of one fan-out; false when nothing was left to settle. */
    @Transactional
    boolean settleWhatIsOver() {
        Instant now = clock.instant();
        Optional<Over> over = next(now);
        return over.isPresent() && (settle(over.get(), now) > 0 || close(over.get(), now) > 0);
    }

    /** One that has rows to settle, or none open at all; those whose last letters are still on their way come later. */
    private Optional<Over> next(Instant now) {
        return database.createNativeQuery("""
                        SELECT f.update_id, f.superseded_at IS NOT NULL FROM fan_out f
                         WHERE f.swept_at IS NULL AND (f.superseded_at IS NOT NULL OR (f.published_at <= :useful AND f.planned_at IS NOT NULL))
                           AND (EXISTS (SELECT FROM delivery d WHERE d.update_id = f.update_id AND d.state IN ('pending', 'deferred'))
                                OR NOT EXISTS (SELECT FROM delivery d WHERE d.update_id = f.update_id AND d.state IN ('sending', 'in_doubt')))
                         ORDER BY f.urgency, f.published_at LIMIT 1 FOR UPDATE OF f SKIP LOCKED""", Object[].class)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .uniqueResultOptional()
                .map(row -> new Over((String) row[0], (Boolean) row[1] ? State.SUPERSEDED : State.EXPIRED));
    }

    private int settle(Over over, Instant now) {
        return database.createNativeMutationQuery("""
                        UPDATE delivery SET state = :end, settled_at = :now WHERE id IN
                          (SELECT id FROM delivery WHERE update_id = :update AND state IN ('pending', 'deferred')
                            LIMIT :most FOR UPDATE SKIP LOCKED)""")
                .setParameter("end", over.end().word())
                .setParameter("now", now)
                .setParameter("update", over.updateId())
                .setParameter("most", BATCH)
                .executeUpdate();
    }

    private int close(Over over, Instant now) {
        return database.createNativeMutationQuery("""
                        UPDATE fan_out SET swept_at = :now WHERE update_id = :update
                           AND NOT EXISTS (SELECT FROM delivery WHERE update_id = :update AND state IN ('pending', 'deferred'))
                           AND NOT EXISTS (SELECT FROM delivery WHERE update_id = :update AND state IN ('sending', 'in_doubt'))""")
                .setParameter("now", now)
                .setParameter("update", over.updateId())
                .executeUpdate();
    }
}
