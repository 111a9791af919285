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
import java.time.Instant;
import org.hibernate.Session;

/** Credit given to customers for an incident (R18). */
@ApplicationScoped
public class Gestures {

    private final Session database;
    private final Incidents incidents;
    private final Customers customers;
    private final Calls calls;
    private final Agenda agenda;
    private final Event<Deed> done;
    private final SecurityIdentity actor;
    private final Clock clock;

    Gestures(
            Session database,
            Incidents incidents,
            Customers customers,
            Calls calls,
            Agenda agenda,
            Event<Deed> done,
            SecurityIdentity actor,
            Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.customers = customers;
        this.calls = calls;
        this.agenda = agenda;
        this.done = done;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Credit for an incident; it is booked when its minute is over.
     *
     * @param percent of the monthly fee, 0 to 100
     * @param asked whether the customer had to ask for it
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect, and for {@code percent} and {@code at}
     */
    @Transactional
    public void give(String incidentId, String customerRef, Instant at, int percent, boolean asked) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        calls.refuseOutsider(incident, customer);
        if (percent < 0 || percent > 100) {
            throw Refusal.field("percent", "must be from 0 to 100");
        }
        refuseFuture(at);
        database.createNativeMutationQuery("""
                        INSERT INTO gesture (incident_id, customer_id, at, percent, asked, author)
                        VALUES (:incident, :customer, :at, :percent, :asked, :author)""")
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .setParameter("percent", percent)
                .setParameter("asked", asked)
                .setParameter("author", actor.getPrincipal().getName())
                .executeUpdate();
        agenda.expect(incident.id());
        done.fire(new Deed("gesture.given", Long.toString(customer.id()), "incident " + incident.id()));
    }

    private void refuseFuture(Instant at) {
        if (at.isAfter(clock.instant())) {
            throw Refusal.field("at", "lies in the future");
        }
    }
}
