package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The rows and their transitions, set-based. Each method is one transaction, safe on two nodes at once. */
@ApplicationScoped
class Deliveries {

    /** Longer than any deadline of the wire (120 s for the final dot), so that a lease never ends under a healthy send. */
    static final Duration LEASE = Duration.ofMinutes(4);

    private final Session database;
    private final Clock clock;
    private final Event<DeliveriesSettled> settled;

    Deliveries(Session database, Clock clock, Event<DeliveriesSettled> settled) {
        this.database = database;
        this.clock = clock;
        this.settled = settled;
    }

    /** Takes up to {@code most} due rows, the most urgent first; the row says {@code sending} before a byte is sent. */
    @Transactional
    List<Claimed> claim(int most) {
        Instant now = clock.instant();
        return database
                .createNativeQuery("""
                        UPDATE delivery SET state = 'sending', attempts = attempts + 1, fence = nextval('delivery_fence'),
                               lease_until = :lease
                         WHERE id IN (SELECT d.id FROM delivery d
                                       WHERE d.state IN ('pending', 'deferred') AND d.not_before <= :now
                                         AND NOT EXISTS (SELECT FROM fan_out f
                                                          WHERE f.update_id = d.update_id AND f.superseded_at IS NOT NULL)
                                       ORDER BY d.urgency, d.not_before, d.id LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING id, update_id, incident_id, contact_id, fence, attempts, published_at""", Object[].class)
                .setParameter("lease", now.plus(LEASE))
                .setParameter("now", now)
                .setParameter("most", most)
                .stream()
                .map(Deliveries::claimed)
                .toList();
    }

    /** Writes outcomes down; one whose fence is old is left out. Returns how many were written. */
    @Transactional
    int settle(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return 0;
        }
        List<String> incidents = database.createNativeQuery("""
                        UPDATE delivery d SET state = o.state, reply = left(o.reply, 1000), lane = o.lane, lease_until = NULL,
                               not_before = coalesce(o.not_before, d.not_before),
                               accepted_at = CASE WHEN o.state = 'accepted' THEN o.at ELSE d.accepted_at END,
                               settled_at = CASE WHEN o.state IN ('pending', 'deferred', 'in_doubt') THEN NULL ELSE o.at END
                          FROM unnest(CAST(:ids AS bigint[]), CAST(:fences AS bigint[]), CAST(:states AS text[]),
                                      CAST(:ats AS timestamptz[]), CAST(:notBefores AS timestamptz[]),
                                      CAST(:replies AS text[]), CAST(:lanes AS text[]))
                               AS o (id, fence, state, at, not_before, reply, lane)
                         WHERE d.id = o.id AND d.fence = o.fence AND d.state IN ('sending', 'in_doubt')
                        RETURNING d.incident_id""", String.class)
                .setParameter("ids", longs(outcomes, Outcome::id))
                .setParameter("fences", longs(outcomes, Outcome::fence))
                .setParameter("states", texts(outcomes, o -> o.state().word()))
                .setParameter("ats", texts(outcomes, o -> o.at().toString()))
                .setParameter(
                        "notBefores",
                        texts(
                                outcomes,
                                o -> o.notBefore() == null
                                        ? null
                                        : o.notBefore().toString()))
                .setParameter("replies", texts(outcomes, Outcome::reply))
                .setParameter("lanes", texts(outcomes, Outcome::lane))
                .getResultList();
        if (!incidents.isEmpty()) {
            settled.fire(new DeliveriesSettled(Set.copyOf(new HashSet<>(incidents))));
        }
        return incidents.size();
    }

    /** Rows whose sender died or froze: nobody here knows whether the letter went. Returns how many. */
    @Transactional
    int doubtExpiredLeases() {
        return doubt("lease_until < :now", clock.instant());
    }

    /** At the start of the only process there can be, every row still {@code sending} belongs to one that died. */
    @Transactional
    int doubtAllSending() {
        return doubt("CAST(:now AS timestamptz) IS NOT NULL", clock.instant());
    }

    private int doubt(String which, Instant now) {
        return database.createNativeMutationQuery(
                        "UPDATE delivery SET state = 'in_doubt', lease_until = NULL, fence = nextval('delivery_fence')"
                                + " WHERE id IN (SELECT id FROM delivery WHERE state = 'sending' AND " + which
                                + " FOR UPDATE SKIP LOCKED)")
                .setParameter("now", now)
                .executeUpdate();
    }

    /** A bounded number of rows in doubt, to be looked into. */
    @Transactional
    List<Claimed> inDoubt(int most) {
        return database.createNativeQuery("""
                        SELECT id, update_id, incident_id, contact_id, fence, attempts, published_at FROM delivery
                         WHERE state = 'in_doubt' ORDER BY id LIMIT :most""", Object[].class).setParameter("most", most).stream()
                .map(Deliveries::claimed)
                .toList();
    }

    private static Claimed claimed(Object[] row) {
        return new Claimed(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).longValue(),
                ((Number) row[4]).longValue(),
                ((Number) row[5]).intValue(),
                (Instant) row[6]);
    }

    private static Long[] longs(List<Outcome> outcomes, Function<Outcome, Long> field) {
        return outcomes.stream().map(field).toArray(Long[]::new);
    }

    private static @Nullable String[] texts(List<Outcome> outcomes, Function<Outcome, @Nullable String> field) {
        return outcomes.stream().map(field).toArray(String[]::new);
    }
}
