package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/** Settles what had not gone of fan-outs that are over: a newer update says more, or the words are too old to be of use. */
@ApplicationScoped
class Sweep {

    private static final int BATCH = 10_000;

    private record Over(String updateId, State end) {}

    private final Session database;
    private final Streams streams;
    private final SharedEmails shared;
    private final Clock clock;

    Sweep(Session database, Streams streams, SharedEmails shared, Clock clock) {
        this.database = database;
        this.shared = shared;
        this.streams = streams;
        this.clock = clock;
    }

    /** A bounded number of rows of each; false when there was nothing to settle. */
    @Transactional
    boolean settleWhatIsOver() {
        Instant now = clock.instant();
        boolean settled = false;
        for (Over over : over(now)) {
            int ended = streams.end(over.updateId(), over.end(), BATCH, now) + endAlone(over, now);
            settled |= ended > 0;
            if (ended == 0) {
                close(over, now);
            }
        }
        return settled;
    }

    private List<Over> over(Instant now) {
        return database
                .createNativeQuery("""
                        SELECT f.update_id, f.superseded_at IS NOT NULL FROM fan_out f
                         WHERE f.swept_at IS NULL AND f.planned_at IS NOT NULL
                           AND (f.superseded_at IS NOT NULL OR f.published_at <= :useful)
                         ORDER BY f.urgency, f.published_at, f.update_id LIMIT 100 FOR UPDATE SKIP LOCKED""", Object[].class)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .stream()
                .map(row -> new Over((String) row[0], (Boolean) row[1] ? State.SUPERSEDED : State.EXPIRED))
                .toList();
    }

    /** Rows that were to be looked at by themselves; one whose reader has slept is of use for longer. */
    private int endAlone(Over over, Instant now) {
        List<Long> ended = database.createNativeQuery("""
                        UPDATE delivery SET state = :end, settled_at = :now, look_at = NULL WHERE id IN
                          (SELECT id FROM delivery WHERE update_id = :update AND look_at IS NOT NULL
                              AND state IN ('pending', 'deferred') AND (:superseded OR held_until IS NULL OR held_until <= :useful) LIMIT :most FOR UPDATE SKIP LOCKED) RETURNING id""", Long.class)
                .setParameter("end", over.end().word())
                .setParameter("now", now)
                .setParameter("update", over.updateId())
                .setParameter("superseded", over.end() == State.SUPERSEDED)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .setParameter("most", BATCH)
                .getResultList();
        shared.follow(ended);
        return ended.size();
    }

    /** Those whose last letters are still on their way, or in doubt, are looked at again. */
    private void close(Over over, Instant now) {
        database.createNativeMutationQuery("""
                        UPDATE fan_out SET swept_at = :now WHERE update_id = :update
                           AND NOT EXISTS (SELECT FROM stream WHERE update_id = :update AND taken_to < planned_to)
                           AND NOT EXISTS (SELECT FROM delivery WHERE update_id = :update AND look_at IS NOT NULL)
                           AND NOT EXISTS (SELECT FROM claim c CROSS JOIN LATERAL unnest(c.deliveries) AS taken (id)
                                 JOIN delivery d ON d.id = taken.id
                                WHERE d.update_id = :update AND d.state IN ('pending', 'deferred'))""")
                .setParameter("now", now)
                .setParameter("update", over.updateId())
                .executeUpdate();
    }
}
