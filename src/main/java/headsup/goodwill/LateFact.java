package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fact that became known after entries were booked without it: the cause of a correction.
 *
 * @param known what we know now, a clause without full stop
 * @param fact what it is about, as in {@code update/k3v9x0q2m1ab}; null when it is about the incident as a whole
 */
public record LateFact(Cause cause, String known, @Nullable String fact) {

    /** The kinds of late facts. */
    public enum Cause {
        /** The customer says that an email never came. */
        DISPUTED,
        BOUNCED,
        /** An update that counted as received was not. */
        NOT_RECEIVED,
        /** An update had reached the customer earlier than was known. */
        RECEIVED,
        /** A call was noted late, or withdrawn. */
        CALL,
        /** A credit was noted late, or withdrawn. */
        GESTURE,
        /** Since when the customer is affected. */
        AFFECTED,
        START,
        RESTORATION,
        REOPENING,
        SEVERITY,
        /** Whether an update blamed somebody else, or apologised. */
        JUDGEMENT,
        ROOT_CAUSE,
        /** Another incident at the same time. */
        OTHER_INCIDENT,
        /** What the 90 days before held. */
        HISTORY,
        MAINTENANCE,
        /** Something outside incidents was withdrawn. */
        WITHDRAWN,
        /** Something outside incidents was noted late. */
        NOTED_LATE,
        /** The balance that faded was another. */
        BALANCE,
        /** None of these, or not recorded. */
        LATE_FACT;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** {@link #LATE_FACT} for null. */
        static Cause of(@Nullable String word) {
            for (Cause cause : values()) {
                if (cause.word().equals(word)) {
                    return cause;
                }
            }
            return LATE_FACT;
        }
    }

    private static final String UPDATE = "update/";
    private static final int LONGEST = 500;

    static final LateFact UNRECORDED = new LateFact(Cause.LATE_FACT, "later facts say otherwise", null);

    /** Id of the update it is about; null when it is about none. */
    @Nullable
    String update() {
        return fact != null && fact.startsWith(UPDATE) ? fact.substring(UPDATE.length()) : null;
    }

    /** Shortened to what the books hold. */
    public LateFact {
        known = known.length() <= LONGEST ? known : known.substring(0, LONGEST - 1) + "…";
    }
}
