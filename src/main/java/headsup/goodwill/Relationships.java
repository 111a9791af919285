package headsup.goodwill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Takes down what happened outside incidents. It is booked by itself once its minute is over; nobody waits for the books. */
@ApplicationScoped
public class Relationships {

    private static final Duration LONGEST_PAST = Duration.ofDays(366);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Session database;
    private final Clock clock;
    private final Policies policies;

    Relationships(Session database, Policies policies, Clock clock) {
        this.policies = policies;
        this.database = database;
        this.clock = clock;
    }

    /** Whether facts need somebody at the other end under the policy in force (section 11, rules 6 and 7). */
    @Transactional
    public boolean needEvidence() {
        return policies.inForceNow().rules().needsEvidence();
    }

    /**
     * Writes a fact down, in the caller's transaction or one of its own.
     *
     * @param at when it happened
     * @param about id of the earlier fact that it is about; null when it stands alone
     * @return its id
     * @throws Refusal {@code invalid_field} for an {@code at} in the future or more than a year ago
     */
    @Transactional
    public long note(long customerId, Instant at, RelationshipFact what, @Nullable Long about) {
        Instant now = clock.instant();
        if (at.isAfter(now)) {
            throw Refusal.field("at", "lies in the future");
        }
        if (at.isBefore(now.minus(LONGEST_PAST))) {
            throw Refusal.field("at", "lies more than a year in the past");
        }
        long id = database.createNativeQuery("""
                        INSERT INTO relationship_fact (customer_id, at, about, details, recorded_at)
                        VALUES (:customer, :at, :about, CAST(:details AS jsonb), :now) RETURNING id""", Long.class)
                .setParameter("customer", customerId)
                .setParameter("at", at)
                .setParameter("about", about, Long.class)
                .setParameter("details", json(what))
                .setParameter("now", now)
                .getSingleResult();
        expect(customerId, at.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        return id;
    }

    /**
     * Withdraws a fact and reverses its entries. Withdrawn once, it stays so.
     *
     * @throws Refusal {@code not_found} when there is no such fact, or it is withdrawn already
     */
    @Transactional
    public void withdraw(long factId) {
        Long customer = database.createNativeQuery(
                        "UPDATE relationship_fact SET withdrawn_at = :now WHERE id = :id AND withdrawn_at IS NULL RETURNING customer_id",
                        Long.class)
                .setParameter("now", clock.instant())
                .setParameter("id", factId)
                .getSingleResultOrNull();
        if (customer == null) {
            throw Refusal.notFound("standing fact", Long.toString(factId));
        }
        expect(customer, clock.instant());
    }

    /**
     * A whole case was not so: the fact and all that rests on it are taken back. What is withdrawn already stays so.
     *
     * @throws Refusal {@code not_found} when the fact is withdrawn already, or there is none
     */
    @Transactional
    public void withdrawCase(long factId) {
        withdraw(factId);
        database.createNativeMutationQuery(
                        "UPDATE relationship_fact SET withdrawn_at = :now WHERE about = :id AND withdrawn_at IS NULL")
                .setParameter("now", clock.instant())
                .setParameter("id", factId)
                .executeUpdate();
    }

    /** A fact was put into the wrong words: what it is worth stays, what is said of it from now on is this. */
    @Transactional
    public void reword(long factId, RelationshipFact what) {
        Long customer = database.createNativeQuery(
                        "UPDATE relationship_fact SET details = CAST(:details AS jsonb) WHERE id = :id AND withdrawn_at IS NULL RETURNING customer_id",
                        Long.class)
                .setParameter("details", json(what))
                .setParameter("id", factId)
                .getSingleResultOrNull();
        if (customer == null) {
            throw Refusal.notFound("standing fact", Long.toString(factId));
        }
        expect(customer, clock.instant());
    }

    private void expect(long customer, Instant due) {
        database.createNativeMutationQuery(
                        "INSERT INTO relationship_due (customer_id, due_at) VALUES (:customer, :due)")
                .setParameter("customer", customer)
                .setParameter("due", due)
                .executeUpdate();
    }

    private static String json(RelationshipFact what) {
        try {
            return JSON.writeValueAsString(what);
        } catch (JsonProcessingException ownRecords) {
            throw new IllegalStateException(ownRecords);
        }
    }
}
