package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;

/** How customers rate a closed incident (V1). */
@ApplicationScoped
public class Surveys {

    private final Incidents incidents;
    private final Customers customers;
    private final Calls calls;
    private final Relationships relationships;

    Surveys(Incidents incidents, Customers customers, Calls calls, Relationships relationships) {
        this.incidents = incidents;
        this.customers = customers;
        this.calls = calls;
        this.relationships = relationships;
    }

    /**
     * A score that would be taken.
     *
     * @throws Refusal as {@link #rate}
     */
    @Transactional
    public void check(String incidentId, String customerRef, int score) {
        Incident incident = incidents.get(incidentId);
        calls.refuseOutsider(incident, customers.get(customerRef));
        if (incident.isOpen()) {
            throw Refusal.field("incident", "is not over");
        }
        if (score < 0 || score > 10) {
            throw Refusal.field("score", "must be from 0 to 10");
        }
    }

    /**
     * A score as the customer gave it. Who may give one, and how often, is for the caller to know.
     *
     * @param score 0 to 10
     * @return id of the fact
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for an incident that is open or
     *     does not affect the customer, and for {@code score} and {@code at}
     */
    @Transactional
    public long rate(String incidentId, String customerRef, Instant at, int score) {
        check(incidentId, customerRef, score);
        Profile customer = customers.get(customerRef);
        return relationships.note(customer.id(), at, new RelationshipFact.Scored(score), null);
    }
}
