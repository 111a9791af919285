package headsup.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The rows this process has claimed and not yet settled: bounded by the places in its pipelines. */
@ApplicationScoped
class Holdings {

    private static final Duration RENEW = Duration.ofMinutes(1);

    private final Claims claims;
    private final Clock clock;
    private final Map<Long, Claimed> held = new ConcurrentHashMap<>();
    private volatile Instant renewAt = Instant.EPOCH;

    Holdings(Claims claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
    }

    void hold(Collection<Claimed> rows) {
        rows.forEach(row -> held.put(row.id(), row));
    }

    /** The claim a receipt answers to. */
    Claimed of(long delivery) {
        return Objects.requireNonNull(held.get(delivery), "a receipt for a delivery nobody holds");
    }

    void letGo(Collection<Outcome> settled) {
        settled.forEach(outcome -> held.remove(outcome.id()));
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int size() {
        return held.size();
    }

    /** A lease ends under a frozen process, never under a slow relay: what is held is held on to once a minute. */
    void renewLeases() {
        Instant now = clock.instant();
        if (now.isAfter(renewAt)) {
            claims.renew(held.values().stream().map(Claimed::fence).collect(Collectors.toSet()));
            renewAt = now.plus(RENEW);
        }
    }
}
