package headsup.access;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import org.hibernate.Session;

/** Forgets the answers of {@code Idempotency-Key}s after seven days; any node does it. */
@ApplicationScoped
class OldKeys {

    private static final Duration KEPT = Duration.ofDays(7);

    private final Session database;
    private final Clock clock;

    OldKeys(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "1h", identity = "idempotency")
    @Transactional
    void forget() {
        database.createNativeMutationQuery("DELETE FROM idempotent_answer WHERE created_at < :old")
                .setParameter("old", clock.instant().minus(KEPT))
                .executeUpdate();
    }
}
