package headsup.care;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.care.Touchpoint.Kind;
import headsup.goodwill.Calls;
import headsup.goodwill.Gestures;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Contacts with customers as somebody wrote them down; those that count are facts of the books at once. */
@ApplicationScoped
public class Touchpoints {

    public static final int LONGEST_NOTE = 1000;

    private static final int LONGEST_NAME = 255;
    private static final int MOST_BY_HAND = 20;

    /** Beyond this a second person confirms points by hand. */
    private static final int MOST_ALONE = 5;

    /** Equal touchpoints less than this apart are one. */
    private static final Duration ONE = Duration.ofMinutes(1);

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

    private record Row(
            long id,
            String kind,
            String note,
            Instant at,
            @Nullable String incident,
            String author,
            Instant recordedAt,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnBy,
            @Nullable String withdrawnReason,
            @Nullable Long fact,
            @Nullable Long call,
            @Nullable Long gesture,
            @Nullable Long inquiry) {}

    /**
     * What the books took of a touchpoint.
     *
     * @param fact id of the fact outside incidents; null when there is none
     * @param kind what it is in its incident, and {@code id} which; null when it is a fact of none
     */
    private record Taken(
            @Nullable Long fact,
            Withdrawals.@Nullable Kind kind,
            @Nullable Long id) {

        static final Taken NOTHING = new Taken(null, null, null);

        static Taken outside(long fact) {
            return new Taken(fact, null, null);
        }

        static Taken within(Withdrawals.Kind kind, long id) {
            return new Taken(null, kind, id);
        }

        @Nullable
        Long of(Withdrawals.Kind wanted) {
            return kind == wanted ? id : null;
        }
    }

    private static final String COLUMNS =
            "id, kind, note, at, incident_id, author, recorded_at, withdrawn_at, withdrawn_by, withdrawn_reason,"
                    + " fact_id, call_id, gesture_id, inquiry_id";

    private final Session database;
    private final Customers customers;
    private final Relationships relationships;
    private final Calls calls;
    private final Gestures gestures;
    private final Inquiries inquiries;
    private final Surveys surveys;
    private final Proofs proofs;
    private final Withdrawals withdrawals;
    private final Actor actor;
    private final AuditTrail trail;
    private final Clock clock;

    Touchpoints(
            Session database,
            Customers customers,
            Relationships relationships,
            Calls calls,
            Gestures gestures,
            Inquiries inquiries,
            Surveys surveys,
            Proofs proofs,
            Withdrawals withdrawals,
            Actor actor,
            AuditTrail trail,
            Clock clock) {
        this.database = database;
        this.customers = customers;
        this.relationships = relationships;
        this.calls = calls;
        this.gestures = gestures;
        this.inquiries = inquiries;
        this.surveys = surveys;
        this.proofs = proofs;
        this.withdrawals = withdrawals;
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
        oneAtATime(customer);
        Optional<Row> same = same(customer, draft, at);
        if (same.isPresent()) {
            return new Noted(touchpoint(same.get(), ref), false);
        }
        Touchpoint.Proof proof = proof(customer, draft, at);
        boolean counts = draft.kind() == Kind.CALL || (proof.remark() == null && !proof.waitsForSecond());
        Row row = insert(customer.id(), draft, at, counts ? take(customer, draft, at) : Taken.NOTHING);
        proofs.keep(row.id(), proof);
        trail.note(
                "touchpoint.noted", Long.toString(customer.id()), draft.kind().word());
        return new Noted(touchpoint(row, ref), true);
    }

