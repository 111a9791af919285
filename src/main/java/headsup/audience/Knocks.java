package headsup.audience;

import headsup.access.Attempts;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often a place filled in the form within the hour, in memory and of this process alone: where somebody is is
 * never written down. What one address may be sent is counted in the database, see {@link OptIns}.
 */
@Singleton
class Knocks {

    static final int MOST_PER_PLACE = 20;

    /** Beyond so many places in an hour new ones are let in uncounted; the bound on pending requests still holds. */
    private static final int MOST_PLACES = 100_000;

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private record Hour(long number, Map<String, Integer> knocks) {}

    private final Clock clock;
    private volatile Hour hour = new Hour(0, new ConcurrentHashMap<>());

    Knocks(Clock clock) {
        this.clock = clock;
    }

    /** Counts one more; how long to wait when it was one too many. */
    @Nullable
    Duration count(HttpServerRequest request) {
        return count(Attempts.place(request), clock.instant());
    }

    @Nullable
    Duration count(String place, Instant now) {
        long number = now.getEpochSecond() / HOUR;
        Hour current = hour;
        if (current.number() != number) {
            current = new Hour(number, new ConcurrentHashMap<>());
            hour = current;
        }
        Map<String, Integer> knocks = current.knocks();
        if (knocks.size() >= MOST_PLACES && !knocks.containsKey(place)) {
            return null;
        }
        return knocks.merge(place, 1, Integer::sum) > MOST_PER_PLACE
                ? Duration.ofSeconds((number + 1) * HOUR - now.getEpochSecond())
                : null;
    }
}
