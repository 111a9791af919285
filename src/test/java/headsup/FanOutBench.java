package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One update to many contacts, from publish to the last settled row, by the packaged product on its own PostgreSQL; then
 * the same sink taking letters from a bare sender and from the Vert.x mail client.
 *
 * <p>{@code ./mvnw -Pbench verify -Dit.test=FanOutBench -Dcontacts=200000}
 */
@Tag("bench")
class FanOutBench {

    private static final int CONTACTS = Integer.getInteger("contacts", 200_000);
    private static final int URGENT = 1_000;
    private static final String MESSAGE =
            "Some payments are refused and we are looking into it together with our bank. ".repeat(6);
    private static final List<String> STAGES = List.of("plan", "claim", "write", "hand_over", "settle");

    @TempDir
    private Path home;

    @Test
    void lettersPerSecondFromPublishToLastSettledRow() throws Exception {
        try (CountingSink sink = new CountingSink()) {
            fanOut(sink);
            wire(sink);
        }
    }

    private void fanOut(CountingSink sink) throws Exception {
        Path data = home.resolve("data");
        var relays = Map.of("HEADSUP_MAIL_RELAYS", "smtp://127.0.0.1:" + sink.port());
        try (RunningProduct product = RunningProduct.start(data, relays)) {
            seed(product);
            System.out.printf("%n%,d contacts, a process just started, the first update of an incident%n", CONTACTS);
            long published = System.nanoTime();
            String incident = product.declare("Everything", "partial_outage", MESSAGE);
            follow(product, sink, incident, published);
            awaitBooks(product);
            System.out.printf("%nThe same process, the second update%n");
            published = System.nanoTime();
            post(product, incident);
            follow(product, sink, incident, published);
        }
    }

    /** The books follow when the letters are out; they are measured elsewhere. */
    private static void awaitBooks(RunningProduct product) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (product.admin()
                            .get("/api/v1/goodwill/audit?derivation=none")
                            .jsonPath()
                            .getLong("entries")
                    >= CONTACTS) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void follow(RunningProduct product, CountingSink sink, String incident, long published)
            throws InterruptedException {
        System.out.printf("publishing was answered after %.2f s%n", since(published));
        Map<String, Double> before = stages(product);
        double heap = 0;
        String urgent = "";
        while (sink.span(incident).letters() < CONTACTS || open(product, incident) > 0) {
            heap = Math.max(heap, heap(product));
            if (urgent.isEmpty() && sink.span(incident).letters() > CONTACTS / 4) {
                urgent = product.declare("Vault", "major_outage", MESSAGE);
            }
            TimeUnit.MILLISECONDS.sleep(250);
        }
        double whole = since(published);
        double first = (sink.span(incident).first() - published) / 1e9;
        System.out.printf(
                "publish to last settled row: %.1f s, %,.0f letters/s; first letter after %.2f s; from then on %,.0f letters/s%n",
                whole, CONTACTS / whole, first, CONTACTS / (whole - first));
        Map<String, Double> after = stages(product);
        for (String stage : STAGES) {
            double spent = after.getOrDefault(stage, 0.0) - before.getOrDefault(stage, 0.0);
            System.out.printf(
                    "  %-9s %4.0f %% of the time, %3.0f us each%n", stage, 100 * spent / whole, 1e6 * spent / CONTACTS);
        }
        System.out.printf("heap in use at most %.0f MB of 512%n", heap / 1e6);
        overtaken(sink, incident, urgent);
        verify(sink);
    }

    private static void overtaken(CountingSink sink, String incident, String urgent) {
        CountingSink.Span of = sink.span(urgent);
        System.out.printf(
                "%,d letters of a critical incident declared after a quarter: all within %.2f s, %.1f s before the last of the others%n",
                of.letters(),
                (of.last() - of.first()) / 1e9,
                (sink.span(incident).last() - of.last()) / 1e9);
    }

    private static void verify(CountingSink sink) {
        CountingSink.Count count = sink.count();
        System.out.printf(
                "sink: %,d letters of %,d octets, %,d people, %,d Message-IDs%n",
                count.letters(), count.octets() / count.letters(), count.people(), count.messageIds());
        assertEquals(CONTACTS + URGENT, count.letters(), "letters");
        assertEquals(CONTACTS + URGENT, count.people(), "people");
        assertEquals(CONTACTS + URGENT, count.messageIds(), "Message-IDs");
        sink.forget();
    }

    private static void wire(CountingSink sink) throws IOException, InterruptedException {
        BareSender bare = new BareSender(sink.port(), 6_000);
        bare.send(50_000);
        System.out.printf("bare pipelining sender: %,.0f letters/s%n", bare.send(200_000));
        VertxSender.Rate vertx = new VertxSender(sink.port(), 6_000).best(10_000);
        System.out.printf(
                "Vert.x mail client: %,.0f letters/s, best with %d connections%n", vertx.letters(), vertx.pool());
    }

    private void seed(RunningProduct product) throws IOException {
        product.component("Everything");
        product.component("Vault");
        long from = System.nanoTime();
        product.customers(CONTACTS, home.resolve("customers.csv"), i -> i < URGENT ? "Everything;Vault" : "Everything");
        System.out.printf("wrote and imported %,d customers in %.1f s%n", CONTACTS, since(from));
    }

    private static void post(RunningProduct product, String incident) {
        product.admin()
                .body(Map.of("status", "identified", "message", MESSAGE, "nextUpdateIn", "PT30M"))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }

    private static double since(long from) {
        return (System.nanoTime() - from) / 1e9;
    }

    private static long open(RunningProduct product, String incident) {
        return product.count(incident, "pending") + product.count(incident, "sending");
    }

    private static Map<String, Double> stages(RunningProduct product) {
        Metrics now = Metrics.of(product);
        Map<String, Double> seconds = new LinkedHashMap<>();
        STAGES.forEach(stage -> seconds.put(stage, now.get("headsup_delivery_stage_seconds_sum", '"' + stage + '"')));
        return seconds;
    }

    private static double heap(RunningProduct product) {
        return Metrics.of(product).get("jvm_memory_used_bytes", "area=\"heap\"");
    }
}
