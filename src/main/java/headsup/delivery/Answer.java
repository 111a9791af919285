package headsup.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try to deliver a webhook. */
sealed interface Answer {

    /**
     * The receiver answered.
     *
     * @param status of HTTP
     * @param words the beginning of its body
     * @param asked what it asked for in {@code Retry-After}; null without
     */
    record Heard(int status, String words, @Nullable Duration asked) implements Answer {}

    /** It did not: not found, not reached, not trusted, or too slow. */
    record Unheard(String why) implements Answer {}
}
