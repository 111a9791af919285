package headsup.kernel;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The one clock of all nodes: the database's, kept as an offset from this machine's so that reading it costs nothing.
 * Measured at start and once a minute; leases and promises of two nodes with different clocks then still agree.
 */
@Startup
@Singleton
public class DatabaseClock {

    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(2);

    private final DataSource database;
    private volatile Duration offset = Duration.ZERO;

    DatabaseClock(DataSource database) {
        this.database = database;
        measure();
    }

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return new Shifted();
    }

    @Scheduled(every = "1m", delayed = "1m", identity = "clock")
    void measure() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            Instant before = Instant.now();
            try (var row = statement.executeQuery("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint")) {
                row.next();
                Instant after = Instant.now();
                Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
                Duration measured = Duration.between(middle, Instant.ofEpochMilli(row.getLong(1)));
                if (measured.minus(offset).abs().compareTo(WORTH_A_WORD) > 0) {
                    LOG.infof("The database's clock differs from this machine's by %d ms", measured.toMillis());
                }
                offset = measured;
            }
        } catch (SQLException gone) {
            LOG.debug("The database's clock can't be read now; going on with the last offset", gone);
        }
    }

    private final class Shifted extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.offset(Clock.system(zone), offset);
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(System.currentTimeMillis() + offset.toMillis());
        }
    }
}
