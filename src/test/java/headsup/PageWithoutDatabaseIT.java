package headsup;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} for the database while many read: no reader sees it. And what the page weighs on its way to them. */
class PageWithoutDatabaseIT {

    private static final int READERS = 16;
    private static final int READ_AFTERWARDS = 5_000;
    private static final int MOST_OCTETS = 40_000;
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"(/(?:assets/|favicon)[^\"]+)\"");

    @TempDir
    private Path home;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void noReaderSeesAnErrorWhenTheDatabaseIsKilled() throws IOException, InterruptedException {
        try (RunningProduct product = RunningProduct.start(home.resolve("data"), Map.of("HEADSUP_DEMO", "true"))) {
            String incident = product.anybody().get("/api/v2/incidents.json").path("incidents[0].id");
            Eventually.holds(
                    "the page is published",
                    () -> product.anybody().get("/").asString().contains(incident));
            weigh(product);
            List<String> paths =
                    List.of("/", "/api/v2/summary.json", "/history", "/incidents/" + incident, "/incidents/none");
            Queue<String> errors = new ConcurrentLinkedQueue<>();
            AtomicLong read = new AtomicLong();
            AtomicBoolean enough = new AtomicBoolean();
            try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
                for (int i = 0; i < READERS; i++) {
                    readers.execute(() -> {
                        while (!enough.get()) {
                            String path = paths.get((int) (read.incrementAndGet() % paths.size()));
                            look(product.url(), path, errors);
                        }
                    });
                }
                Eventually.holds("many are reading", () -> read.get() > READ_AFTERWARDS);
                product.killDatabase();
                long before = read.get();
                Eventually.holds(
                        "the product has noticed",
                        () -> product.anybody().get("/q/health/ready").statusCode() == 503);
                Eventually.holds("they went on", () -> read.get() > before + READ_AFTERWARDS);
                enough.set(true);
            }
            assertEquals(List.of(), List.copyOf(errors), "of " + read + " answers");
            product.anybody().get("/").then().statusCode(200);
            product.anybody()
                    .accept("text/html")
                    .header("Accept-Language", "de")
                    .get("/subscribe")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "10")
                    .contentType("text/html")
                    .body(containsString("Das geht gerade nicht"));
        }
    }

    private void look(String url, String path, Queue<String> errors) {
        try {
            int status = client.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            if (status != (path.endsWith("none") ? 404 : 200)) {
                errors.add(path + " " + status);
            }
        } catch (IOException failed) {
            errors.add(path + " " + failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The page of the living example with all it needs, packed with gzip as any browser takes it. */
    private void weigh(RunningProduct product) throws IOException, InterruptedException {
        String page = product.anybody().get("/").asString();
        long octets = weight(product.url() + "/");
        for (var matched = ASSET.matcher(page).results().iterator(); matched.hasNext(); ) {
            octets += weight(product.url() + matched.next().group(1));
        }
        System.out.printf("the page weighs %,d octets%n", octets);
        assertTrue(octets < MOST_OCTETS, octets + " octets");
    }

    private long weight(String url) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept-Encoding", "gzip")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode(), url);
        assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElse("none"), url);
        long head = answer.headers().map().entrySet().stream()
                .mapToLong(
                        line -> line.getKey().length() + line.getValue().get(0).length() + 4)
                .sum();
        return head + answer.body().length;
    }
}
