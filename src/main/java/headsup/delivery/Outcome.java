package headsup.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claimed delivery.
 *
 * @param at when; for an acceptance the time of the relay's 250
 * @param notBefore when to try again; null when it won't be
 */
record Outcome(
        long id,
        long fence,
        State state,
        Instant at,
        @Nullable Instant notBefore,
        @Nullable String reply,
        @Nullable String lane) {}
