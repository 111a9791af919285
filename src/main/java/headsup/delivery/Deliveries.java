package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The rows and their transitions, set-based. Each method is one transaction, safe on two nodes at once. */
@ApplicationScoped
class Deliveries {

    private final Session database;
    private final Clock clock;
    private final Claims claims;
    private final SharedEmails shared;
    private final Event<DeliveriesSettled> settled;

    Deliveries(Session database, Clock clock, Claims claims, SharedEmails shared, Event<DeliveriesSettled> settled) {
        this.claims = claims;
        this.shared = shared;
        this.database = database;
        this.clock = clock;
        this.settled = settled;
    }

    /** Writes outcomes of claimed rows down; one whose claim is over is left out. Returns how many were written. */
    @Transactional
    int settle(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return 0;
        }
        Set<Long> alive = claims.hold(outcomes.stream().map(Outcome::fence).collect(Collectors.toSet()));
        // In the order of their ids, as whoever plans companions for them holds them.
        List<Outcome> ours = outcomes.stream()
                .filter(o -> alive.contains(o.fence()))
                .sorted(Comparator.comparingLong(Outcome::id))
                .toList();
        int written = write(
                ours,
                "d.attempts + o.counted",
                "d.state IN ('pending', 'deferred') AND d.look_at IS NULL AND d.fence IN (0, o.fence)");
        claims.settled(ours.stream().map(Outcome::fence).toList());
        return written;
    }

    /** Writes down what evidence says of rows in doubt; one that was doubted anew since is left out. */
    @Transactional
    int resolve(List<Outcome> outcomes) {
        return write(outcomes, "d.attempts - 1 + o.counted", "d.state = 'in_doubt' AND d.fence = o.fence");
    }

    private int write(List<Outcome> outcomes, String attempts, String which) {
        if (outcomes.isEmpty()) {
            return 0;
        }
        byKey();
        List<String> incidents = database.createNativeQuery("""
                        UPDATE delivery d SET state = o.state, attempts =\s""" + attempts + """
                               , fence = o.fence, reply = left(o.reply, 1000), lane = o.lane, look_at = o.look_at,
                               reason = coalesce(o.reason, d.reason),
                               accepted_at = CASE WHEN o.state = 'accepted' THEN o.at ELSE d.accepted_at END,
                               settled_at = CASE WHEN o.state IN ('pending', 'deferred', 'in_doubt') THEN NULL ELSE o.at END
                            FROM unnest(CAST(:ids AS bigint[]), CAST(:fences AS bigint[]), CAST(:states AS text[]),
                                      CAST(:ats AS timestamptz[]), CAST(:looks AS timestamptz[]),
                                      CAST(:reasons AS text[]), CAST(:replies AS text[]), CAST(:lanes AS text[]), CAST(:counted AS bigint[]))
                               AS o (id, fence, state, at, look_at, reason, reply, lane, counted)
                           WHERE d.id = o.id AND (""" + which + """
                           ) RETURNING d.incident_id""", String.class)
                .setParameter("ids", longs(outcomes, Outcome::id))
                .setParameter("fences", longs(outcomes, Outcome::fence))
                .setParameter("states", texts(outcomes, o -> o.state().word()))
                .setParameter("ats", texts(outcomes, o -> o.at().toString()))
                .setParameter(
                        "looks",
                        texts(
                                outcomes,
                                o -> o.lookAt() == null ? null : o.lookAt().toString()))
                .setParameter("reasons", texts(outcomes, Outcome::reason))
                .setParameter("replies", texts(outcomes, Outcome::reply))
                .setParameter("lanes", texts(outcomes, Outcome::lane))
                .setParameter("counted", longs(outcomes, o -> o.counted() ? 1L : 0L))
                .getResultList();
        tellTheOthers(outcomes);
        if (!incidents.isEmpty()) {
            settled.fire(new DeliveriesSettled(Set.copyOf(incidents)));
        }
        return incidents.size();
    }

    /** One email may tell a contact of several customers. Why somebody gets none is a contact's own; the next one is asked then. */
    private void tellTheOthers(List<Outcome> outcomes) {
        Map<Boolean, List<Long>> bySilence = outcomes.stream()
                .collect(Collectors.partitioningBy(
                        o -> o.state() == State.SUPPRESSED, Collectors.mapping(Outcome::id, Collectors.toList())));
        List<Long> silent = Objects.requireNonNull(bySilence.get(true));
        if (!silent.isEmpty()) {
            shared.passOn(silent);
        }
        shared.follow(Objects.requireNonNull(bySilence.get(false)));
    }

    /** Rows are found by their key, whatever a planner believes of a table that was empty a minute ago. */
    private void byKey() {
        database.createNativeQuery("""
                        SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                               set_config('enable_mergejoin', 'off', true)""", Object[].class).getResultList();
    }

    /**
     * Doubts that nothing resolved in time: the newest word to a contact is sent once more, flagged; what was sent twice
     * already, or is no longer the newest word, stays unknown for ever. Returns how many.
     */
    @Transactional
    int endOldDoubts() {
        List<Long> ended = database.createNativeQuery("""
                        UPDATE delivery d SET fence = nextval('delivery_fence'), resent = true,
                               state = CASE WHEN again THEN 'pending' ELSE 'unknown' END,
                               look_at = CASE WHEN again THEN CAST(:now AS timestamptz) END,
                               settled_at = CASE WHEN again THEN NULL ELSE CAST(:now AS timestamptz) END
                          FROM (SELECT x.id, NOT x.resent AND f.superseded_at IS NULL AND greatest(f.published_at, x.held_until) > :useful AS again
                                  FROM delivery x JOIN fan_out f ON f.update_id = x.update_id
                                 WHERE x.state = 'in_doubt' AND x.look_at <= :now ORDER BY x.urgency, x.look_at, x.id LIMIT 5000 FOR UPDATE OF x SKIP LOCKED) AS old
                         WHERE d.id = old.id RETURNING d.id""", Long.class)
                .setParameter("useful", clock.instant().minus(Patience.USEFUL))
                .setParameter("now", clock.instant())
                .getResultList();
        if (!ended.isEmpty()) {
            shared.follow(ended);
        }
        return ended.size();
    }

    /**
     * An email that was accepted came back, or proof came that it arrived; whoever else it told is told as little, or as much.
     *
     * @param id of any delivery it told
     * @return the contact it was sent to, if anything was changed
     */
    @Transactional
    Optional<Long> hearLater(long id, State state, @Nullable String reason, String reply) {
        Optional<Object[]> row = database.createNativeQuery("""
                        UPDATE delivery SET state = :state, reason = coalesce(:reason, reason), reply = left(:reply, 1000), settled_at = :now, look_at = NULL,
                               accepted_at = CASE WHEN :state = 'delivered' THEN coalesce(accepted_at, :now) ELSE accepted_at END
                         WHERE id = (SELECT coalesce(carried_by, id) FROM delivery WHERE id = :id)
                           AND state IN ('accepted', 'delivered', 'in_doubt', 'unknown') AND state <> :state
                        RETURNING contact_id, incident_id, id""", Object[].class)
                .setParameter("state", state.word())
                .setParameter("reason", reason, String.class)
                .setParameter("reply", reply)
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .uniqueResultOptional();
        row.ifPresent(changed -> {
            shared.follow(List.of(((Number) changed[2]).longValue()));
            settled.fire(new DeliveriesSettled(Set.of((String) changed[1])));
        });
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

    /** A bounded number of rows in doubt, to be looked into: those after an id, in their order. */
    @Transactional
    List<Claimed> inDoubt(long after, int most) {
        return database
                .createNativeQuery("""
                        SELECT id, update_id, incident_id, contact_id, attempts - 1, coalesce(held_until, published_at), fence FROM delivery
                         WHERE state = 'in_doubt' AND look_at IS NOT NULL AND id > :after ORDER BY id LIMIT :most""", Object[].class)
                .setParameter("after", after)
                .setParameter("most", most)
                .stream()
                .map(row -> Claimed.of(row, ((Number) row[6]).longValue()))
                .toList();
    }

    private static Long[] longs(List<Outcome> outcomes, Function<Outcome, Long> field) {
        return outcomes.stream().map(field).toArray(Long[]::new);
    }

    private static @Nullable String[] texts(List<Outcome> outcomes, Function<Outcome, @Nullable String> field) {
        return outcomes.stream().map(field).toArray(String[]::new);
    }
}
