package headsup.care;

import headsup.care.Touchpoint.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether there was somebody at the other end of what was noted: without proof it is kept as a note and worth nothing (goodwill
 * policy, section 11, rule 6). Pure; asked only where the policy in force wants proof.
 */
final class Evidence {

    static final String NOT_PROMISED = "no promise of it was noted beforehand";
    static final String NOBODY_NAMED = "no email about it was accepted, and nobody we spoke to is named";
    static final String NO_LINK = "only an answer by the customer's own link counts";
    static final String BEFORE_OPENING = "it lies before the account was opened";
    static final String NOTED_LATE = "it was noted more than 24 hours after the call";
    static final String NOTHING_NOTED = "the note it refers to is worth nothing";
    static final String NO_YES = "nobody who said yes is named";

    private Evidence() {}

    /**
     * What is missing for it to count; null when it counts.
     *
     * @param opened when the account was opened
     * @param promised whether a promise of it was noted before it happened
     * @param spokenTo the person at the customer; null or blank for nobody
     */
    static @Nullable String missing(
            Kind kind, Instant at, Instant opened, boolean promised, @Nullable String spokenTo) {
        boolean counts =
                switch (kind) {
                    case PROMISED, CALL, INQUIRY, ANSWER -> false;
                    default -> true;
                };
        if (counts && isBefore(at, opened)) {
            return BEFORE_OPENING;
        }
        return switch (kind) {
            case KEPT -> promised ? null : NOT_PROMISED;
            case GOOD_NEWS, PREVENTION -> spokenTo == null || spokenTo.isBlank() ? NOBODY_NAMED : null;
            case SURVEY -> NO_LINK;
            case PROMISED, MISSED, CALL, GESTURE, PREVENTION_FAILED, INQUIRY, ANSWER, WINBACK_REPLY, MANUAL -> null;
        };
    }

    /** Whether it lies before the minute in which the account was opened. */
    static boolean isBefore(Instant at, Instant opened) {
        return at.isBefore(opened.truncatedTo(ChronoUnit.MINUTES));
    }

    /** As the list of what happened says it. */
    static String remark(String missing) {
        return "Noted; no points: " + missing + ".";
    }
}
