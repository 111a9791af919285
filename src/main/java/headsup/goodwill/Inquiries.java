package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.Session;

/** What customers asked us during an incident: while nobody answers it is a reason to call ({@link CallList}). */
@ApplicationScoped
public class Inquiries {

    private final Session database;
    private final Incidents incidents;
    private final Customers customers;
    private final Calls calls;
    private final Clock clock;

    Inquiries(Session database, Incidents incidents, Customers customers, Calls calls, Clock clock) {
        this.database = database;
        this.incidents = incidents;
        this.customers = customers;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * The customer asked something about an incident: until somebody answers, or calls, it is a reason to call.
     *
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect, and for an {@code at} in the future
     */
    @Transactional
    public void asked(String incidentId, String customerRef, Instant at) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        calls.refuseOutsider(incident, customer);
        refuseFuture(at);
        database.createNativeMutationQuery(
                        "INSERT INTO inquiry (incident_id, customer_id, at) VALUES (:incident, :customer, :at)")
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .executeUpdate();
    }

    /**
     * Somebody answered what the customer had asked about the incident.
     *
     * @throws Refusal {@code not_found} for the incident or the customer
     */
    @Transactional
    public void answered(String incidentId, String customerRef, Instant at) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        refuseFuture(at);
        database.createNativeMutationQuery("""
                        UPDATE inquiry SET answered_at = :at
                         WHERE incident_id = :incident AND customer_id = :customer AND at <= :at AND answered_at IS NULL""")
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .executeUpdate();
    }

    private void refuseFuture(Instant at) {
        if (at.isAfter(clock.instant())) {
            throw Refusal.field("at", "lies in the future");
        }
    }
}
