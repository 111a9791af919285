package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;

/**
 * The rows of each fan-out in the order of their ids, and how far they were taken. Whoever takes from a stream holds its
 * row, so two nodes never take the same.
 */
@ApplicationScoped
class Streams {

    /** A fan-out with rows left; {@code urgency} as {@link FanOuts} counts it. */
    record Due(String updateId, int urgency) {}

    private record Stretch(long after, long last) {}

    private final Session database;
    private final SharedEmails shared;

    Streams(Session database, SharedEmails shared) {
        this.database = database;
        this.shared = shared;
    }

    /** Before the first chunk of a fan-out: ids grow, so none of its rows comes before the last one given out by now. */
    void begin(String update) {
        database.createNativeMutationQuery("""
                        INSERT INTO stream (update_id, taken_to, planned_to)
                        SELECT :update, last_value - 1, 0 FROM delivery_serial""").setParameter("update", update).executeUpdate();
    }

    /** A chunk was planned: its last id. */
    void lengthen(String update, long last) {
        database.createNativeMutationQuery(
                        "UPDATE stream SET planned_to = greatest(planned_to, :last) WHERE update_id = :update")
                .setParameter("last", last)
                .setParameter("update", update)
                .executeUpdate();
    }

    /**
     * Takes up to {@code most} pending rows off these streams in their order. Brakes and newer updates are asked after the
     * stream is held: from their commit on nothing they name is taken.
     *
     * @return id, update_id, incident_id, contact_id, attempts, published_at
     */
    List<Object[]> take(List<Due> due, int most, Instant now) {
        List<Object[]> taken = new ArrayList<>(most);
        for (Due next : due) {
            String update = next.updateId();
            hold(update).ifPresent(stretch -> taken.addAll(take(update, stretch, most - taken.size(), now)));
            if (taken.size() == most) {
                break;
            }
        }
        return taken;
    }

    /** Those with rows left that nothing holds back, the worst first. */
    List<Due> due(Instant now) {
        return database
                .createNativeQuery("""
                        SELECT f.update_id, f.urgency FROM fan_out f JOIN stream s ON s.update_id = f.update_id AND s.taken_to < s.planned_to
                         WHERE f.swept_at IS NULL AND f.superseded_at IS NULL AND f.published_at > :useful
                           AND NOT EXISTS (SELECT FROM brake b WHERE b.released_at IS NULL
                                 AND (b.scope = 'all' OR (b.scope = 'incident' AND b.subject = f.incident_id)))
                         ORDER BY f.urgency, f.published_at, f.update_id""", Object[].class)
                .setParameter("useful", now.minus(Patience.USEFUL))
                .stream()
                .map(row -> new Due((String) row[0], ((Number) row[1]).intValue()))
                .toList();
    }

    private Optional<Stretch> hold(String update) {
        return database.createNativeQuery(
                        "SELECT taken_to, planned_to FROM stream WHERE update_id = :update AND taken_to < planned_to FOR UPDATE",
                        Object[].class)
                .setParameter("update", update)
                .uniqueResultOptional()
                .map(row -> new Stretch(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
    }

    private List<Object[]> take(String update, Stretch stretch, int most, Instant now) {
        if (isHeld(update)) {
            return List.of();
        }
        List<Object[]> rows = new ArrayList<>(most);
        long taken = stretch.after();
        while (rows.size() < most && taken < stretch.last()) {
            List<Object[]> seen = look(taken, stretch.last(), most - rows.size());
            taken = seen.isEmpty() ? stretch.last() : id(seen.get(seen.size() - 1));
            seen.stream()
                    .filter(row -> update.equals(row[1]) && (Boolean) row[7])
                    .forEach(rows::add);
        }
        move(update, taken);
        return withoutBraked(rows, now);
    }

    /**
     * By the primary key alone, whatever the rows are: the cost of a look must not depend on what a planner believes. Of a range of
     * keys in a table it has not counted yet it believes that it holds little, and reads all of it to sort it.
     */
    private List<Object[]> look(long after, long last, int most) {
        return database.createNativeQuery("""
                        SELECT * FROM (
                          SELECT id, update_id, incident_id, contact_id, attempts, published_at, customer_id,
                                 state = 'pending' AND look_at IS NULL AND carried_by IS NULL
                            FROM delivery WHERE id > :after ORDER BY id LIMIT :most) AS seen
                         WHERE id <= :last ORDER BY id""", Object[].class)
                .setParameter("after", after)
                .setParameter("last", last)
                .setParameter("most", most)
                .getResultList();
    }

    private static long id(Object[] row) {
        return ((Number) row[0]).longValue();
    }

    /** Whether a brake or a newer update holds it back. */
    private boolean isHeld(String update) {
        return database.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM fan_out f WHERE f.update_id = :update AND (f.superseded_at IS NOT NULL
                           OR EXISTS (SELECT FROM brake b WHERE b.released_at IS NULL
                                 AND (b.scope = 'all' OR (b.scope = 'incident' AND b.subject = f.incident_id)))))""", Boolean.class)
                .setParameter("update", update)
                .getSingleResult();
    }

    /**
     * Those of customers who are held back are set aside, to be looked at by themselves; whose email is another customer's too is
     * carried by that one.
     */
    private List<Object[]> withoutBraked(List<Object[]> rows, Instant now) {
        List<Long> braked = braked();
        List<Object[]> aside = rows.stream()
                .filter(row -> row[6] != null && braked.contains(((Number) row[6]).longValue()))
                .toList();
        if (aside.isEmpty()) {
            return rows;
        }
        List<Long> held = aside.stream().map(Streams::id).toList();
        Set<Long> carried = shared.passOn(held, braked);
        database.createNativeMutationQuery("UPDATE delivery SET look_at = :now WHERE id = ANY (:ids)")
                .setParameter("now", now)
                .setParameter(
                        "ids", held.stream().filter(id -> !carried.contains(id)).toArray(Long[]::new))
                .executeUpdate();
        return rows.stream().filter(row -> !aside.contains(row)).toList();
    }

    /** Ids of the customers who are held back. */
    List<Long> braked() {
        return database.createNativeQuery(
                        "SELECT subject::bigint FROM brake WHERE released_at IS NULL AND scope = 'customer'",
                        Long.class)
                .getResultList();
    }

    /**
     * Ends rows of a fan-out that nobody took yet, looking at up to {@code most}; the caller knows that it is over.
     *
     * @return how many
     */
    int end(String update, State end, int most, Instant now) {
        Optional<Stretch> held = hold(update);
        if (held.isEmpty()) {
            return 0;
        }
        List<Object[]> seen = look(held.get().after(), held.get().last(), most);
        move(update, seen.size() == most ? id(seen.get(most - 1)) : held.get().last());
        Long[] ids = seen.stream()
                .filter(row -> update.equals(row[1]) && (Boolean) row[7])
                .map(Streams::id)
                .toArray(Long[]::new);
        int ended = database.createNativeMutationQuery(
                        "UPDATE delivery SET state = :end, settled_at = :now WHERE id = ANY (:ids)")
                .setParameter("end", end.word())
                .setParameter("now", now)
                .setParameter("ids", ids)
                .executeUpdate();
        shared.follow(List.of(ids));
        return ended;
    }

    private void move(String update, long to) {
        database.createNativeMutationQuery("UPDATE stream SET taken_to = :to WHERE update_id = :update")
                .setParameter("to", to)
                .setParameter("update", update)
                .executeUpdate();
    }
}
