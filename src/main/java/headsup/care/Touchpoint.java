package headsup.care;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A contact with a customer that is not an update.
 *
 * @param customer the operator's reference
 * @param at when it happened
 * @param incident the incident it belongs to, if any
 * @param author the staff name
 * @param proof what proves it
 * @param withdrawnAt since when it is withdrawn
 * @param withdrawnBy the staff name of who took it back
 */
public record Touchpoint(
        long id,
        String customer,
        Kind kind,
        String note,
        Instant at,
        @Nullable String incident,
        String author,
        Instant recordedAt,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawnBy,
        @Nullable String withdrawnReason,
        @JsonUnwrapped Proof proof) {

    /**
     * What proves it, and what became of points that needed a second person.
     *
     * @param touchpoint the promise that was kept or missed, or the note that failed
     * @param dueAt for when a step was promised
     * @param spokenTo the person at the customer
     * @param remark why it is worth nothing; null when nothing is missing
     * @param points by hand
     * @param waitsForSecond whether another administrator has to confirm it before it counts
     */
    public record Proof(
            @Nullable Long touchpoint,
            @Nullable Instant dueAt,
            @Nullable String spokenTo,
            @Nullable String remark,
            @Nullable Integer points,
            boolean waitsForSecond,
            @Nullable String confirmedBy,
            @Nullable Instant confirmedAt) {}

    /** What it was; beside each the rule of the goodwill policy that prices it. */
    public enum Kind {
        /** A visit, call, installation or care step was promised; the note names it. Worth nothing by itself. */
        PROMISED,
        /** A promised step took place (G1); the note names it. */
        KEPT,
        /** It did not (G1m). */
        MISSED,
        /** We spoke; within an incident it is a personal call (R19), else worth nothing by itself. */
        CALL,
        /** Credit in percent of the monthly fee: G6, within an incident R18. */
        GESTURE,
        /** G3, or G4 while something is open; the note is its title. */
        GOOD_NEWS,
        /** A problem found and fixed before it hit (G2); the note names it. */
        PREVENTION,
        /** The cause of an earlier prevention struck after all (G5). */
        PREVENTION_FAILED,
        /** The customer asked something during an incident; until it is answered a reason to call. */
        INQUIRY,
        /** Somebody answered that. */
        ANSWER,
        /** A score after a closed incident (V1), once per incident. */
        SURVEY,
        /** A reply to a win-back letter (W1). */
        WINBACK_REPLY,
        /** Points by hand, with the reason as the note (M1). */
        MANUAL;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for any other word */
        @JsonCreator
        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("is no kind of touchpoint: " + word);
        }
    }
}
