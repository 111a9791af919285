package headsup.care;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.care.Touchpoint.Kind;
import headsup.care.TouchpointBooking.Taken;
import headsup.care.TouchpointRows.Row;
import headsup.goodwill.Calls;
import headsup.goodwill.Inquiries;
import headsup.goodwill.RelationshipFact;
import headsup.goodwill.Relationships;
import headsup.goodwill.Surveys;
import headsup.goodwill.Withdrawals;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Contacts with customers as somebody wrote them down; those that count are facts of the books at once. */
@ApplicationScoped
public class Touchpoints {

    public static final int LONGEST_NOTE = 1000;

    private static final int LONGEST_NAME = 255;

    /** Beyond this a second person confirms points by hand. */
    private static final int MOST_ALONE = 5;

    /**
     * A touchpoint as somebody wrote it.
     *
     * @param note what happened, in at most {@link #LONGEST_NOTE} characters
     * @param at null: now
     * @param incident needed for inquiry, answer and survey; makes a call or a gesture one of that incident
     * @param percent of a gesture
     * @param asked whether the customer had to ask for a gesture; null: no
     * @param connected whether a call reached somebody; null: yes
     * @param apology whether a call about an incident owned it, and named cause and repair; null: no
     * @param points by hand
     * @param score of a survey
     * @param touchpoint the prevention that failed, or the promise that was kept or missed
     * @param spokenTo the person at the customer we told good news, or of a problem we prevented
     * @param dueAt for when a step was promised
     */
    public record Draft(
            Kind kind,
            String note,
            @Nullable Instant at,
            @Nullable String incident,
            @Nullable Integer percent,
            @Nullable Boolean asked,
            @Nullable Boolean connected,
            @Nullable Boolean apology,
            @Nullable Integer points,
            @Nullable Integer score,
            @Nullable Long touchpoint,
            @Nullable String spokenTo,
            @Nullable Instant dueAt) {

        /**
         * Its numbers and choices, as they are meant where they are left out: with kind, note, incident and time all that
         * makes two of them equal.
         */
        String terms() {
            boolean wasAsked = Boolean.TRUE.equals(asked);
            boolean reached = !Boolean.FALSE.equals(connected);
            boolean owned = Boolean.TRUE.equals(apology);
            return percent + " " + wasAsked + " " + reached + " " + owned + " " + points + " " + score + " "
                    + touchpoint + " "
                    + Objects.hash(Objects.requireNonNullElse(spokenTo, "").strip(), dueAt);
        }
    }

    /** @param fresh false when an equal one was there */
    public record Noted(Touchpoint touchpoint, boolean fresh) {}

    private final Customers customers;
    private final TouchpointRows rows;
    private final TouchpointBooking booking;
    private final Relationships relationships;
    private final Calls calls;
    private final Inquiries inquiries;
    private final Surveys surveys;
    private final Actor actor;
    private final AuditTrail trail;
    private final Clock clock;

