package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.Deed;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Credit given to customers for an incident (R18). */
@ApplicationScoped
public class Gestures {

    /**
     * Credit that was given.
     *
     * @param customer the operator's reference
     * @param percent of the monthly fee
     * @param asked whether the customer had to ask for it
     * @param author the staff name
     * @param withdrawnAt since when it counts as never given; null while it stands
     */
    public record Gesture(
            long id,
            String customer,
            Instant at,
            int percent,
            boolean asked,
            String author,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason) {}

    private static final String SELECT = """
            SELECT g.id, k.ref, g.at, g.percent, g.asked, g.author, g.withdrawn_at, g.withdrawn_by, g.withdrawn_reason
              FROM gesture g JOIN customer k ON k.id = g.customer_id WHERE g.incident_id = :incident""";

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
     * @return its id
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect, and for {@code percent} and {@code at}
     */
    @Transactional
    public long give(String incidentId, String customerRef, Instant at, int percent, boolean asked) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        calls.refuseOutsider(incident, customer);
        if (percent < 0 || percent > 100) {
            throw Refusal.field("percent", "must be from 0 to 100");
        }
        refuseFuture(at);
        long id = database.createNativeQuery("""
                        INSERT INTO gesture (incident_id, customer_id, at, percent, asked, author)
                        VALUES (:incident, :customer, :at, :percent, :asked, :author) RETURNING id""", Long.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .setParameter("percent", percent)
                .setParameter("asked", asked)
                .setParameter("author", actor.getPrincipal().getName())
                .getSingleResult();
        agenda.expect(incident.id());
        done.fire(new Deed("gesture.given", Long.toString(customer.id()), "incident " + incident.id()));
        return id;
    }

    /** @throws Refusal {@code not_found} when the incident has no such gesture */
    @Transactional
    public Gesture one(String incidentId, long id) {
        Gesture gesture = database.createNativeQuery(SELECT + " AND g.id = :id", Gesture.class)
                .setParameter("incident", incidentId)
                .setParameter("id", id)
                .getSingleResultOrNull();
        if (gesture == null) {
            throw Refusal.notFound("gesture", Long.toString(id));
        }
        return gesture;
    }

    /**
     * Newest first, those withdrawn among them.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<Gesture> of(String incidentId, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Gesture> rows = database.createNativeQuery(
                        SELECT + " AND g.id < :before ORDER BY g.id DESC LIMIT :most", Gesture.class)
                .setParameter("incident", incidents.get(incidentId).id())
                .setParameter("before", Listing.position(cursor, Long.MAX_VALUE))
                .setParameter("most", most + 1)
                .getResultList();
        return Listing.of(rows, most, row -> Long.toString(row.id()), row -> row);
    }

    private void refuseFuture(Instant at) {
        if (at.isAfter(clock.instant())) {
            throw Refusal.field("at", "lies in the future");
        }
    }
}
