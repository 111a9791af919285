package headsup.incident;

import headsup.kernel.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the next words are promised, as the doors take it: a time, or how long from now. */
final class NextWord {

    private static final Duration LONGEST = Duration.ofDays(366);

    private NextWord() {}

    /** @throws Refusal {@code invalid_field} for both at once, and for a duration that is none or more than a year */
    static @Nullable Instant of(@Nullable Instant at, @Nullable Duration in, Instant now) {
        if (at != null && in != null) {
            throw Refusal.field("nextUpdateIn", "can't stand beside nextUpdateAt");
        }
        if (in != null && (in.isNegative() || in.isZero() || in.compareTo(LONGEST) > 0)) {
            throw Refusal.field("nextUpdateIn", "must be more than nothing and at most a year");
        }
        return in == null ? at : now.plus(in);
    }
}