    Touchpoints(
            Customers customers,
            TouchpointRows rows,
            TouchpointBooking booking,
            Relationships relationships,
            Calls calls,
            Inquiries inquiries,
            Surveys surveys,
            Actor actor,
            AuditTrail trail,
            Clock clock) {
        this.customers = customers;
        this.rows = rows;
        this.booking = booking;
        this.relationships = relationships;
        this.calls = calls;
        this.inquiries = inquiries;
        this.surveys = surveys;
        this.actor = actor;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Writes a touchpoint down; what it is worth is booked when its minute is over. An equal one within a minute, by a retry
     * or by two people, is the one that is there.
     *
     * @throws Refusal {@code not_found} for the customer or the incident; {@code invalid_field} for what its kind needs and
     *     lacks, a number out of its range, a time in the future, an incident that does not affect the customer
     */
    @Transactional
    public Noted note(String ref, Draft draft) {
        Profile customer = customers.get(ref);
        Instant at = Objects.requireNonNullElse(draft.at(), clock.instant());
        if (at.isAfter(clock.instant())) {
            throw Refusal.field("at", "lies in the future");
        }
        if (draft.note().isBlank() || draft.note().length() > LONGEST_NOTE) {
            throw Refusal.field("note", "must have from 1 to " + LONGEST_NOTE + " characters");
        }
        rows.oneAtATime(customer.id());
        Optional<Row> same = rows.same(customer.id(), draft, at);
        if (same.isPresent()) {
            return new Noted(same.get().touchpoint(ref), false);
        }
        Touchpoint.Proof proof = proof(customer, draft, at);
        boolean counts = draft.kind() == Kind.CALL || (proof.remark() == null && !proof.waitsForSecond());
        Taken taken = counts ? booking.take(customer, draft, at) : Taken.NOTHING;
        Row row = rows.insert(customer.id(), draft, at, proof, taken, actor.name(), clock.instant());
        trail.note(
                "touchpoint.noted", Long.toString(customer.id()), draft.kind().word());
        return new Noted(row.touchpoint(ref), true);
    }

    /**
     * What is kept to prove it, and what is missing. Under rules that want proof, what lacks it is only a note, and many points
     * by hand wait for a second person.
     */
    private Touchpoint.Proof proof(Profile customer, Draft draft, Instant at) {
        boolean promised = isPromised(customer, draft, at);
        String missing = null;
        boolean waits = false;
        if (relationships.needEvidence()) {
            missing = Evidence.missing(draft.kind(), at, customer.createdAt(), promised, draft.spokenTo());
            if (draft.kind() == Kind.MANUAL) {
                refuseUnlessAdministrator();
                waits = missing == null && Math.abs(booking.byHand(draft, "").points()) > MOST_ALONE;
            }
            if (draft.kind() == Kind.SURVEY) {
                int score = TouchpointBooking.within("score", draft.score(), 0, 10);
                surveys.check(TouchpointBooking.needed("incident", draft.incident()), customer.ref(), score);
            }
            Long note = draft.touchpoint();
            if (draft.kind() == Kind.PREVENTION_FAILED && note != null && isWorthNothing(customer, note)) {
                missing = Evidence.NOTHING_NOTED;
            }
            if (draft.kind() == Kind.CALL
                    && draft.incident() != null
                    && !calls.wouldCount(draft.incident(), customer, at)) {
                // The call is noted in its incident all the same.
                return proof(draft, Evidence.remark(Evidence.NOTED_LATE), false);
            }
        }
        if (draft.kind() == Kind.PROMISED) {
            TouchpointBooking.needed("dueAt", draft.dueAt());
        }
        return proof(draft, missing == null ? null : Evidence.remark(missing), waits);
    }

    private static Touchpoint.Proof proof(Draft draft, @Nullable String remark, boolean waits) {
        String spokenTo = draft.spokenTo();
        if (spokenTo != null && spokenTo.length() > LONGEST_NAME) {
            throw Refusal.field("spokenTo", "must have at most " + LONGEST_NAME + " characters");
        }
        return new Touchpoint.Proof(
                draft.touchpoint(),
                draft.dueAt(),
                spokenTo == null || spokenTo.isBlank() ? null : spokenTo.strip(),
                remark,
                draft.kind() == Kind.MANUAL ? draft.points() : null,
                waits,
                null,
                null);
    }

    /** Whether it was promised, and that was noted, before it happened. */
    private boolean isPromised(Profile customer, Draft draft, Instant at) {
        Long promise = draft.touchpoint();
        if (promise == null || (draft.kind() != Kind.KEPT && draft.kind() != Kind.MISSED)) {
            return false;
        }
        TouchpointRows.Promise found = rows.promise(customer.id(), promise)
                .orElseThrow(() -> Refusal.field("touchpoint", "is no promise to this customer"));
        if (found.answered()) {
            throw Refusal.field("touchpoint", "was noted as kept or missed before");
        }
        return !found.recordedAt().isAfter(at);
    }

    private boolean isWorthNothing(Profile customer, long note) {
        return rows.find(customer.id(), note)
                .filter(row -> row.proof().remark() != null)
                .isPresent();
    }

    private void refuseUnlessAdministrator() {
        if (!actor.administers()) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators enter points by hand, and withdraw them.");
        }
    }

