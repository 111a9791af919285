package headsup.console;

import headsup.delivery.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How the letters of an incident stand.
 *
 * @param total of all; zero when no letter was ever planned
 * @param settled of these, whose way is over
 * @param sums the three answers: accepted, under way, not reached
 * @param counts the states that occur, each with its number
 */
record Reached(long total, long settled, List<Reached.Sum> sums, List<Reached.Count> counts) {

    /** @param kind names the colour */
    record Sum(String kind, String word, String number) {}

    /** @param chosen whether the list is filtered by it */
    record Count(String state, String word, String number, boolean chosen) {}

    private enum Answer {
        TOLD,
        UNDER_WAY,
        NOT_REACHED,
        NOT_NEEDED
    }

    static Reached of(Map<String, Long> counts, String chosen) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Reached(
                total,
                total - number(counts, Answer.UNDER_WAY),
                List.of(
                        sum("operational", "Accepted", counts, Answer.TOLD),
                        sum("maintenance", "Under way", counts, Answer.UNDER_WAY),
                        sum("major", "Not reached", counts, Answer.NOT_REACHED)),
                Arrays.stream(State.values())
                        .filter(state -> counts.getOrDefault(state.word(), 0L) > 0
                                || state.word().equals(chosen))
                        .map(state -> new Count(
                                state.word(),
                                word(state),
                                Figures.of(counts.getOrDefault(state.word(), 0L)),
                                state.word().equals(chosen)))
                        .toList());
    }

    /** Nothing to count is nothing to colour. */
    private static Sum sum(String kind, String word, Map<String, Long> counts, Answer answer) {
        long number = number(counts, answer);
        return new Sum(number == 0 ? "quiet" : kind, word, Figures.of(number));
    }

    private static long number(Map<String, Long> counts, Answer answer) {
        return Arrays.stream(State.values())
                .filter(state -> answer(state) == answer)
                .mapToLong(state -> counts.getOrDefault(state.word(), 0L))
                .sum();
    }

    private static Answer answer(State state) {
        return switch (state) {
            case ACCEPTED, DELIVERED -> Answer.TOLD;
            case PENDING, SENDING, DEFERRED, IN_DOUBT -> Answer.UNDER_WAY;
            case REJECTED, BOUNCED, SUPPRESSED, EXPIRED, UNKNOWN -> Answer.NOT_REACHED;
            case SUPERSEDED -> Answer.NOT_NEEDED;
        };
    }

    static String word(State state) {
        String word = state.word().replace('_', ' ');
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** The colour of a state. */
    static String kind(State state) {
        return switch (answer(state)) {
            case TOLD -> "operational";
            case UNDER_WAY -> "maintenance";
            case NOT_REACHED -> "major";
            case NOT_NEEDED -> "quiet";
        };
    }
}
