package headsup.delivery;

import static headsup.delivery.Outage.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.mail.Courier;
import headsup.mail.Evidence;
import headsup.mail.Outbox;
import headsup.mail.Receipt;
import headsup.mail.ScriptedRelay;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * The line of the fault table on a database that goes away in the middle of a send: the real server throws everybody out and
 * lets nobody in.
 */
@QuarkusTest
@TestProfile(WithRelays.class)
@QuarkusTestResource(FreshDatabase.class)
class DatabaseGoneTest {

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

    @Inject
    Evidence evidence;

    @Inject
    AgroalDataSource pool;

    @Test
    void resultsWaitInTheJournalAndNothingNewIsSentUntilItIsBack() throws InterruptedException, SQLException {
        try (var board = new Switchboard(courier, outbox, watch);
                Connection elsewhere = elsewhere()) {
            ScriptedRelay relay = board.relay("main");
            var atDot = new CountDownLatch(1);
            var gone = new CountDownLatch(1);
            relay.dot = to -> {
                atDot.countDown();
                await(gone);
                return "250 2.0.0 Ok: queued as 1";
            };
            var outage = new Outage();
            String customer = outage.customer("first", "second");
            Instant due = declaredWithTheSecondDueLater(board, outage, address("second", customer));
            await(atDot);
            long first = board.rows().to(address("first", customer)).get(0).id();

            try {
                run(elsewhere, "ALTER DATABASE postgres ALLOW_CONNECTIONS false");
                run(elsewhere, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'");
                gone.countDown();
                Eventually.holds(
                        "the journal has the reply",
                        () -> evidence.about(List.of(first)).get(first) instanceof Receipt.Accepted);
                Eventually.holds(
                        "the second was due for a while", () -> Instant.now().isAfter(due.plusMillis(500)));
                assertEquals(1, relay.taken.size(), "nothing new is sent");
            } finally {
                run(elsewhere, "ALTER DATABASE postgres ALLOW_CONNECTIONS true");
            }
            board.reconnect();
            board.awaitAll(outage.incident(), State.ACCEPTED);
            board.rows().of(outage.incident()).forEach(row -> assertEquals(1, row.attempts()));
            assertEquals(2, relay.taken.size(), "nobody twice");
        } finally {
            pool.flush(AgroalDataSource.FlushMode.INVALID);
        }
    }

    private static Instant declaredWithTheSecondDueLater(Switchboard board, Outage outage, String second) {
        board.pause("main");
        outage.declare();
        Instant due = Instant.now().plusSeconds(2);
        board.rows()
                .run(
                        "UPDATE delivery SET look_at = CAST(? AS timestamptz)"
                                + " WHERE contact_id = (SELECT id FROM contact WHERE email = ?)",
                        due.toString(),
                        second);
        board.release("main");
        return due;
    }

    /** The same server, by another door than the one that is shut. */
    private static Connection elsewhere() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class).replace("/postgres", "/template1"),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
