package headsup.goodwill;

import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same incident told at another cadence: the first word stands and promises the next at the cadence, news follows every so
 * many minutes, accepted at once and promising the next, and the word that it is over stands. After a reopening the same
 * again. Who never heard a first word hears none here either. Pure.
 */
final class Retold {

    private final long every;
    private final List<Message> told = new ArrayList<>();

    private Retold(long every) {
        this.every = every;
    }

    /** @param every minutes, at least one; the work is proportional to the length of the incident over it */
    static IncidentFacts every(long every, IncidentFacts facts) {
        Retold retold = new Retold(every);
        retold.tell(
                facts.messages().stream()
                        .sorted(Comparator.comparingLong(Message::minute))
                        .toList(),
                end(facts));
        return facts.withMessages(retold.told);
    }

    private void tell(List<Message> messages, long end) {
        Message first = null;
        for (Message message : messages) {
            if (message.kind() == Kind.RESOLVED) {
                fill(first, message.minute());
                told.add(message);
                first = null;
            } else if (first == null) {
                first = message;
                told.add(promising(message));
            }
        }
        fill(first, end);
    }

    private void fill(@Nullable Message first, long until) {
        if (first == null) {
            return;
        }
        for (long at = first.minute() + every; at < until; at += every) {
            told.add(new Message(at, Kind.NEWS, at + every, null, false, false, null));
        }
    }

    private Message promising(Message first) {
        return new Message(
                first.minute(),
                first.kind(),
                first.minute() + every,
                first.estimateMinute(),
                first.apology(),
                first.blame(),
                first.text());
    }

    /** Nobody reports on what is over: the last restoration, or T. */
    private static long end(IncidentFacts facts) {
        Long restored = facts.reopened().isEmpty()
                ? facts.restoredMinute()
                : facts.reopened().get(facts.reopened().size() - 1).restoredMinute();
        return restored == null ? facts.untilMinute() : Math.min(restored, facts.untilMinute());
    }
}
