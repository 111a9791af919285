package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened between us and a customer outside incidents (goodwill policy, section 7). What is about an earlier
 * fact, as an answer is about a complaint, says so where it is written down ({@link Relationships#note}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RelationshipFact.CarriedOver.class, name = "opening"),
    @JsonSubTypes.Type(value = RelationshipFact.Kept.class, name = "kept"),
    @JsonSubTypes.Type(value = RelationshipFact.Missed.class, name = "missed"),
    @JsonSubTypes.Type(value = RelationshipFact.Prevented.class, name = "prevented"),
    @JsonSubTypes.Type(value = RelationshipFact.Struck.class, name = "struck"),
    @JsonSubTypes.Type(value = RelationshipFact.GoodNews.class, name = "good_news"),
    @JsonSubTypes.Type(value = RelationshipFact.Credit.class, name = "credit"),
    @JsonSubTypes.Type(value = RelationshipFact.Complained.class, name = "complained"),
    @JsonSubTypes.Type(value = RelationshipFact.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = RelationshipFact.Resolved.class, name = "resolved"),
    @JsonSubTypes.Type(value = RelationshipFact.Confirmed.class, name = "confirmed"),
    @JsonSubTypes.Type(value = RelationshipFact.Reopened.class, name = "reopened"),
    @JsonSubTypes.Type(value = RelationshipFact.Scored.class, name = "scored"),
    @JsonSubTypes.Type(value = RelationshipFact.WroteBack.class, name = "wrote_back"),
    @JsonSubTypes.Type(value = RelationshipFact.Entered.class, name = "entered")
})
public sealed interface RelationshipFact {

    /**
     * A balance that the customer brings along (O1), before anything else is booked.
     *
     * @param points -20 to +50
     * @param source where it comes from
     */
    record CarriedOver(int points, String source) implements RelationshipFact {}

    /** A promised visit, call, installation or care step took place. */
    record Kept(String what) implements RelationshipFact {}

    /** It did not take place as promised; {@code what} as in "the visit". */
    record Missed(String what) implements RelationshipFact {}

    /** A note on a problem that was found and fixed before it hit. */
    record Prevented(String problem) implements RelationshipFact {}

    /** The cause of an earlier {@link Prevented} struck after all. */
    record Struck() implements RelationshipFact {}

    record GoodNews(String title) implements RelationshipFact {}

    /**
     * Credit outside an incident.
     *
     * @param percent of the monthly fee, whole, 0 to 100
     * @param asked whether the customer had to ask
     */
    record Credit(int percent, boolean asked) implements RelationshipFact {}

    /** @param solicited whether we asked for it: a reply to a win-back letter, a survey comment */
    record Complained(String subject, boolean solicited) implements RelationshipFact {}

    /** A person answered a {@link Complained}. */
    record Answered() implements RelationshipFact {}

    /** We hold a {@link Complained} for resolved; it is not open any more. */
    record Resolved() implements RelationshipFact {}

    /**
     * The customer confirmed that a {@link Complained} is resolved.
     *
     * @param executive who of ours at the top answered it
     * @param proof how they confirmed it; null for what was noted when nobody asked
     */
    record Confirmed(@Nullable String executive, @Nullable Proof proof) implements RelationshipFact {
        public Confirmed(@Nullable String executive) {
            this(executive, null);
        }
    }

    /** How a customer confirmed that a complaint is resolved (section 11, rule 6). */
    enum Proof {
        /** By their own link. */
        LINK,
        /** A spoken yes, with name and time. */
        SPOKEN,
        /** It is only said that they did. */
        NONE
    }

    /** A resolved {@link Complained} is open again. */
    record Reopened() implements RelationshipFact {}

    /** @param score 0 to 10, from a single-use invitation after a closed incident */
    record Scored(int score) implements RelationshipFact {}

    /** The customer replied to a win-back letter. */
    record WroteBack() implements RelationshipFact {}

    /**
     * Points entered by hand.
     *
     * @param points -20 to +20, not 0
     * @param second who confirmed them; null when nobody had to
     * @param bounded whether those of 90 days together stay within -20 to +20
     */
    record Entered(
            int points,
            String person,
            String reason,
            @Nullable String second,
            boolean bounded) implements RelationshipFact {
        public Entered(int points, String person, String reason) {
            this(points, person, reason, null, false);
        }
    }
}