    /**
     * A second administrator confirms points entered by hand, and they count from the time they were entered for.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when they don't wait, or for who entered them
     */
    @Transactional
    public Touchpoint confirm(String ref, long id) {
        Profile customer = customers.get(ref);
        refuseUnlessAdministrator();
        Row entered = rows.hold(customer.id(), id)
                .filter(row -> row.kind() == Kind.MANUAL)
                .orElseThrow(() -> Refusal.notFound("touchpoint", Long.toString(id)));
        Integer points = entered.proof().points();
        if (!entered.proof().waitsForSecond() || points == null || entered.withdrawnAt() != null) {
            throw Refusal.illegalTransition("It does not wait for a second person.");
        }
        if (entered.author().equals(actor.name())) {
            throw Refusal.illegalTransition("You entered it: another administrator has to confirm it.");
        }
        long fact = relationships.note(
                customer.id(),
                entered.at(),
                new RelationshipFact.Entered(points, entered.author(), entered.note(), actor.name(), true),
                null);
        rows.confirmed(id, fact, actor.name(), clock.instant());
        trail.note("touchpoint.confirmed", Long.toString(customer.id()), "manual " + id);
        return rows.find(customer.id(), id).orElseThrow().touchpoint(ref);
    }

    /**
     * Withdraws a touchpoint and reverses its entries, also where it was a fact of an incident: it stays on the list, marked
     * with who withdrew it and why.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was withdrawn before; {@code invalid_field} for
     *     {@code reason}
     */
    @Transactional
    public Touchpoint withdraw(String ref, long id, String reason) {
        String why = Withdrawals.reason(reason);
        Profile customer = customers.get(ref);
        Row row = rows.hold(customer.id(), id).orElseThrow(() -> Refusal.notFound("touchpoint", Long.toString(id)));
        if (row.withdrawnAt() != null) {
            throw Refusal.illegalTransition("It was withdrawn before.");
        }
        if (row.kind() == Kind.MANUAL && relationships.needEvidence()) {
            refuseUnlessAdministrator();
        }
        booking.takeBack(row, why);
        rows.mark(id, clock.instant(), actor.name(), why);
        if (row.incident() != null && row.kind() == Kind.ANSWER) {
            inquiries.unanswered(row.incident(), customer.id(), row.at(), rows.answers(customer.id(), row.incident()));
        }
        trail.note(
                "touchpoint.withdrawn", Long.toString(customer.id()), row.kind().word() + " " + id + ": " + why);
        return rows.find(customer.id(), id).orElseThrow().touchpoint(ref);
    }

    /** A fact of an incident was withdrawn, here or there: the touchpoint that noted it says so. */
    void withdrawn(@Observes Withdrawals.Withdrawn event) {
        rows.mark(event.kind(), event.id(), event.at(), event.by(), event.reason());
    }

    /**
     * Newest first.
     *
     * @throws Refusal {@code not_found}; {@code invalid_field} for {@code limit} and {@code cursor}
     */
    @Transactional
    public Listing<Touchpoint> of(String ref, @Nullable Integer limit, @Nullable String cursor) {
        Profile customer = customers.get(ref);
        int most = Listing.limit(limit);
        List<Row> found = rows.before(customer.id(), Listing.position(cursor, Long.MAX_VALUE), most + 1);
        return Listing.of(found, most, row -> Long.toString(row.id()), row -> row.touchpoint(ref));
    }

    void erased(@Observes Customers.Erased event) {
        rows.erase(event.customerId());
    }
}
