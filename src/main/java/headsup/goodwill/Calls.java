package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.StartCorrected;
import headsup.kernel.Deed;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Telephone calls to customers about an incident: those that connected are facts of it, the others are kept as tried. */
@ApplicationScoped
public class Calls {

    public static final int LONGEST_NOTE = 1000;

    /**
     * @param customer the operator's reference
     * @param connected whether we spoke with somebody
     * @param counts false for a call that was noted too late to be worth anything
     * @param apology whether we owned it, and named cause and repair
     * @param author the staff name
     * @param withdrawnAt since when it counts as never made; null while it stands
     */
    public record Call(
            long id,
            String customer,
            Instant at,
            boolean connected,
            boolean apology,
            String note,
            String author,
            boolean counts,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason) {}

    /** @param fresh false when an equal call had been noted within the minute: it is that one */
    public record Noted(Call call, boolean fresh) {}

    /**
     * A call as somebody wrote it down.
     *
     * @param note what was said, in at most {@link #LONGEST_NOTE} characters
     * @param at when we called; null: just now
     */
    public record Attempt(
            String note,
            boolean connected,
            boolean apology,
            @Nullable Instant at) {}

    private record Row(
            long id,
            long customerId,
            Instant at,
            boolean connected,
            boolean apology,
            String note,
            String author,
            boolean counts,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason) {}

    /** Equal calls less than this apart are one. */
    private static final Duration ONE_CALL = Duration.ofMinutes(1);

    private static final String COLUMNS =
            "id, customer_id, at, connected, apology, note, author, counts, withdrawn_at, withdrawn_by, withdrawn_reason";

    private static final Duration NOTED_WITHIN = Duration.ofHours(24);

    private final Policies policies;
    private final Session database;
    private final Incidents incidents;
    private final Customers customers;
    private final Agenda agenda;
    private final Event<Deed> done;
    private final SecurityIdentity actor;
    private final Clock clock;

    Calls(
            Policies policies,
            Session database,
            Incidents incidents,
            Customers customers,
            Agenda agenda,
            Event<Deed> done,
            SecurityIdentity actor,
            Clock clock) {
        this.policies = policies;
        this.database = database;
        this.incidents = incidents;
        this.customers = customers;
        this.agenda = agenda;
        this.done = done;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Writes down a call. One that connected passes on how things stand: it is booked when its minute is over, and takes the
     * customer off the call list at once. The same call noted again within a minute, by a retry or by two people, is one.
     *
     * @throws Refusal {@code not_found} for the incident or the customer; {@code invalid_field} for a customer the incident
     *     does not affect, a note that is blank or too long, a time in the future, and an apology that nobody heard
     */
    @Transactional
    public Noted note(String incidentId, String customerRef, Attempt attempt) {
        Incident incident = incidents.get(incidentId);
        Profile customer = customers.get(customerRef);
        refuseOutsider(incident, customer);
        Instant now = clock.instant();
        refuseWrong(attempt, now);
        Instant at = Objects.requireNonNullElse(attempt.at(), now);
        oneAtATime(customer);
        Optional<Row> same = same(incident, customer, attempt, at);
        if (same.isPresent()) {
            return new Noted(call(same.get(), customer), false);
        }
        Row row = insert(incident, customer, attempt, at);
        endClaim(incident, customer);
        if (attempt.connected()) {
            agenda.expect(incident.id());
        }
        done.fire(new Deed(
                "call.noted",
                Long.toString(customer.id()),
                "incident " + incident.id() + (attempt.connected() ? ", connected" : ", not reached")));
        return new Noted(call(row, customer), true);
    }

    private void oneAtATime(Profile customer) {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.calls'), :customer)", Integer.class)
                .setParameter("customer", (int) customer.id())
                .getSingleResult();
    }

    private Optional<Row> same(Incident incident, Profile customer, Attempt attempt, Instant at) {
        return database.createNativeQuery("SELECT " + COLUMNS + " " + """
                         FROM call WHERE incident_id = :incident AND customer_id = :customer AND connected = :connected
                          AND apology = :apology AND note = :note AND at > :after AND at < :before AND withdrawn_at IS NULL ORDER BY id LIMIT 1""", Row.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("connected", attempt.connected())
                .setParameter("apology", attempt.apology())
                .setParameter("note", attempt.note().strip())
                .setParameter("after", at.minus(ONE_CALL))
                .setParameter("before", at.plus(ONE_CALL))
                .getResultStream()
                .findFirst();
    }

    /** Whoever said that they were ringing has rung ({@link CallClaims}). */
    private void endClaim(Incident incident, Profile customer) {
        database.createNativeMutationQuery(
                        "DELETE FROM call_claim WHERE incident_id = :incident AND customer_id = :customer")
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .executeUpdate();
    }

    /** Refuses a start after a call that reached a customer. */
    void startCorrected(@Observes StartCorrected event) {
        boolean spoken = database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM call WHERE incident_id = :incident AND connected AND withdrawn_at IS NULL AND at >= :former AND at < :start)",
                        Boolean.class)
                .setParameter("incident", event.incidentId())
                .setParameter("former", event.former())
                .setParameter("start", event.start())
                .getSingleResult();
        if (spoken) {
            throw Refusal.field("startedAt", "lies after a call in which a customer was told");
        }
    }

