package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;

/**
 * Deliveries of one update that go out as one email, because they are to one address: one carries it, the others have its id
 * in {@code carried_by} and follow what becomes of it. Within the caller's transaction.
 */
@ApplicationScoped
class SharedEmails {

    private final Session database;
    private final Clock clock;

    SharedEmails(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What became of these has become of those they carry. Called after their rows were written, so that they are held. */
    void follow(Collection<Long> carriers) {
        Long[] carried = carriedBy(carriers);
        if (carried.length == 0) {
            return;
        }
        database.createNativeMutationQuery("""
                        UPDATE delivery t SET state = c.state, attempts = c.attempts, resent = c.resent, reason = c.reason, reply = c.reply,
                               lane = c.lane, accepted_at = c.accepted_at, settled_at = c.settled_at
                          FROM delivery c WHERE t.id = ANY (:carried) AND t.carried_by = c.id""").setParameter("carried", carried).executeUpdate();
    }

    /**
     * These can't carry their email any more, for a reason of their own: the first of those they carry does from now on, with the
     * others.
     */
    void passOn(Collection<Long> carriers) {
        Long[] carried = carriedBy(carriers);
        if (carried.length == 0) {
            return;
        }
        database.createNativeMutationQuery("""
                        UPDATE delivery t SET carried_by = nullif(n.id, t.id), look_at = CASE WHEN t.id = n.id THEN CAST(:now AS timestamptz) END,
                               held_until = (SELECT c.held_until FROM delivery c WHERE c.id = t.carried_by)
                          FROM (SELECT carried_by, min(id) AS id FROM delivery
                                 WHERE id = ANY (:carried) AND carried_by IS NOT NULL GROUP BY carried_by) AS n
                         WHERE t.id = ANY (:carried) AND t.carried_by = n.carried_by""")
                .setParameter("now", clock.instant())
                .setParameter("carried", carried)
                .executeUpdate();
    }

    /**
     * These are held back for their customers' sake, so a row of another customer carries their email from now on, and them too.
     *
     * @return those that are carried now; the others have nobody to take over
     */
    Set<Long> passOn(Collection<Long> carriers, Collection<Long> heldCustomers) {
        Long[] carried = carriedBy(carriers);
        if (carried.length == 0) {
            return Set.of();
        }
        return Set.copyOf(database.createNativeQuery("""
                        WITH next AS (
                          SELECT carried_by AS carrier, min(id) AS id FROM delivery
                           WHERE id = ANY (:carried) AND carried_by IS NOT NULL AND customer_id <> ALL (:held) GROUP BY carried_by),
                        moved AS (
                          SELECT t.id, n.id AS next, n.carrier FROM next n JOIN delivery t ON t.id = ANY (:carried) AND t.carried_by = n.carrier
                           UNION ALL SELECT n.carrier, n.id, n.carrier FROM next n),
                        done AS (
                          UPDATE delivery t SET carried_by = nullif(m.next, t.id), look_at = CASE WHEN t.id = m.next THEN CAST(:now AS timestamptz) END,
                                 held_until = (SELECT c.held_until FROM delivery c WHERE c.id = m.carrier)
                            FROM moved m WHERE t.id = m.id RETURNING t.id)
                        SELECT carrier FROM next""", Long.class)
                .setParameter("carried", carried)
                .setParameter("held", heldCustomers.toArray(Long[]::new))
                .setParameter("now", clock.instant())
                .getResultList());
    }

    /** These contacts left after their email was planned: it goes without them, and they count as told as little as they are. */
    void leaveOut(Collection<Long> carriers, Collection<Long> contacts, String reason) {
        database.createNativeMutationQuery("""
                        UPDATE delivery SET carried_by = NULL, state = 'suppressed', reason = :reason, settled_at = :now
                         WHERE id = ANY (:carried) AND carried_by IS NOT NULL AND contact_id = ANY (:contacts)""")
                .setParameter("reason", reason)
                .setParameter("now", clock.instant())
                .setParameter("carried", carriedBy(carriers))
                .setParameter("contacts", contacts.toArray(Long[]::new))
                .executeUpdate();
    }

    /** By carrier, the contacts of those it carries; nothing for an email that is one contact's alone. */
    Map<Long, List<Long>> contacts(Collection<Long> carriers) {
        return carried(carriers)
                .collect(Collectors.groupingBy(
                        row -> ((Number) row[1]).longValue(),
                        Collectors.mapping(row -> ((Number) row[2]).longValue(), Collectors.toList())));
    }

    private Long[] carriedBy(Collection<Long> carriers) {
        return carried(carriers).map(row -> ((Number) row[0]).longValue()).toArray(Long[]::new);
    }

    /**
     * Id, carrier and contact of each, in the order of ids. Looked up one by one by index: most emails carry nobody, and what a
     * planner believes of a table it has not counted yet is not so.
     */
    private Stream<Object[]> carried(Collection<Long> carriers) {
        return database
                .createNativeQuery("""
                        SELECT d.id, d.carried_by, d.contact_id FROM unnest(CAST(:carriers AS bigint[])) AS carrier (id)
                         CROSS JOIN LATERAL (SELECT * FROM delivery WHERE carried_by = carrier.id OFFSET 0) AS d ORDER BY d.id""", Object[].class)
                .setParameter("carriers", carriers.toArray(Long[]::new))
                .stream();
    }
}
