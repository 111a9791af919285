package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;

/**
 * What this process may send until its lease is over: one row per batch, written before a byte of it is sent. Whoever
 * settles, and whoever doubts, takes the row first, so that a letter has one outcome. Each method is one transaction, safe
 * on two nodes at once.
 */
@ApplicationScoped
class Claims {

    /** Longer than any deadline of the wire (120 s for the final dot), so that a lease never ends under a healthy send. */
    static final Duration LEASE = Duration.ofMinutes(4);

    /** As {@link FanOuts} counts it: 0 is critical. */
    static final int LEAST_URGENT = 3;

    private final Session database;
    private final Streams streams;
    private final SharedEmails shared;
    private final Clock clock;

    Claims(Session database, Streams streams, SharedEmails shared, Clock clock) {
        this.database = database;
        this.shared = shared;
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * Up to {@code most} rows, the most urgent first: letters of a critical incident overtake those of a note. Of the same
     * urgency what waits by itself goes before what is in streams.
     */
    @Transactional
    List<Claimed> claim(int most) {
        Instant now = clock.instant();
        passOnWhatIsBraked(now);
        List<Streams.Due> due = streams.due(now);
        int worst = due.isEmpty() ? LEAST_URGENT : due.get(0).urgency();
        List<Object[]> rows = new ArrayList<>(alone(0, worst, most, now));
        if (rows.size() < most) {
            rows.addAll(streams.take(due, most - rows.size(), now));
        }
        if (rows.size() < most) {
            rows.addAll(alone(worst + 1, LEAST_URGENT, most - rows.size(), now));
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        Long[] ids = rows.stream().map(row -> ((Number) row[0]).longValue()).toArray(Long[]::new);
        long fence = open(ids, now.plus(LEASE));
        return rows.stream().map(row -> Claimed.of(row, fence)).toList();
    }

    private long open(Long[] ids, Instant lease) {
        long fence = database.createNativeQuery("SELECT nextval('delivery_fence')", Long.class)
                .getSingleResult();
        database.createNativeMutationQuery("""
                        INSERT INTO claim (fence, deliveries, unsettled, lease_until)
                        VALUES (:fence, :ids, :unsettled, :lease)""")
                .setParameter("fence", fence)
                .setParameter("ids", ids)
                .setParameter("unsettled", ids.length)
                .setParameter("lease", lease)
                .executeUpdate();
        // Rows of a stream are their claim's as long as no later one has them.
        database.createNativeMutationQuery(
                        "UPDATE delivery SET fence = :fence, look_at = NULL WHERE id = ANY (:ids) AND look_at IS NOT NULL")
                .setParameter("fence", fence)
                .setParameter("ids", ids)
                .executeUpdate();
        return fence;
    }

    /** An email that one customer's brake holds goes out for the others it is for: a row of theirs carries it from now on. */
    private void passOnWhatIsBraked(Instant now) {
        List<Long> braked = streams.braked();
        if (braked.isEmpty()) {
            return;
        }
        List<Long> held = database.createNativeQuery("""
                        SELECT d.id FROM delivery d
                         WHERE d.urgency BETWEEN 0 AND :least AND d.look_at <= :now AND d.state IN ('pending', 'deferred')
                           AND d.customer_id = ANY (:braked)
                           AND EXISTS (SELECT FROM delivery t WHERE t.carried_by = d.id AND t.carried_by IS NOT NULL AND t.customer_id <> ALL (:braked))
                         ORDER BY d.id LIMIT 1000 FOR UPDATE OF d SKIP LOCKED""", Long.class)
                .setParameter("least", LEAST_URGENT)
                .setParameter("now", now)
                .setParameter("braked", braked.toArray(Long[]::new))
                .getResultList();
        if (!held.isEmpty()) {
            shared.passOn(held, braked);
        }
    }

    /** Deferred and returned rows whose time has come. */
    private List<Object[]> alone(int urgency, int to, int most, Instant now) {
        if (urgency > to) {
            return List.of();
        }
        return database.createNativeQuery("""
                        SELECT d.id, d.update_id, d.incident_id, d.contact_id, d.attempts, coalesce(d.held_until, d.published_at) FROM delivery d
                          JOIN fan_out f ON f.update_id = d.update_id AND f.superseded_at IS NULL
                           AND (f.published_at > :useful OR d.held_until > :useful)
                         WHERE d.urgency BETWEEN :urgency AND :to AND d.look_at <= :now AND d.state IN ('pending', 'deferred')
                           AND NOT EXISTS (SELECT FROM brake b WHERE b.released_at IS NULL
                                AND (b.scope = 'all' OR (b.scope = 'incident' AND b.subject = d.incident_id)
                                     OR (b.scope = 'customer' AND b.subject = d.customer_id::text)))
                         ORDER BY d.urgency, d.look_at, d.id LIMIT :most FOR UPDATE OF d SKIP LOCKED""", Object[].class)
                .setParameter("urgency", urgency)
                .setParameter("to", to)
                .setParameter("now", now)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .setParameter("most", most)
                .getResultList();
    }

    /**
     * Takes the claims of these fences for settling, as far as they still live, until the end of the transaction.
     *
     * @return the fences that do; results under others are refused
     */
    Set<Long> hold(Collection<Long> fences) {
        return Set.copyOf(database.createNativeQuery(
                        "SELECT fence FROM claim WHERE fence = ANY (:fences) ORDER BY fence FOR UPDATE", Long.class)
                .setParameter("fences", fences.toArray(Long[]::new))
                .getResultList());
    }

    /** Writes down how many of each claim are settled; a claim with nothing left is gone. */
    void settled(Collection<Long> fences) {
        database.createNativeMutationQuery("""
                        UPDATE claim c SET unsettled = unsettled - s.n
                          FROM (SELECT fence, count(*) AS n FROM unnest(CAST(:fences AS bigint[])) AS fence GROUP BY fence) AS s
                         WHERE c.fence = s.fence""")
                .setParameter("fences", fences.toArray(Long[]::new))
                .executeUpdate();
        database.createNativeMutationQuery("DELETE FROM claim WHERE fence = ANY (:fences) AND unsettled <= 0")
                .setParameter("fences", fences.toArray(Long[]::new))
                .executeUpdate();
    }

    /** What this process still holds stays its own: a lease ends under a frozen process, never under a slow relay. */
    @Transactional
    void renew(Collection<Long> fences) {
        database.createNativeMutationQuery("UPDATE claim SET lease_until = :lease WHERE fence = ANY (:fences)")
                .setParameter("lease", clock.instant().plus(LEASE))
                .setParameter("fences", fences.toArray(Long[]::new))
                .executeUpdate();
    }

    /** Claims whose process died or froze: nobody here knows whether their letters went. Returns how many letters. */
    @Transactional
    int doubtExpired() {
        return doubt(clock.instant());
    }

    /** At the start of the only process there can be, every claim belongs to one that died. */
    @Transactional
    int doubtAll() {
        return doubt(clock.instant().plus(LEASE).plus(LEASE));
    }

    private int doubt(Instant leasesBefore) {
        int doubted = 0;
        for (Object[] over : database.createNativeQuery("""
                        DELETE FROM claim WHERE fence IN
                          (SELECT fence FROM claim WHERE lease_until < :before FOR UPDATE SKIP LOCKED) RETURNING fence, deliveries""", Object[].class)
                .setParameter("before", leasesBefore)
                .getResultList()) {
            List<Long> rows = database.createNativeQuery("""
                            UPDATE delivery SET state = 'in_doubt', attempts = attempts + 1, look_at = :until, fence = nextval('delivery_fence')
                             WHERE id = ANY (:ids) AND state IN ('pending', 'deferred') AND look_at IS NULL AND fence IN (0, :fence)
                            RETURNING id""", Long.class)
                    .setParameter("until", clock.instant().plus(Patience.DOUBT))
                    .setParameter("ids", over[1])
                    .setParameter("fence", over[0])
                    .getResultList();
            shared.follow(rows);
            doubted += rows.size();
        }
        return doubted;
    }
}
