package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.Deed;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hibernate.Session;

/**
 * Claims on lines of the call list: one person at a time rings a customer. A claim ends when the call is noted
 * ({@link Calls#note}), when somebody releases it, and by itself after {@link #HELD}.
 */
@ApplicationScoped
public class CallClaims {

    /** How long a line stays with whoever claimed it: a call and its note take less. */
    public static final Duration HELD = Duration.ofMinutes(15);

    private static final Duration KEPT = Duration.ofDays(1);

    /**
     * A claim that holds.
     *
     * @param by the staff name
     * @param until when it ends by itself
     */
    public record Claim(String by, Instant since, Instant until) {

        static Claim of(String by, Instant since) {
            return new Claim(by, since, since.plus(HELD));
        }
    }

    private final Session database;
    private final Incidents incidents;
    private final Customers customers;
    private final Calls calls;
    private final Event<Deed> done;
    private final SecurityIdentity actor;
    private final Clock clock;

    CallClaims(
            Session database,
            Incidents incidents,
            Customers customers,
            Calls calls,
            Event<Deed> done,
            SecurityIdentity actor,
            Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.customers = customers;
        this.calls = calls;
        this.done = done;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Whoever asks is ringing this customer from now on; of two at once one gets it. Who has it already has it anew.
     *
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect; {@code illegal_transition} when the incident is over, or when somebody else is ringing, whom it names
     */
    @Transactional
    public Claim claim(String incidentId, String customerRef) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        calls.refuseOutsider(incident, customer);
        if (!incident.isOpen()) {
            throw Refusal.illegalTransition("The incident is over; its call list is closed.");
        }
        Instant now = clock.instant();
        forgetOld(now);
        String me = actor.getPrincipal().getName();
        boolean mine = database.createNativeMutationQuery("""
                                INSERT INTO call_claim (incident_id, customer_id, member, claimed_at)
                                VALUES (:incident, :customer, :me, :now)
                                    ON CONFLICT (incident_id, customer_id) DO UPDATE SET member = excluded.member, claimed_at = excluded.claimed_at
                                 WHERE call_claim.member = excluded.member OR call_claim.claimed_at <= :over""")
                        .setParameter("incident", incident.id())
                        .setParameter("customer", customer.id())
                        .setParameter("me", me)
                        .setParameter("now", now)
                        .setParameter("over", now.minus(HELD))
                        .executeUpdate()
                == 1;
        if (!mine) {
            throw Refusal.illegalTransition(holder(incident, customer) + " is ringing them.");
        }
        done.fire(new Deed("call.claimed", Long.toString(customer.id()), "incident " + incident.id()));
        return Claim.of(me, now);
    }

    private String holder(Incident incident, Profile customer) {
        return database.createNativeQuery(
                        "SELECT member FROM call_claim WHERE incident_id = :incident AND customer_id = :customer",
                        String.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .getResultStream()
                .findFirst()
                .orElse("Somebody else");
    }

    /**
     * Nobody is ringing this customer any more, whoever it was: a colleague may have gone home. Nobody was: nothing changes.
     *
     * @throws Refusal {@code not_found} for the incident or the customer
     */
    @Transactional
    public void release(String incidentId, String customerRef) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        String held = database.createNativeQuery(
                        "DELETE FROM call_claim WHERE incident_id = :incident AND customer_id = :customer RETURNING member",
                        String.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .getSingleResultOrNull();
        if (held != null) {
            done.fire(new Deed(
                    "call.released", Long.toString(customer.id()), "incident " + incident.id() + ", was of " + held));
        }
    }

    private void forgetOld(Instant now) {
        database.createNativeMutationQuery("DELETE FROM call_claim WHERE claimed_at < :old")
                .setParameter("old", now.minus(KEPT))
                .executeUpdate();
    }
}
