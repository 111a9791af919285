package headsup.care;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** What is kept beside a touchpoint to prove it, and what became of points that wait for a second person. */
@ApplicationScoped
class Proofs {

    /** A promise as it was noted. */
    record Promise(long id, Instant recordedAt, boolean answered) {}

    /** Points by hand that wait, or waited, for a second person. */
    record Waiting(String author, Instant at, String note, int points, boolean waits, boolean withdrawn) {}

    private final Session database;

    Proofs(Session database) {
        this.database = database;
    }

    void keep(long touchpoint, Touchpoint.Proof proof) {
        database.createNativeMutationQuery("""
                        UPDATE touchpoint SET about = :about, due_at = :due, spoken_to = :spoken, remark = :remark, points = :points,
                               waits_for_second = :waits WHERE id = :id""")
                .setParameter("about", proof.touchpoint(), Long.class)
                .setParameter("due", proof.dueAt(), Instant.class)
                .setParameter("spoken", proof.spokenTo(), String.class)
                .setParameter("remark", proof.remark(), String.class)
                .setParameter("points", proof.points(), Integer.class)
                .setParameter("waits", proof.waitsForSecond())
                .setParameter("id", touchpoint)
                .executeUpdate();
    }

    /** By touchpoint. */
    Map<Long, Touchpoint.Proof> of(Collection<Long> touchpoints) {
        Map<Long, Touchpoint.Proof> proofs = new HashMap<>();
        database.createNativeQuery("""
                        SELECT id, about, due_at, spoken_to, remark, points, waits_for_second, confirmed_by, confirmed_at
                          FROM touchpoint WHERE id = ANY (:ids)""", Object[].class).setParameter("ids", touchpoints.toArray(Long[]::new)).stream()
                .forEach(row -> proofs.put(
                        ((Number) row[0]).longValue(),
                        new Touchpoint.Proof(
                                row[1] == null ? null : ((Number) row[1]).longValue(),
                                (Instant) row[2],
                                (String) row[3],
                                (String) row[4],
                                (Integer) row[5],
                                (Boolean) row[6],
                                (String) row[7],
                                (Instant) row[8])));
        return proofs;
    }

    /** A promise to this customer that stands. */
    Optional<Promise> promise(long customer, long touchpoint) {
        return database
                .createNativeQuery("""
                        SELECT p.id, p.recorded_at, EXISTS (SELECT FROM touchpoint k WHERE k.about = p.id AND k.kind IN ('kept', 'missed')
                               AND k.remark IS NULL AND k.withdrawn_at IS NULL)
                          FROM touchpoint p WHERE p.id = :id AND p.customer_id = :customer AND p.kind = 'promised' AND p.withdrawn_at IS NULL
                           FOR UPDATE""", Object[].class)
                .setParameter("id", touchpoint)
                .setParameter("customer", customer)
                .stream()
                .map(row -> new Promise(((Number) row[0]).longValue(), (Instant) row[1], (Boolean) row[2]))
                .findFirst();
    }

    /** Whether a touchpoint of the customer is a note that was worth nothing. */
    boolean isWorthNothing(long customer, long touchpoint) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM touchpoint WHERE id = :id AND customer_id = :customer AND remark IS NOT NULL)",
                        Boolean.class)
                .setParameter("id", touchpoint)
                .setParameter("customer", customer)
                .getSingleResult();
    }

    /** Points by hand, held until the transaction ends. */
    Optional<Waiting> waiting(long customer, long touchpoint) {
        return database
                .createNativeQuery("""
                        SELECT author, at, note, points, waits_for_second, withdrawn_at IS NOT NULL FROM touchpoint
                         WHERE id = :id AND customer_id = :customer AND kind = 'manual' FOR UPDATE""", Object[].class)
                .setParameter("id", touchpoint)
                .setParameter("customer", customer)
                .stream()
                .map(row -> new Waiting(
                        (String) row[0],
                        (Instant) row[1],
                        (String) row[2],
                        row[3] == null ? 0 : (Integer) row[3],
                        (Boolean) row[4],
                        (Boolean) row[5]))
                .findFirst();
    }

    void confirmed(long touchpoint, long fact, String by, Instant at) {
        database.createNativeMutationQuery(
                        "UPDATE touchpoint SET waits_for_second = false, fact_id = :fact, confirmed_by = :by, confirmed_at = :at WHERE id = :id")
                .setParameter("fact", fact)
                .setParameter("by", by)
                .setParameter("at", at)
                .setParameter("id", touchpoint)
                .executeUpdate();
    }

    /** Who was spoken to is a person: let go of. */
    void erase(long customer) {
        database.createNativeMutationQuery(
                        "UPDATE touchpoint SET spoken_to = 'erased' WHERE customer_id = :customer AND spoken_to IS NOT NULL")
                .setParameter("customer", customer)
                .executeUpdate();
    }
}
