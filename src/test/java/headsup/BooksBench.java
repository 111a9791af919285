package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One step of the books for every customer, by the packaged product on its own PostgreSQL; then, on the same server, one bare
 * statement that inserts as many such rows and updates as many balances. And how long it takes to read in books of that size.
 *
 * <p>{@code ./mvnw -Pbench verify -Dit.test=BooksBench -Dcustomers=1000000}
 */
@Tag("bench")
class BooksBench {

    private static final int CUSTOMERS = Integer.getInteger("customers", 1_000_000);
    private static final int LONG_STATEMENT = 1_000;
    private static final int WORST = 100;
    private static final int WARM_UP = 50;
    private static final int LOOKS = 21;

    /** A broken word of minor impact is due 90 minutes after the start, and nothing else within the hours around it. */
    private static final Duration BEFORE_THE_STEP = Duration.ofMinutes(86);

    @TempDir
    private Path home;

    private record Cost(double seconds, long wal) {}

    @Test
    void oneStepForEveryCustomer() throws Exception {
        try (RunningProduct product = RunningProduct.start(home.resolve("data"), Map.of());
                Connection eyes = product.database()) {
            product.component("Everything");
            product.customers(CUSTOMERS, home.resolve("customers.csv"), i -> "Everything");
            declareSilently(product);
            System.out.printf("%n%,d customers%n", CUSTOMERS);
            print("gathering all facts and booking the onset", booked(product, eyes, 1));
            Cost step = booked(product, eyes, 2);
            print("one step", step);
            Cost bare = bare(eyes);
            print("one bare statement", bare);
            System.out.printf("ratio %.2f%n", step.seconds() / bare.seconds());
            read(product, eyes);
        }
    }

    private static void print(String what, Cost cost) {
        System.out.printf(
                "%s: %.1f s, %,.0f rows/s, %,d octets of WAL a customer%n",
                what, cost.seconds(), CUSTOMERS / cost.seconds(), cost.wal() / CUSTOMERS);
    }

    /** No letters: this is about the books alone. */
    private static void declareSilently(RunningProduct product) {
        Instant started = Instant.now().minus(BEFORE_THE_STEP).truncatedTo(ChronoUnit.MINUTES);
        product.admin()
                .body(Map.of(
                        "name",
                        "Everything is slow",
                        "components",
                        List.of(Map.of("id", "Everything", "status", "degraded_performance")),
                        "startedAt",
                        started.toString(),
                        "notify",
                        false,
                        "message",
                        "We are looking into it.",
                        "nextUpdateIn",
                        "PT8H"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
    }

    /** Waits until so many postings are booked; the time of the run that did it, as the product measured it. */
    private static Cost booked(RunningProduct product, Connection eyes, int postings) throws Exception {
        double before = Metrics.of(product).get("headsup_goodwill_booking_seconds_sum", "");
        long wal = wal(eyes);
        double heap = 0;
        while (one(eyes, "SELECT count(*) FROM posting WHERE entries = " + CUSTOMERS) < postings) {
            heap = Math.max(heap, Metrics.of(product).get("jvm_memory_used_bytes", "area=\"heap\""));
            TimeUnit.MILLISECONDS.sleep(200);
        }
        long written = wal(eyes) - wal;
        TimeUnit.SECONDS.sleep(3);
        double seconds = Metrics.of(product).get("headsup_goodwill_booking_seconds_sum", "") - before;
        System.out.printf("heap in use at most %.0f MB of 512%n", heap / 1e6);
        return new Cost(seconds, written);
    }

    private static long wal(Connection eyes) throws SQLException {
        return one(eyes, "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')");
    }

    /** The same rows into a table with nothing but a primary key, the same balances, one transaction. The best of two. */
    private static Cost bare(Connection eyes) throws SQLException {
        try (Statement sql = eyes.createStatement()) {
            sql.execute("CREATE TABLE bare_entry (LIKE entry INCLUDING DEFAULTS INCLUDING IDENTITY, PRIMARY KEY (id))");
            sql.execute("CREATE TABLE bare_account (LIKE account INCLUDING ALL) WITH (fillfactor = 70)");
            sql.execute("INSERT INTO bare_account SELECT * FROM account");
            sql.execute("VACUUM ANALYZE bare_account");
            sql.execute("CHECKPOINT");
            Cost first = bareStep(eyes, sql);
            Cost second = bareStep(eyes, sql);
            return first.seconds() < second.seconds() ? first : second;
        }
    }

    private static Cost bareStep(Connection eyes, Statement sql) throws SQLException {
        long wal = wal(eyes);
        long from = System.nanoTime();
        sql.execute("""
                WITH booked AS (
                  INSERT INTO bare_entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, policy)
                  SELECT 1, customer_id, 1, 29000000, -5, -5, 0, 0, false, 'abcdefghijkl', 'promise_broken', 'default.1' FROM bare_account
                  RETURNING customer_id, applied)
                UPDATE bare_account a SET balance = balance + b.applied FROM booked b WHERE b.customer_id = a.customer_id""");
        return new Cost((System.nanoTime() - from) / 1e9, wal(eyes) - wal);
    }

    private static void read(RunningProduct product, Connection eyes) throws Exception {
        lengthen(eyes);
        System.out.printf(
                "statement of %,d entries: %.0f ms; the %d worst of %,d accounts: %.0f ms (medians of %d)%n",
                LONG_STATEMENT,
                median(product, "/api/v1/customers/c7/statement"),
                WORST,
                CUSTOMERS,
                median(product, "/api/v1/goodwill/accounts?sort=lowest&limit=" + WORST),
                LOOKS);
    }

    /** Gives one customer the entries of years, in a posting that adds up. */
    private static void lengthen(Connection eyes) throws SQLException {
        try (Statement sql = eyes.createStatement()) {
            sql.execute("""
                    WITH posted AS (
                      INSERT INTO posting (fact, recorded_at, entries, total, house) VALUES ('years', now(), %1$d, 0, 0) RETURNING id),
                    because AS (INSERT INTO reason (because) VALUES ('A long story.') RETURNING id)
                    INSERT INTO entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, policy)
                    SELECT p.id, (SELECT id FROM customer WHERE ref = 'c7'), b.id, 29000000 - i, 0, 0, 0, 0, false, 'years', 'manual', 'default.1'
                      FROM posted p, because b, generate_series(1, %1$d) AS i""".formatted(LONG_STATEMENT));
        }
    }

    /** In milliseconds, once the product is warm: of a process that has just started the compiler is measured, not the books. */
    private static double median(RunningProduct product, String path) throws IOException, InterruptedException {
        // By token: a password is made to be slow.
        String token = product.admin()
                .body(Map.of("label", "bench"))
                .post("/api/v1/tokens")
                .path("secret");
        HttpRequest look = HttpRequest.newBuilder(URI.create(product.url() + path))
                .header("Authorization", "Bearer " + token)
                .build();
        double[] millis = new double[LOOKS];
        try (HttpClient reader = HttpClient.newHttpClient()) {
            for (int i = -WARM_UP; i < LOOKS; i++) {
                long from = System.nanoTime();
                HttpResponse<byte[]> answer = reader.send(look, HttpResponse.BodyHandlers.ofByteArray());
                assertEquals(200, answer.statusCode());
                if (i >= 0) {
                    millis[i] = (System.nanoTime() - from) / 1e6;
                }
            }
        }
        Arrays.sort(millis);
        return millis[LOOKS / 2];
    }

    private static long one(Connection eyes, String sql) throws SQLException {
        try (Statement asked = eyes.createStatement();
                ResultSet found = asked.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        }
    }
}
