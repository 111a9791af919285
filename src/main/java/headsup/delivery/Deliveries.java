package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
                                         AND NOT EXISTS (SELECT FROM brake b WHERE b.released_at IS NULL
                                                          AND (b.scope = 'all' OR (b.scope = 'incident' AND b.subject = d.incident_id)
                                                               OR (b.scope = 'customer' AND b.subject = d.customer_id::text)))
                                       ORDER BY d.urgency, d.not_before, d.id LIMIT :most FOR UPDATE SKIP LOCKED)
                        RETURNING id, update_id, incident_id, contact_id, fence, attempts, published_at,
                                  (SELECT f.number FROM fan_out f WHERE f.update_id = delivery.update_id)""", Object[].class)
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
                        UPDATE delivery d SET state = o.state, attempts = d.attempts - o.uncounted, reply = left(o.reply, 1000), lane = o.lane, lease_until = NULL,
                               not_before = coalesce(o.not_before, d.not_before), reason = coalesce(o.reason, d.reason),
                               accepted_at = CASE WHEN o.state = 'accepted' THEN o.at ELSE d.accepted_at END,
                               settled_at = CASE WHEN o.state IN ('pending', 'deferred', 'in_doubt') THEN NULL ELSE o.at END
                          FROM unnest(CAST(:ids AS bigint[]), CAST(:fences AS bigint[]), CAST(:states AS text[]),
                                      CAST(:ats AS timestamptz[]), CAST(:notBefores AS timestamptz[]),
                                      CAST(:reasons AS text[]), CAST(:replies AS text[]), CAST(:lanes AS text[]), CAST(:uncounted AS bigint[]))
                               AS o (id, fence, state, at, not_before, reason, reply, lane, uncounted)
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
                .setParameter("reasons", texts(outcomes, Outcome::reason))
                .setParameter("replies", texts(outcomes, Outcome::reply))
                .setParameter("lanes", texts(outcomes, Outcome::lane))
                .setParameter("uncounted", longs(outcomes, o -> o.counted() ? 0L : 1L))
                .getResultList();
        if (!incidents.isEmpty()) {
            settled.fire(new DeliveriesSettled(Set.copyOf(new HashSet<>(incidents))));
        }
        return incidents.size();
    }

    /** What this process still holds stays its own: a lease ends under a frozen process, never under a slow relay. */
    @Transactional
    void renew(Collection<Claimed> held) {
        if (held.isEmpty()) {
            return;
        }
        database.createNativeMutationQuery("""
                        UPDATE delivery d SET lease_until = :lease
                          FROM unnest(CAST(:ids AS bigint[]), CAST(:fences AS bigint[])) AS h (id, fence)
                         WHERE d.id = h.id AND d.fence = h.fence AND d.state = 'sending'""")
                .setParameter("lease", clock.instant().plus(LEASE))
                .setParameter("ids", held.stream().map(Claimed::id).toArray(Long[]::new))
                .setParameter("fences", held.stream().map(Claimed::fence).toArray(Long[]::new))
                .executeUpdate();
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
                        "UPDATE delivery SET state = 'in_doubt', lease_until = NULL, not_before = :until, fence = nextval('delivery_fence')"
                                + " WHERE id IN (SELECT id FROM delivery WHERE state = 'sending' AND " + which
                                + " FOR UPDATE SKIP LOCKED)")
                .setParameter("now", now)
                .setParameter("until", now.plus(Patience.DOUBT))
                .executeUpdate();
    }

    /**
     * Doubts that nothing resolved in time: the newest word to a contact is sent once more, flagged; what was sent twice
     * already, or is no longer the newest word, stays unknown for ever. Returns how many.
     */
    @Transactional
    int endOldDoubts() {
        return database.createNativeMutationQuery("""
                        UPDATE delivery d SET fence = nextval('delivery_fence'), resent = true,
                               state = CASE WHEN again THEN 'pending' ELSE 'unknown' END,
                               settled_at = CASE WHEN again THEN NULL ELSE CAST(:now AS timestamptz) END
                          FROM (SELECT x.id, NOT x.resent AND f.superseded_at IS NULL AS again
                                  FROM delivery x JOIN fan_out f ON f.update_id = x.update_id
                                 WHERE x.state = 'in_doubt' AND x.not_before <= :now LIMIT 5000 FOR UPDATE OF x SKIP LOCKED) AS old
                         WHERE d.id = old.id""")
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** A letter that was accepted came back, or proof came that it arrived. Returns the row's contact, if it was changed. */
    @Transactional
    Optional<Long> hearLater(long id, State state, @Nullable String reason, String reply) {
        Optional<Object[]> row = database.createNativeQuery("""
                        UPDATE delivery SET state = :state, reason = coalesce(:reason, reason), reply = left(:reply, 1000), settled_at = :now,
                               accepted_at = CASE WHEN :state = 'delivered' THEN coalesce(accepted_at, :now) ELSE accepted_at END
                         WHERE id = :id AND state IN ('accepted', 'delivered', 'in_doubt', 'unknown') AND state <> :state
                        RETURNING contact_id, incident_id""", Object[].class)
                .setParameter("state", state.word())
                .setParameter("reason", reason, String.class)
                .setParameter("reply", reply)
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .uniqueResultOptional();
        row.ifPresent(changed -> settled.fire(new DeliveriesSettled(Set.of((String) changed[1]))));
        return row.map(changed -> ((Number) changed[0]).longValue());
    }

    /** Contacts among these that were refused as unknown at least a day ago too. */
    @Transactional
    List<Long> unknownForADay(List<Long> contacts) {
        return database.createNativeQuery("""
                        SELECT DISTINCT contact_id FROM delivery WHERE contact_id = ANY (:contacts)
                           AND state IN ('rejected', 'bounced') AND reason = 'unknown_user' AND settled_at <= :dayAgo""", Long.class)
                .setParameter("contacts", contacts.toArray(Long[]::new))
                .setParameter("dayAgo", clock.instant().minus(Duration.ofDays(1)))
                .getResultList();
    }

    /** A bounded number of rows in doubt, to be looked into. */
    @Transactional
    List<Claimed> inDoubt(int most) {
        return database.createNativeQuery("""
                        SELECT id, update_id, incident_id, contact_id, fence, attempts, published_at,
                               (SELECT f.number FROM fan_out f WHERE f.update_id = delivery.update_id) FROM delivery
                         WHERE state = 'in_doubt' ORDER BY id LIMIT :most""", Object[].class).setParameter("most", most).stream()
                .map(Deliveries::claimed)
                .toList();
    }

    private static Claimed claimed(Object[] row) {
        return new Claimed(
                ((Number) row[0]).longValue(),
                (String) row[1],
                ((Number) row[7]).intValue(),
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
