package headsup.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident before it is one.
 *
 * @param names its name in other languages
 * @param words its first update
 * @param startedAt when the impact began; null: now. May lie in the past
 * @param detectedAt when we noticed
 * @param provider the upstream supplier it comes from
 */
public record Declaration(
        String name,
        Translations names,
        Words words,
        Reach reach,
        @Nullable Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable String provider) {

    /** Named in the language of the original alone. */
    public Declaration(
            String name,
            Words words,
            Reach reach,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable String provider) {
        this(name, Translations.NONE, words, reach, startedAt, detectedAt, provider);
    }
}
