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
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Contacts with customers as somebody wrote them down; those that count are facts of the books at once. */
@ApplicationScoped
public class Touchpoints {

    public static final int LONGEST_NOTE = 1000;

    private static final int MOST_BY_HAND = 20;

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
     * @param touchpoint the prevention that failed
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
            @Nullable Long touchpoint) {

        /** Its numbers and choices: with kind, note, incident and time all that makes two of them equal. */
        String terms() {
            return percent + " " + asked + " " + connected + " " + apology + " " + points + " " + score + " "
                    + touchpoint;
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
            @Nullable Long fact) {}

    private static final String COLUMNS =
            "SELECT id, kind, note, at, incident_id, author, recorded_at, withdrawn_at, fact_id FROM touchpoint ";

    private final Session database;
    private final Customers customers;
    private final Relationships relationships;
    private final Calls calls;
    private final Gestures gestures;
    private final Inquiries inquiries;
    private final Surveys surveys;
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
        Long fact = take(customer, draft, at);
        Row row = insert(customer.id(), draft, at, fact);
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
                .createNativeQuery(COLUMNS + """
                        WHERE customer_id = :customer AND kind = :kind AND note = :note AND terms = :terms
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

    /** Hands on what counts; the id of the fact outside incidents, null when there is none. */
    private @Nullable Long take(Profile customer, Draft draft, Instant at) {
        String note = draft.note().strip();
        return switch (draft.kind()) {
            case KEPT -> fact(customer, at, new RelationshipFact.Kept(note));
            case MISSED -> fact(customer, at, new RelationshipFact.Missed(note));
            case PREVENTION -> fact(customer, at, new RelationshipFact.Prevented(note));
            case PREVENTION_FAILED ->
                relationships.note(customer.id(), at, new RelationshipFact.Struck(), prevention(customer, draft, at));
            case GOOD_NEWS -> fact(customer, at, new RelationshipFact.GoodNews(note));
            case MANUAL -> fact(customer, at, byHand(draft, note));
            case WINBACK_REPLY -> fact(customer, at, new RelationshipFact.WroteBack());
            case SURVEY -> {
                int score = within("score", draft.score(), 0, 10);
                yield surveys.rate(needed("incident", draft.incident()), customer.ref(), at, score);
            }
            case GESTURE -> gesture(customer, draft, at);
            case CALL -> {
                if (draft.incident() != null) {
                    calls.note(draft.incident(), customer.ref(), attempt(draft, at));
                }
                yield null;
            }
            case INQUIRY -> {
                inquiries.asked(needed("incident", draft.incident()), customer.ref(), at);
                yield null;
            }
            case ANSWER -> {
                inquiries.answered(needed("incident", draft.incident()), customer.ref(), at);
                yield null;
            }
        };
    }

    private static Calls.Attempt attempt(Draft draft, Instant at) {
        return new Calls.Attempt(
                draft.note(), !Boolean.FALSE.equals(draft.connected()), Boolean.TRUE.equals(draft.apology()), at);
    }

    private Long fact(Profile customer, Instant at, RelationshipFact what) {
        return relationships.note(customer.id(), at, what, null);
    }

    private RelationshipFact byHand(Draft draft, String note) {
        int points = within("points", draft.points(), -MOST_BY_HAND, MOST_BY_HAND);
        if (points == 0) {
            throw Refusal.field("points", "must not be 0");
        }
        return new RelationshipFact.Entered(points, actor.name(), note);
    }

    private @Nullable Long gesture(Profile customer, Draft draft, Instant at) {
        int percent = within("percent", draft.percent(), 0, 100);
        boolean asked = Boolean.TRUE.equals(draft.asked());
        if (draft.incident() == null) {
            return fact(customer, at, new RelationshipFact.Credit(percent, asked));
        }
        gestures.give(draft.incident(), customer.ref(), at, percent, asked);
        return null;
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

    private Row insert(long customer, Draft draft, Instant at, @Nullable Long fact) {
        Object[] row = database.createNativeQuery("""
                        INSERT INTO touchpoint (customer_id, kind, note, terms, at, incident_id, fact_id, author, recorded_at)
                        VALUES (:customer, :kind, :note, :terms, :at, :incident, :fact, :author, :now)
                            ON CONFLICT (customer_id, incident_id) WHERE kind = 'survey' AND withdrawn_at IS NULL DO NOTHING
                        RETURNING id, kind, note, at, incident_id, author, recorded_at, withdrawn_at, fact_id""", Object[].class)
                .setParameter("customer", customer)
                .setParameter("kind", draft.kind().word())
                .setParameter("note", draft.note().strip())
                .setParameter("terms", draft.terms())
                .setParameter("at", at)
                .setParameter("incident", draft.incident(), String.class)
                .setParameter("fact", fact, Long.class)
                .setParameter("author", actor.name())
                .setParameter("now", clock.instant())
                .getSingleResultOrNull();
        if (row == null) {
            throw Refusal.field("incident", "was rated by this customer before");
        }
        return row(row);
    }

    /**
     * It was not so: it stays on the list, marked, and what it booked is taken back.
     *
     * @throws Refusal {@code not_found}; {@code illegal_transition} when it was withdrawn before, or is a fact of an incident,
     *     which is corrected there
     */
    @Transactional
    public Touchpoint withdraw(String ref, long id) {
        Profile customer = customers.get(ref);
        Row row = rows(
                        "WHERE customer_id = :customer AND id = :from ORDER BY id LIMIT :most FOR UPDATE",
                        customer.id(),
                        id,
                        1)
                .stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("touchpoint", Long.toString(id)));
        if (row.withdrawnAt() != null || row.fact() == null) {
            throw Refusal.illegalTransition(
                    row.fact() == null ? "It is worth nothing outside its incident." : "It was withdrawn before.");
        }
        relationships.withdraw(row.fact());
        database.createNativeMutationQuery("UPDATE touchpoint SET withdrawn_at = :now WHERE id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
        trail.note("touchpoint.withdrawn", Long.toString(customer.id()), row.kind());
        return rows("WHERE customer_id = :customer AND id = :from ORDER BY id LIMIT :most", customer.id(), id, 1)
                .stream()
                .map(now -> touchpoint(now, ref))
                .findFirst()
                .orElseThrow();
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
        return Listing.of(rows, most, row -> Long.toString(row.id()), row -> touchpoint(row, ref));
    }

    /** Notes are words about people. */
    void erased(@Observes Customers.Erased event) {
        database.createNativeMutationQuery("UPDATE touchpoint SET note = 'erased' WHERE customer_id = :customer")
                .setParameter("customer", event.customerId())
                .executeUpdate();
    }

    private List<Row> rows(String which, long customer, long from, int most) {
        return database
                .createNativeQuery(COLUMNS + which, Object[].class)
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
                row[8] == null ? null : ((Number) row[8]).longValue());
    }

    private static Touchpoint touchpoint(Row row, String ref) {
        return new Touchpoint(
                row.id(),
                ref,
                Kind.of(row.kind()),
                row.note(),
                row.at(),
                row.incident(),
                row.author(),
                row.recordedAt(),
                row.withdrawnAt());
    }
}