    /** Whether a call counts when it is noted now: under version 2 only within a day, and of an account that was open. */
    @Transactional
    public boolean wouldCount(String incidentId, Profile customer, Instant at) {
        return counts(incidents.get(incidentId), customer, at);
    }

    private boolean counts(Incident incident, Profile customer, Instant at) {
        return !policies.of(incident.policy()).rules().needsEvidence()
                || (!at.isBefore(clock.instant().minus(NOTED_WITHIN))
                        && !at.isBefore(customer.createdAt().truncatedTo(ChronoUnit.MINUTES)));
    }

    private static void refuseWrong(Attempt attempt, Instant now) {
        if (attempt.note().isBlank() || attempt.note().length() > LONGEST_NOTE) {
            throw Refusal.field("note", "must have from 1 to " + LONGEST_NOTE + " characters");
        }
        if (attempt.at() != null && attempt.at().isAfter(now)) {
            throw Refusal.field("at", "lies in the future");
        }
        if (attempt.apology() && !attempt.connected()) {
            throw Refusal.field("apology", "reached nobody");
        }
    }

    private Row insert(Incident incident, Profile customer, Attempt attempt, Instant at) {
        return database.createNativeQuery("""
                        INSERT INTO call (incident_id, customer_id, at, connected, apology, note, author, counts)
                        VALUES (:incident, :customer, :at, :connected, :apology, :note, :author, :counts)
                        RETURNING\s""" + COLUMNS, Row.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .setParameter("at", at)
                .setParameter("connected", attempt.connected())
                .setParameter("apology", attempt.apology())
                .setParameter("note", attempt.note().strip())
                .setParameter("author", actor.getPrincipal().getName())
                .setParameter("counts", counts(incident, customer, at))
                .getSingleResult();
    }

    /** @throws Refusal {@code invalid_field} for {@code customer} */
    void refuseOutsider(Incident incident, Profile customer) {
        boolean affected = database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM audience_member WHERE incident_id = :incident AND customer_id = :customer)",
                        Boolean.class)
                .setParameter("incident", incident.id())
                .setParameter("customer", customer.id())
                .getSingleResult();
        if (!affected) {
            throw Refusal.field("customer", "is not affected by this incident");
        }
    }

    /** @throws Refusal {@code not_found} when the incident has no such call */
    @Transactional
    public Call one(String incidentId, long id) {
        Row row = database.createNativeQuery(
                        "SELECT " + COLUMNS + " FROM call WHERE incident_id = :incident AND id = :id", Row.class)
                .setParameter("incident", incidentId)
                .setParameter("id", id)
                .getSingleResultOrNull();
        if (row == null) {
            throw Refusal.notFound("call", Long.toString(id));
        }
        return call(row, customers.byIds(List.of(row.customerId())).get(0));
    }

    /**
     * Newest first, those withdrawn among them.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<Call> of(String incidentId, @Nullable Integer limit, @Nullable String cursor) {
        Incident incident = incidents.get(incidentId);
        int most = Listing.limit(limit);
        List<Row> rows = database.createNativeQuery(
                        "SELECT " + COLUMNS
                                + " FROM call WHERE incident_id = :incident AND id < :before ORDER BY id DESC LIMIT :most",
                        Row.class)
                .setParameter("incident", incident.id())
                .setParameter("before", Listing.position(cursor, Long.MAX_VALUE))
                .setParameter("most", most + 1)
                .getResultList();
        Map<Long, Profile> people = customers
                .byIds(rows.stream().map(Row::customerId).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Profile::id, Function.identity()));
        return Listing.of(
                rows,
                most,
                row -> Long.toString(row.id()),
                row -> call(row, Objects.requireNonNull(people.get(row.customerId()))));
    }

    private static Call call(Row row, Profile customer) {
        return new Call(
                row.id(),
                customer.ref(),
                row.at(),
                row.connected(),
                row.apology(),
                row.note(),
                row.author(),
                row.counts(),
                row.withdrawnAt(),
                row.withdrawnBy(),
                row.withdrawnReason());
    }
}
