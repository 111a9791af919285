package headsup.care;

import headsup.access.Actor;
import headsup.audience.Profile;
import headsup.care.Touchpoint.Kind;
import headsup.care.TouchpointRows.Row;
import headsup.care.Touchpoints.Draft;
import headsup.goodwill.Calls;
import headsup.goodwill.Gestures;
import headsup.goodwill.Inquiries;
import headsup.goodwill.RelationshipFact;
import headsup.goodwill.Relationships;
import headsup.goodwill.Surveys;
import headsup.goodwill.Withdrawals;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands touchpoints to the books as facts, and takes them back. */
@ApplicationScoped
class TouchpointBooking {

    private static final int MOST_BY_HAND = 20;

    /**
     * What the books took of a touchpoint.
     *
     * @param fact id of the fact outside incidents; null when there is none
     * @param kind what it is in its incident, and {@code id} which; null when it is a fact of none
     */
    record Taken(
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

    private final TouchpointRows rows;
    private final Relationships relationships;
    private final Calls calls;
    private final Gestures gestures;
    private final Inquiries inquiries;
    private final Surveys surveys;
    private final Withdrawals withdrawals;
    private final Actor actor;

    TouchpointBooking(
            TouchpointRows rows,
            Relationships relationships,
            Calls calls,
            Gestures gestures,
            Inquiries inquiries,
            Surveys surveys,
            Withdrawals withdrawals,
            Actor actor) {
        this.rows = rows;
        this.relationships = relationships;
        this.calls = calls;
        this.gestures = gestures;
        this.inquiries = inquiries;
        this.surveys = surveys;
        this.withdrawals = withdrawals;
        this.actor = actor;
    }

    /** Hands on what counts. */
    Taken take(Profile customer, Draft draft, Instant at) {
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

    /** @throws Refusal {@code invalid_field} for {@code points} */
    RelationshipFact.Entered byHand(Draft draft, String note) {
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
        return rows.find(customer.id(), needed("touchpoint", draft.touchpoint()))
                .filter(row -> row.kind() == Kind.PREVENTION)
                .filter(row -> row.withdrawnAt() == null && !row.at().isAfter(at))
                .map(Row::fact)
                .orElseThrow(() -> Refusal.field("touchpoint", "is no earlier prevention of this customer"));
    }

    /** Takes back what the books took; what was worth nothing is only marked. */
    void takeBack(Row row, String why) {
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

    static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw Refusal.field(field, "is needed for this kind");
        }
        return value;
    }

    static int within(String field, @Nullable Integer value, int least, int most) {
        if (value == null || value < least || value > most) {
            throw Refusal.field(field, "must be from " + least + " to " + most);
        }
        return value;
    }
}
