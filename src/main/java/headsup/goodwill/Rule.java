package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * What an entry is for (goodwill policy, sections 2 and 7). The order of the constants is the rule order: entries of one
 * minute stand in it. JSON and the books carry {@link #word()}; the policy's codes stand only in the comments.
 */
public enum Rule {
    // R1 to R19: an incident
    IMPACT_ONSET,
    IMPACT_DURATION,
    FIRST_WORD,
    PROMISE_KEPT,
    PROMISE_KEPT_NO_NEWS,
    PROMISE_BROKEN,
    SILENCE,
    ESTIMATE_KEPT,
    ESTIMATE_MISSED,
    ESTIMATE_MOVED,
    RESOLVED_TOLD,
    REOPENED,
    APOLOGY,
    BLAME,
    ROOT_CAUSE_TOLD,
    ROOT_CAUSE_OWED,
    GESTURE,
    PERSONAL_CALL,
    // O1, and G1 to M1: the relationship outside incidents
    OPENING,
    TOUCHPOINT_KEPT,
    TOUCHPOINT_MISSED,
    PREVENTION_NOTE,
    GOOD_NEWS,
    GOOD_NEWS_ILL_TIMED,
    PREVENTION_FAILED,
    KINDNESS,
    COMPLAINT,
    COMPLAINT_SOLICITED,
    COMPLAINT_ANSWERED,
    COMPLAINT_RESOLVED,
    COMPLAINT_RESOLVED_EXECUTIVE,
    COMPLAINT_AGING,
    COMPLAINT_REOPENED,
    SURVEY,
    WINBACK_REPLY,
    FADE,
    MANUAL,
    // X1: last in both tables
    REVERSAL;

    /** The name of the policy: {@code impact_onset}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static Rule of(String word) {
        for (Rule rule : values()) {
            if (rule.word().equals(word)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("there is no rule " + word);
    }
}
