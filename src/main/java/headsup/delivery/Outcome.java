package headsup.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed delivery.
 *
 * @param at when; for an acceptance the time of the relay's 250
 * @param lookAt when to look at it again; null when it won't be
 * @param reason a word for machines: why it was suppressed, or what a refusal says of the address
 * @param reply the relay's own words
 */
record Outcome(
        long id,
        long fence,
        State state,
        Instant at,
        @Nullable Instant lookAt,
        @Nullable String reason,
        @Nullable String reply,
        @Nullable String lane) {

    /** Nothing about it but the state and the words. */
    static Outcome of(Claimed row, State state, Instant at, @Nullable String reply) {
        return new Outcome(row.id(), row.fence(), state, at, null, null, reply, null);
    }

    Outcome again(Instant when) {
        return new Outcome(id, fence, state, at, when, reason, reply, lane);
    }

    Outcome because(String why) {
        return new Outcome(id, fence, state, at, lookAt, why, reply, lane);
    }

    Outcome by(String way) {
        return new Outcome(id, fence, state, at, lookAt, reason, reply, way);
    }
}
