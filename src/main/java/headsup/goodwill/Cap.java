package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an entry counts less than its raw points (goodwill policy, sections 2, 5 and 7). */
public enum Cap {
    DURATION_CAP("the length of one outage costs no more than this"),
    SILENCE_CAP("silence in one incident costs no more than this"),
    SILENCE_FLOOR("speaking is never worse than silence"),
    ONE_VOICE("another incident already counts for you at this time"),
    UPDATE_CAP("kept updates earn no more than this in one incident"),
    GESTURE_CAP("credits earn no more than this"),
    INCIDENT_CEILING("an incident earns no more than this"),
    ONBOARDING_CAP("the first 90 days earn no more than this"),
    GOOD_NEWS_CAP("good news earns no more than this in 90 days"),
    MANUAL_CAP("points entered by hand come to no more than this in 90 days");

    private final String sentence;

    Cap(String sentence) {
        this.sentence = sentence;
    }

    /** The name of the policy: {@code duration_cap}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static Cap of(String word) {
        for (Cap cap : values()) {
            if (cap.word().equals(word)) {
                return cap;
            }
        }
        throw new IllegalArgumentException("there is no cap " + word);
    }

    /** The cap in words, as the end of a sentence of the statement. */
    String inWords() {
        return sentence;
    }
}
