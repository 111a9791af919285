package headsup.console;

import headsup.delivery.Attempts;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook and its last try, in words.
 *
 * @param outcome as in {@code delivered} or {@code tried 2 times}
 * @param status as in {@code 204}; empty when no answer came
 * @param answer the beginning of the answer, or why there was none; may be empty
 * @param at when it was tried, or written while it was not
 * @param next null when it is not tried again
 */
record Try(
        String event,
        String outcome,
        boolean bad,
        String status,
        String answer,
        Times.Moment at,
        Times.@Nullable Moment next) {

    /** Null for none. */
    static @Nullable Try of(Attempts.@Nullable Attempt attempt, Times times) {
        if (attempt == null) {
            return null;
        }
        return new Try(
                attempt.event(),
                outcome(attempt),
                attempt.state().equals("deferred") || attempt.state().equals("given_up"),
                attempt.statusCode() == null ? "" : Integer.toString(attempt.statusCode()),
                attempt.answer(),
                times.moment(attempt.triedAt() == null ? attempt.createdAt() : attempt.triedAt()),
                attempt.nextTryAt() == null || attempt.tries() == 0 ? null : times.moment(attempt.nextTryAt()));
    }

    private static String outcome(Attempts.Attempt attempt) {
        String tries = attempt.tries() == 1 ? "1 try" : attempt.tries() + " tries";
        return switch (attempt.state()) {
            case "pending" -> "waits for its first try";
            case "sending" -> "on its way";
            case "deferred" -> "not taken yet, " + tries;
            case "delivered" -> attempt.tries() == 1 ? "delivered" : "delivered after " + tries;
            case "given_up" -> attempt.tries() == 0 ? "given up" : "given up after " + tries;
            default -> throw new IllegalArgumentException("no state of a message: " + attempt.state());
        };
    }
}
