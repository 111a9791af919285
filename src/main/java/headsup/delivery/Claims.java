package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/**
 * Takes due rows for this process, fan-out by fan-out, the most urgent first. Brakes and newer updates are asked within the
 * claiming statement itself: from their commit on nothing they name is claimed.
 */
@ApplicationScoped
class Claims {

    /** Longer than any deadline of the wire (120 s for the final dot), so that a lease never ends under a healthy send. */
    static final Duration LEASE = Duration.ofMinutes(4);

    /** How long claims go on from where the last one ended before they look at the front of a fan-out again. */
    private static final Duration STRETCH = Duration.ofSeconds(1);

    private static final int FAN_OUTS = 10;

    /** A place in the order of a fan-out; what stands before it was claimed, or is held back. */
    private record Place(Instant notBefore, long id) {
        private static final Place FRONT = new Place(Instant.EPOCH, 0);
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::notBefore).thenComparingLong(Place::id);
    }

    private final Session database;
    private final Clock clock;

    /** Rows claimed before leave dead entries at the front of the index; a claim need not walk over them each time. */
    private final Map<String, Place> reached = new HashMap<>();

    private List<String> due = List.of();
    private volatile Instant frontAgainAt = Instant.EPOCH;

    Claims(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Up to {@code most} rows; each says {@code sending} before a byte is sent. One transaction, safe on two nodes at once. */
    @Transactional
    List<Claimed> claim(int most) {
        Instant now = clock.instant();
        if (!now.isBefore(frontAgainAt)) {
            reached.clear();
            due = due(now);
            frontAgainAt = now.plus(STRETCH);
        }
        List<Claimed> claimed = new ArrayList<>(most);
        for (String update : due) {
            claimed.addAll(of(update, most - claimed.size(), now));
            if (claimed.size() == most) {
                return claimed;
            }
        }
        // Something ran out before the stretch was over.
        lookAtTheMostUrgent();
        return claimed;
    }

    /** The next claim looks for the most urgent rows there are; else it would within a second. */
    void lookAtTheMostUrgent() {
        frontAgainAt = Instant.EPOCH;
    }

    /** Fan-outs with rows that may be sent now, the worst first: letters of a critical incident overtake those of a note. */
    private List<String> due(Instant now) {
        return database.createNativeQuery("""
                        SELECT f.update_id FROM fan_out f
                         WHERE f.swept_at IS NULL AND f.superseded_at IS NULL AND f.published_at > :useful
                           AND EXISTS (SELECT FROM delivery d WHERE d.update_id = f.update_id
                                          AND d.state IN ('pending', 'deferred') AND d.not_before <= :now)
                         ORDER BY f.urgency, f.published_at LIMIT :most""", String.class)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .setParameter("now", now)
                .setParameter("most", FAN_OUTS)
                .getResultList();
    }

    private List<Claimed> of(String update, int most, Instant now) {
        Place from = reached.getOrDefault(update, Place.FRONT);
        List<Object[]> rows = database.createNativeQuery("""
                        UPDATE delivery SET state = 'sending', attempts = attempts + 1, fence = nextval('delivery_fence'),
                               lease_until = :lease
                         WHERE id IN (SELECT d.id FROM delivery d
                                       WHERE d.update_id = :update AND d.state IN ('pending', 'deferred')
                                         AND d.not_before <= :now
                                         AND (d.not_before, d.id) > (CAST(:since AS timestamptz), CAST(:id AS bigint))
                                         AND EXISTS (SELECT FROM fan_out f WHERE f.update_id = :update AND f.superseded_at IS NULL
                                              AND NOT EXISTS (SELECT FROM brake b WHERE b.released_at IS NULL
                                                  AND (b.scope = 'all' OR (b.scope = 'incident' AND b.subject = f.incident_id))))
                                         AND d.customer_id <> ALL (ARRAY (SELECT b.subject::bigint FROM brake b
                                                  WHERE b.released_at IS NULL AND b.scope = 'customer'))
                                       ORDER BY d.not_before, d.id LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING id, update_id, incident_id, contact_id, fence, attempts, published_at, not_before""", Object[].class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .setParameter("update", update)
                .setParameter("since", from.notBefore())
                .setParameter("id", from.id())
                .setParameter("most", most)
                .getResultList();
        rows.stream()
                .map(row -> new Place((Instant) row[7], ((Number) row[0]).longValue()))
                .max(Place.ORDER)
                .ifPresentOrElse(last -> reached.put(update, last), () -> reached.remove(update));
        return rows.stream().map(Claimed::of).toList();
    }
}
