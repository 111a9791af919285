package headsup.page;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything public as it stood at one time: bytes by path. Nothing in it changes; the next one takes its place at once.
 *
 * @param asOf when the facts were read
 */
record Snapshot(Map<String, Edition> editions, Instant asOf) {

    /** Nobody asks for it by this path; it answers for what is not there. */
    static final String MISSING = "/404";

    static final Snapshot EMPTY = new Snapshot(Map.of(), Instant.EPOCH);

    Snapshot {
        editions = Map.copyOf(editions);
    }

    @Nullable
    Edition at(String path) {
        return editions.get(path);
    }
}
