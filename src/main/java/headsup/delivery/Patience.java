package headsup.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a deferred letter is tried again: after 1, 5, 15, then every 30 minutes, or when the relay says. */
final class Patience {

    /** After that long nobody is helped by the letter any more; a newer word or the page has told them. */
    static final Duration USEFUL = Duration.ofHours(12);

    /** How long a doubt waits for evidence, also another node's, before the letter is sent once more. */
    static final Duration DOUBT = Duration.ofMinutes(2);

    private static final int[] MINUTES = {1, 5, 15, 30};

    private Patience() {}

    /** @param attempts made so far, at least 1; {@code asked} is the wait the relay asked for */
    static Duration after(int attempts, @Nullable Duration asked) {
        Duration usual = Duration.ofMinutes(MINUTES[Math.min(attempts, MINUTES.length) - 1]);
        return asked != null && asked.compareTo(usual) > 0 ? asked : usual;
    }
}
