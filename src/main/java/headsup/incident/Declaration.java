package headsup.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident before it is one.
 *
 * @param words its first update
 * @param startedAt when the impact began; null: now. May lie in the past
 * @param detectedAt when we noticed
 * @param provider the upstream supplier it comes from
 */
public record Declaration(
        String name,
        Words words,
        Reach reach,
        @Nullable Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable String provider) {}
