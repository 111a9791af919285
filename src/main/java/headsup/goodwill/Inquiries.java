package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What customers asked us during an incident: while nobody answers it is a reason to call ({@link CallList}). */
@ApplicationScoped
public class Inquiries {

    /**
     * What a customer asked.
     *
     * @param customer the operator's reference
     * @param answeredAt null while nobody did
     * @param withdrawnAt since when it counts as never asked; null while it stands
     */
    public record Inquiry(
            long id,
            String customer,
            Instant at,
            @Nullable Instant answeredAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason) {}

    private static final String SELECT = """
            SELECT q.id, k.ref, q.at, q.answered_at, q.withdrawn_at, q.withdrawn_by, q.withdrawn_reason
              FROM inquiry q JOIN customer k ON k.id = q.customer_id WHERE q.incident_id = :incident""";

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
     * @return its id
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect, and for an {@code at} in the future
     */
    @Transactional
    public long asked(String incidentId, String customerRef, Instant at) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        calls.refuseOutsider(incident, customer);
        refuseFuture(at);
        return database.createNativeQuery(
                        "INSERT INTO inquiry (incident_id, customer_id, at) VALUES (:incident, :customer, :at) RETURNING id",
                        Long.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .getSingleResult();
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

    /**
     * Nobody answered then after all: what counted as answered by it waits again, unless another answer came later.
     *
     * @param others when the answers were given that still stand
     */
    @Transactional
    public void unanswered(String incidentId, long customerId, Instant at, List<Instant> others) {
        database.createNativeMutationQuery("""
                        UPDATE inquiry q SET answered_at = (SELECT min(o) FROM unnest(CAST(:others AS timestamptz[])) AS o WHERE o >= q.at)
                         WHERE q.incident_id = :incident AND q.customer_id = :customer AND q.answered_at = :at""")
                .setParameter("others", others.toArray(Instant[]::new))
                .setParameter("incident", incidentId)
                .setParameter("customer", customerId)
                .setParameter("at", at)
                .executeUpdate();
    }

    /** @throws Refusal {@code not_found} when the incident has no such inquiry */
    @Transactional
    public Inquiry one(String incidentId, long id) {
        Inquiry inquiry = database.createNativeQuery(SELECT + " AND q.id = :id", Inquiry.class)
                .setParameter("incident", incidentId)
                .setParameter("id", id)
                .getSingleResultOrNull();
        if (inquiry == null) {
            throw Refusal.notFound("inquiry", Long.toString(id));
        }
        return inquiry;
    }

    /**
     * Newest first, those withdrawn among them.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<Inquiry> of(String incidentId, @Nullable Integer limit, @Nullable String cursor) {
        int most = Listing.limit(limit);
        List<Inquiry> rows = database.createNativeQuery(
                        SELECT + " AND q.id < :before ORDER BY q.id DESC LIMIT :most", Inquiry.class)
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
