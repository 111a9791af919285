package headsup.incident;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incident before it is one.
 *
 * @param names its name in other languages
 * @param words its first update
 * @param startedAt when the impact began; null: now. May lie in the past
 * @param detectedAt when we noticed
 * @param provider the upstream supplier it comes from
 * @param visibility who may see it; null: what follows from the reach
 */
public record Declaration(
        String name,
        Translations names,
        Words words,
        Reach reach,
        @Nullable Instant startedAt,
        @Nullable Instant detectedAt,
        @Nullable String provider,
        Visibility visibility) {

    public Declaration(
            String name,
            Translations names,
            Words words,
            Reach reach,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable String provider,
            @Nullable Visibility visibility) {
        this.name = name;
        this.names = names;
        this.words = words;
        this.reach = reach;
        this.startedAt = startedAt;
        this.detectedAt = detectedAt;
        this.provider = provider;
        this.visibility = Objects.requireNonNullElseGet(visibility, () -> Visibility.of(reach));
    }

    /** Named in the language of the original alone. */
    public Declaration(
            String name,
            Words words,
            Reach reach,
            @Nullable Instant startedAt,
            @Nullable Instant detectedAt,
            @Nullable String provider) {
        this(name, Translations.NONE, words, reach, startedAt, detectedAt, provider, null);
    }
}
