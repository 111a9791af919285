package headsup.mail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one letter. Every letter given to the {@link Courier} gets exactly one. */
public sealed interface Receipt {

    long delivery();

    /**
     * The relay, or the outbox, has taken it over.
     *
     * @param at when its reply was read, by the clock all nodes share
     * @param reply its words, with the queue id most relays put there
     * @param lane which relay, as {@code host:port}; {@code outbox} without one
     */
    record Accepted(long delivery, Instant at, String reply, String lane) implements Receipt {}

    /**
     * A definite "later", or no relay could be reached: nothing was handed over.
     *
     * @param retryAfter the wait the relay asked for; null when it named none
     * @param countsAgainstAddress false when the reason lies with the relay and not with the address
     */
    record Deferred(long delivery, String reply, @Nullable Duration retryAfter, boolean countsAgainstAddress)
            implements Receipt {}

    /**
     * A definite no.
     *
     * @param enhancedStatus after RFC 3463; made up from the reply's code when the relay sent none
     */
    record Rejected(long delivery, String reply, String enhancedStatus, AddressFault fault) implements Receipt {}

    /** The dot was sent and no reply that says anything came back: it may have been taken over or not. */
    record Doubtful(long delivery, String reply) implements Receipt {}

    /** Nothing was handed over, and that is certain: pending again. */
    record NotSent(long delivery, String reason) implements Receipt {}

    /** What a refusal says about the address. */
    enum AddressFault {
        /** Nothing: policy, content, or the relay itself. Never a reason to stop writing to the address. */
        NONE,
        /** Nobody there now (5.1.1 and the like): believed when it is said again a day later. */
        UNKNOWN_USER,
        /** Closed or never to be mailed (5.1.10, 5.2.1): believed at once. */
        CLOSED,
        /** The mailbox is full. */
        FULL
    }
}
