package headsup.mail;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a relay answered within the last five minutes, and how much of it was a no for reasons of policy or content (5.7.x).
 * More than one in a hundred says that it is us who are not wanted, not an address: going on would only lose letters and make
 * it worse (mail.md section 4). Fewer than 20 answers, or fewer than 3 such refusals, say nothing yet. Times are
 * {@code System.nanoTime()}, handed in.
 */
final class Refusals {

    static final int LEAST_ANSWERS = 20;
    static final int LEAST_REFUSALS = 3;
    private static final int MOST_PERCENT = 1;
    private static final int SLOTS = 30;
    private static final long SLOT = Duration.ofSeconds(10).toNanos();

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"]+@[^\\s<>\"]+");

    private final ReentrantLock lock = new ReentrantLock();
    private final int[] answers = new int[SLOTS];
    private final int[] refusals = new int[SLOTS];
    private final long start;
    private long current;

    Refusals(long now) {
        start = now;
    }

    /** Counts what became of a letter; a sentence with the relay's words when it refuses too many, else null. */
    @Nullable
    String heed(Receipt receipt, long now) {
        return switch (receipt) {
            case Receipt.Rejected no when no.enhancedStatus().startsWith("5.7.") -> counted(no.reply(), now);
            case Receipt.Accepted yes -> counted(null, now);
            case Receipt.Deferred later -> counted(null, now);
            case Receipt.Rejected no -> counted(null, now);
            case Receipt.Doubtful silence -> null;
            case Receipt.NotSent unasked -> null;
        };
    }

    private @Nullable String counted(@Nullable String refusal, long now) {
        lock.lock();
        try {
            int slot = advance((now - start) / SLOT);
            answers[slot]++;
            refusals[slot] += refusal == null ? 0 : 1;
            return refusal == null ? null : judged(refusal);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String judged(String words) {
        int answered = Arrays.stream(answers).sum();
        int refused = Arrays.stream(refusals).sum();
        boolean tooMany = answered >= LEAST_ANSWERS && refused >= LEAST_REFUSALS;
        return tooMany && refused * 100L > answered * (long) MOST_PERCENT
                ? "refused %d of %d letters within 5 minutes by policy: %s"
                        .formatted(refused, answered, nameless(words))
                : null;
    }

    /** These words go into logs and letters to staff; whom a letter was for is nothing to them. */
    private static String nameless(String words) {
        return ADDRESS.matcher(words).replaceAll("…");
    }

    /** Empties the slots that have become too old; the index of the one for now. */
    private int advance(long slot) {
        for (long next = Math.max(current + 1, slot - SLOTS + 1); next <= slot; next++) {
            answers[(int) (next % SLOTS)] = 0;
            refusals[(int) (next % SLOTS)] = 0;
        }
        current = Math.max(current, slot);
        return (int) (current % SLOTS);
    }

    /** Somebody has looked: what was before counts no more. */
    void forget() {
        lock.lock();
        try {
            Arrays.fill(answers, 0);
            Arrays.fill(refusals, 0);
        } finally {
            lock.unlock();
        }
    }
}
