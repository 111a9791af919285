package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.CountingSink.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One fan-out, killed with {@code kill -9} at twelve points of its path and started again each time on what was left: while
 * it is planned, at every phase of the conversation with the relay, in the claim, in the settlement, and as soon as it is
 * back. The relay stands still where it is told to, the database where a lock is held.
 */
final class TwelveKills {

    /** Conversations at the same time: what can be in flight at one kill. */
    private static final int IN_FLIGHT = 8;

    private static final Phase LAST = Phase.values()[Phase.values().length - 1];

    private final int contacts;
    private final Path data;
    private final Path home;
    private String incident = "";

    TwelveKills(Path home, int contacts) {
        this.home = home;
        this.data = home.resolve("data");
        this.contacts = contacts;
    }

    @FunctionalInterface
    private interface Moment {
        /** Returns when the product stands where it is to be killed. */
        void await(RunningProduct product) throws Exception;
    }

    void run() throws Exception {
        try (CountingSink sink = new CountingSink()) {
            // Nothing goes out yet: what is sent before the other kills is not there for them.
            sink.freezeAt(Phase.CONNECT, 0);
            kill(sink, this::planning);
            sink.thaw();
            long some = contacts / 14;
            for (Phase phase : Phase.values()) {
                boolean early = phase == Phase.CONNECT || phase == Phase.EHLO;
                sink.freezeAt(phase, early ? 0 : some);
                kill(sink, product -> {
                    Eventually.holds("the relay stands still at " + phase, sink::isFrozen);
                    if (phase == LAST) {
                        holdBack(product);
                    }
                });
                sink.thaw();
            }
            kill(sink, product -> blocked(product, "claim", "ACCESS EXCLUSIVE", "INSERT INTO claim"));
            kill(sink, product -> blocked(product, "delivery", "EXCLUSIVE", "UPDATE delivery"));
            kill(sink, TwelveKills::letGo);
            prove(sink);
        }
    }

    private void kill(CountingSink sink, Moment moment) throws Exception {
        RunningProduct product = start(sink);
        try {
            moment.await(product);
        } finally {
            product.kill();
        }
    }

    private RunningProduct start(CountingSink sink) throws IOException {
        return RunningProduct.start(data, Map.of("HEADSUP_MAIL_RELAYS", "smtp://127.0.0.1:" + sink.port()));
    }

    /** The words are out, the first chunk is planned, the rest is not. */
    private void planning(RunningProduct product) throws IOException {
        product.component("Cards");
        product.customers(contacts, home.resolve("customers.csv"), i -> "Cards");
        incident = product.declare("Cards", "major_outage", "We are looking into it.");
    }

    /** The rest stays until {@link #letGo}, whatever the speed of this machine. */
    private static void holdBack(RunningProduct product) {
        product.admin()
                .body(Map.of("scope", "all", "reason", "wait"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201);
    }

    private static void letGo(RunningProduct product) {
        int brake = product.admin().get("/api/v1/brakes").path("items[0].id");
        product.admin().delete("/api/v1/brakes/" + brake).then().statusCode(204);
    }

    /** A statement that begins so waits for a lock of ours, which goes with its server. */
    private static void blocked(RunningProduct product, String table, String mode, String statement) throws Exception {
        try (Connection ours = product.database();
                Connection eyes = product.database()) {
            ours.setAutoCommit(false);
            try (Statement lock = ours.createStatement()) {
                lock.execute("LOCK TABLE " + table + " IN " + mode + " MODE");
                letGo(product);
                Eventually.holds(statement + " waits", () -> waits(eyes, statement));
                holdBack(product);
            }
        }
    }

    private static boolean waits(Connection eyes, String statement) {
        try (ResultSet found = eyes.createStatement()
                .executeQuery("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"
                        + statement + "%'")) {
            found.next();
            return found.getInt(1) > 0;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void prove(CountingSink sink) throws Exception {
        try (RunningProduct product = start(sink);
                Connection eyes = product.database()) {
            Eventually.holds(
                    "the rest went out by itself",
                    () -> product.count(incident, "pending")
                                    + product.count(incident, "sending")
                                    + product.count(incident, "deferred")
                            == 0);
            long doubtful = product.count(incident, "in_doubt");
            // What stayed in doubt has waited long enough for evidence.
            try (Statement time = eyes.createStatement()) {
                time.execute("UPDATE delivery SET look_at = now() WHERE state = 'in_doubt'");
            }
            Eventually.holds(
                    "no doubt is left",
                    () -> product.count(incident, "in_doubt") + product.count(incident, "sending") == 0);
            Eventually.holds("all are accepted", () -> product.count(incident, "accepted") == contacts);
            Set<String> resent = resent(eyes);
            Set<String> twice = sink.toldTwice().stream()
                    .map(who -> who.substring(who.indexOf(' ') + 1))
                    .collect(Collectors.toCollection(HashSet::new));
            System.out.printf(
                    "%,d contacts, twelve kills: lost %d, told twice %d, sent once more and recorded so %d (%d after the last kill)%n",
                    contacts, contacts - sink.count().people(), twice.size(), resent.size(), doubtful);
            assertEquals(contacts, sink.count().people(), "lost");
            assertEquals(sink.toldTwice().size(), twice.size(), "told three times");
            assertTrue(resent.containsAll(twice), "told twice and not recorded");
            assertTrue(twice.size() <= IN_FLIGHT * Phase.values().length, "more than were in flight");
            assertTrue(
                    product.admin().get("/api/v1/goodwill/audit").jsonPath().getBoolean("ok"),
                    "the books don't add up");
        }
    }

    private static Set<String> resent(Connection eyes) throws SQLException {
        Set<String> resent = new HashSet<>();
        try (ResultSet found = eyes.createStatement()
                .executeQuery("SELECT c.email FROM delivery d JOIN contact c ON c.id = d.contact_id WHERE d.resent")) {
            while (found.next()) {
                resent.add(found.getString(1));
            }
        }
        return resent;
    }
}