    private void oneAtATime(Profile customer) {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.touchpoints'), :customer)",
                        Integer.class)
                .setParameter("customer", (int) customer.id())
                .getSingleResult();
    }

    private Optional<Row> same(Profile customer, Draft draft, Instant at) {
        return database
                .createNativeQuery("SELECT " + COLUMNS + " " + """
                         FROM touchpoint WHERE customer_id = :customer AND kind = :kind AND note = :note AND terms = :terms
                          AND incident_id IS NOT DISTINCT FROM CAST(:incident AS text)
                          AND at > :after AND at < :before AND withdrawn_at IS NULL ORDER BY id LIMIT 1""", Object[].class)
                .setParameter("customer", customer.id())
                .setParameter("kind", draft.kind().word())
                .setParameter("note", draft.note().strip())
                .setParameter("terms", draft.terms())
                .setParameter("incident", draft.incident(), String.class)
                .setParameter("after", at.minus(ONE))
                .setParameter("before", at.plus(ONE))
                .stream()
                .map(Touchpoints::row)
                .findFirst();
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
                waits = missing == null && Math.abs(byHand(draft, "").points()) > MOST_ALONE;
            }
            if (draft.kind() == Kind.SURVEY) {
                int score = within("score", draft.score(), 0, 10);
                surveys.check(needed("incident", draft.incident()), customer.ref(), score);
            }
            Long note = draft.touchpoint();
            if (draft.kind() == Kind.PREVENTION_FAILED && note != null && proofs.isWorthNothing(customer.id(), note)) {
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
            needed("dueAt", draft.dueAt());
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
        Proofs.Promise found = proofs.promise(customer.id(), promise)
                .orElseThrow(() -> Refusal.field("touchpoint", "is no promise to this customer"));
        if (found.answered()) {
            throw Refusal.field("touchpoint", "was noted as kept or missed before");
        }
        return !found.recordedAt().isAfter(at);
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
        Proofs.Waiting entered =
                proofs.waiting(customer.id(), id).orElseThrow(() -> Refusal.notFound("touchpoint", Long.toString(id)));
        if (!entered.waits() || entered.withdrawn()) {
            throw Refusal.illegalTransition("It does not wait for a second person.");
        }
        if (entered.author().equals(actor.name())) {
            throw Refusal.illegalTransition("You entered it: another administrator has to confirm it.");
        }
        long fact = relationships.note(
                customer.id(),
                entered.at(),
                new RelationshipFact.Entered(entered.points(), entered.author(), entered.note(), actor.name(), true),
                null);
        proofs.confirmed(id, fact, actor.name(), clock.instant());
        trail.note("touchpoint.confirmed", Long.toString(customer.id()), "manual " + id);
        return rows("WHERE customer_id = :customer AND id = :from ORDER BY id LIMIT :most", customer.id(), id, 1)
                .stream()
                .map(now -> touchpoint(now, ref))
                .findFirst()
                .orElseThrow();
    }

    /** Hands on what counts. */
    private Taken take(Profile customer, Draft draft, Instant at) {
        String note = draft.note().strip();
        return switch (draft.kind()) {
            case PROMISED -> Taken.NOTHING;
            case KEPT -> fact(customer, at, new RelationshipFact.Kept(note));
            case MISSED -> fact(customer, at, new RelationshipFact.Missed(note));
            case PREVENTION -> fact(customer, at, new RelationshipFact.Prevented(note));
            case PREVENTION_FAILED ->
                Taken.outside(relationships.note(
                        customer.id(), at, new RelationshipFact.Struck(), prevention(customer, draft, at)));
            case GOOD_NEWS -> fact(customer, at, new RelationshipFact.GoodNews(note));
            case MANUAL -> fact(customer, at, byHand(draft, note));
            case WINBACK_REPLY -> fact(customer, at, new RelationshipFact.WroteBack());
            case SURVEY -> {
                int score = within("score", draft.score(), 0, 10);
                yield Taken.outside(surveys.rate(needed("incident", draft.incident()), customer.ref(), at, score));
            }
            case GESTURE -> gesture(customer, draft, at);
            case CALL -> {
                if (draft.incident() == null) {
                    yield Taken.NOTHING;
                }
                Calls.Call call = calls.note(draft.incident(), customer.ref(), attempt(draft, at))
                        .call();
                yield Taken.within(Withdrawals.Kind.CALL, call.id());
            }
            case INQUIRY -> {
                long inquiry = inquiries.asked(needed("incident", draft.incident()), customer.ref(), at);
                yield Taken.within(Withdrawals.Kind.INQUIRY, inquiry);
            }
            case ANSWER -> {
                inquiries.answered(needed("incident", draft.incident()), customer.ref(), at);
                yield Taken.NOTHING;
            }
        };
    }

    private static Calls.Attempt attempt(Draft draft, Instant at) {
        return new Calls.Attempt(
                draft.note(), !Boolean.FALSE.equals(draft.connected()), Boolean.TRUE.equals(draft.apology()), at);
    }

    private Taken fact(Profile customer, Instant at, RelationshipFact what) {
        return Taken.outside(relationships.note(customer.id(), at, what, null));
    }

    private RelationshipFact.Entered byHand(Draft draft, String note) {
        int points = within("points", draft.points(), -MOST_BY_HAND, MOST_BY_HAND);
        if (points == 0) {
            throw Refusal.field("points", "must not be 0");
        }
        return new RelationshipFact.Entered(points, actor.name(), note, null, relationships.needEvidence());
    }

    private Taken gesture(Profile customer, Draft draft, Instant at) {
        int percent = within("percent", draft.percent(), 0, 100);
        boolean asked = Boolean.TRUE.equals(draft.asked());
        if (draft.incident() == null) {
            return fact(customer, at, new RelationshipFact.Credit(percent, asked));
        }
        long gesture = gestures.give(draft.incident(), customer.ref(), at, percent, asked);
        return Taken.within(Withdrawals.Kind.GESTURE, gesture);
    }

    /** The fact behind the prevention that failed, which must lie before. */
    private Long prevention(Profile customer, Draft draft, Instant at) {
        return rows(
                        "WHERE customer_id = :customer AND id = :from AND kind = 'prevention' ORDER BY id LIMIT :most",
                        customer.id(),
                        needed("touchpoint", draft.touchpoint()),
                        1)
                .stream()
                .filter(row -> row.withdrawnAt() == null && !row.at().isAfter(at))
                .map(Row::fact)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> Refusal.field("touchpoint", "is no earlier prevention of this customer"));
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw Refusal.field(field, "is needed for this kind");
        }
        return value;
    }

    private static int within(String field, @Nullable Integer value, int least, int most) {
        if (value == null || value < least || value > most) {
            throw Refusal.field(field, "must be from " + least + " to " + most);
        }
        return value;
    }

    private Row insert(long customer, Draft draft, Instant at, Taken taken) {
        Object[] row = database.createNativeQuery("""
                        INSERT INTO touchpoint (customer_id, kind, note, terms, at, incident_id, fact_id, call_id, gesture_id, inquiry_id, author, recorded_at)
                        VALUES (:customer, :kind, :note, :terms, :at, :incident, :fact, :call, :gesture, :inquiry, :author, :now)
                            ON CONFLICT (customer_id, incident_id) WHERE kind = 'survey' AND withdrawn_at IS NULL DO NOTHING
                        RETURNING\s""" + COLUMNS, Object[].class)
                .setParameter("customer", customer)
                .setParameter("kind", draft.kind().word())
                .setParameter("note", draft.note().strip())
                .setParameter("terms", draft.terms())
                .setParameter("at", at)
                .setParameter("incident", draft.incident(), String.class)
                .setParameter("fact", taken.fact(), Long.class)
                .setParameter("call", taken.of(Withdrawals.Kind.CALL), Long.class)
                .setParameter("gesture", taken.of(Withdrawals.Kind.GESTURE), Long.class)
                .setParameter("inquiry", taken.of(Withdrawals.Kind.INQUIRY), Long.class)
                .setParameter("author", actor.name())
                .setParameter("now", clock.instant())
                .getSingleResultOrNull();
        if (row == null) {
            throw Refusal.field("incident", "was rated by this customer before");
        }
        return row(row);
    }

    /**
     * It was not so: it stays on the list, marked with who took it back and why, and what it booked is taken back, also where
     * it was a fact of an incident.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was withdrawn before; {@code invalid_field} for
     *     {@code reason}
     */
    @Transactional
    public Touchpoint withdraw(String ref, long id, String reason) {
        String why = Withdrawals.reason(reason);
        Profile customer = customers.get(ref);
        Row row = rows(
                        "WHERE customer_id = :customer AND id = :from ORDER BY id LIMIT :most FOR UPDATE",
                        customer.id(),
                        id,
                        1)
                .stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("touchpoint", Long.toString(id)));
        if (row.withdrawnAt() != null) {
            throw Refusal.illegalTransition("It was withdrawn before.");
        }
        if (Kind.of(row.kind()) == Kind.MANUAL && relationships.needEvidence()) {
            refuseUnlessAdministrator();
        }
        takeBack(row, why);
        mark("id", id, clock.instant(), actor.name(), why);
        if (row.incident() != null && Kind.of(row.kind()) == Kind.ANSWER) {
            inquiries.unanswered(row.incident(), customer.id(), row.at(), answers(customer.id(), row.incident()));
        }
        trail.note("touchpoint.withdrawn", Long.toString(customer.id()), row.kind() + " " + id + ": " + why);
        return rows("WHERE customer_id = :customer AND id = :from ORDER BY id LIMIT :most", customer.id(), id, 1)
                .stream()
                .map(now -> touchpoint(now, ref))
                .findFirst()
                .orElseThrow();
    }

    /** Takes back what the books took; what was worth nothing is only marked. */
    private void takeBack(Row row, String why) {
        if (row.fact() != null) {
            relationships.withdraw(row.fact());
        }
        if (row.incident() != null && row.call() != null) {
            withdrawals.withdraw(Withdrawals.Kind.CALL, row.incident(), row.call(), why);
        }
        if (row.incident() != null && row.gesture() != null) {
            withdrawals.withdraw(Withdrawals.Kind.GESTURE, row.incident(), row.gesture(), why);
        }
        if (row.incident() != null && row.inquiry() != null) {
            withdrawals.withdraw(Withdrawals.Kind.INQUIRY, row.incident(), row.inquiry(), why);
        }
    }

    /** When the customer was answered, by what still stands. */
    private List<Instant> answers(long customer, String incident) {
        return database.createNativeQuery(
                        "SELECT at FROM touchpoint WHERE customer_id = :customer AND incident_id = :incident"
                                + " AND kind = 'answer' AND withdrawn_at IS NULL ORDER BY at",
                        Instant.class)
                .setParameter("customer", customer)
                .setParameter("incident", incident)
                .getResultList();
    }

    /** A fact of an incident was withdrawn, here or there: the touchpoint that noted it says so. */
    void withdrawn(@Observes Withdrawals.Withdrawn event) {
        String column =
                switch (event.kind()) {
                    case CALL -> "call_id";
                    case GESTURE -> "gesture_id";
                    case INQUIRY -> "inquiry_id";
                };
        mark(column, event.id(), event.at(), event.by(), event.reason());
    }

    private void mark(String column, long id, Instant at, String by, String why) {
        database.createNativeMutationQuery(
                        "UPDATE touchpoint SET withdrawn_at = :at, withdrawn_by = :by, withdrawn_reason = :why WHERE "
                                + column + " = :id AND withdrawn_at IS NULL")
                .setParameter("at", at)
                .setParameter("by", by)
                .setParameter("why", why)
                .setParameter("id", id)
                .executeUpdate();
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
        List<Row> rows = rows(
                "WHERE customer_id = :customer AND id < :from ORDER BY id DESC LIMIT :most",
                customer.id(),
                Listing.position(cursor, Long.MAX_VALUE),
                most + 1);
        Map<Long, Touchpoint.Proof> kept = proofs.of(rows.stream().map(Row::id).toList());
        return Listing.of(
                rows, most, row -> Long.toString(row.id()), row -> touchpoint(row, ref, proof(kept, row.id())));
    }

    /** Notes are words about people. */
    void erased(@Observes Customers.Erased event) {
        proofs.erase(event.customerId());
        database.createNativeMutationQuery("""
                        UPDATE touchpoint SET note = 'erased', withdrawn_reason = CASE WHEN withdrawn_at IS NOT NULL THEN 'erased' END
                         WHERE customer_id = :customer""")
                .setParameter("customer", event.customerId())
                .executeUpdate();
    }

    private List<Row> rows(String which, long customer, long from, int most) {
        return database
                .createNativeQuery("SELECT " + COLUMNS + " FROM touchpoint " + which, Object[].class)
                .setParameter("customer", customer)
                .setParameter("from", from)
                .setParameter("most", most)
                .stream()
                .map(Touchpoints::row)
                .toList();
    }

    private static Row row(Object[] row) {
        return new Row(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                (Instant) row[3],
                (String) row[4],
                (String) row[5],
                (Instant) row[6],
                (Instant) row[7],
                (String) row[8],
                (String) row[9],
                id(row[10]),
                id(row[11]),
                id(row[12]),
                id(row[13]));
    }

    private static @Nullable Long id(@Nullable Object column) {
        return column == null ? null : ((Number) column).longValue();
    }

    private static Touchpoint.Proof proof(Map<Long, Touchpoint.Proof> kept, long id) {
        return kept.getOrDefault(id, Touchpoint.Proof.NONE);
    }

    private Touchpoint touchpoint(Row row, String ref) {
        return touchpoint(row, ref, proof(proofs.of(List.of(row.id())), row.id()));
    }

    private static Touchpoint touchpoint(Row row, String ref, Touchpoint.Proof proof) {
        return new Touchpoint(
                row.id(),
                ref,
                Kind.of(row.kind()),
                row.note(),
                row.at(),
                row.incident(),
                row.author(),
                row.recordedAt(),
                row.withdrawnAt(),
                row.withdrawnBy(),
                row.withdrawnReason(),
                proof);
    }
}
