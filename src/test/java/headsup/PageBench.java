package headsup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page and its JSON, read from the packaged product and from nginx out of {@code data/snapshot}: the same bytes with the
 * same headers, packed with gzip, one after the other on the same processors. And how soon a change is there.
 *
 * <p>{@code ./mvnw -Pbench verify -Dit.test=PageBench}
 */
@Tag("bench")
class PageBench {

    private static final List<String> PATHS = List.of("/", "/api/v2/summary.json");
    private static final int ROUNDS = 5;
    private static final int SECONDS = 6;
    private static final int CHANGES = 30;
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern TROUBLE = Pattern.compile("(Non-2xx|Socket errors).*");
    private static final Set<String> ITS_OWN =
            Set.of("content-length", "content-encoding", "content-type", "etag", "last-modified", "date", "connection");

    @TempDir
    private Path home;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void asManyReadersAsNginx() throws Exception {
        Optional<Path> nginx = program("nginx");
        Optional<Path> wrk = program("wrk");
        assumeTrue(nginx.isPresent() && wrk.isPresent(), "SKIPPED: nginx and wrk are needed (nginx-light, wrk).");
        try (RunningProduct product = RunningProduct.start(home.resolve("data"), Map.of("HEADSUP_DEMO", "true"))) {
            Eventually.holds(
                    "the example is published",
                    () -> product.anybody().get("/").asString().contains("Card payments"));
            soon(product);
            compare(product, nginx.get(), wrk.get());
        }
    }

    private void compare(RunningProduct product, Path nginx, Path wrk) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(home.resolve("nginx.conf"), configuration(product, port));
        Process rival = new ProcessBuilder(
                        nginx.toString(),
                        "-p",
                        home.toString(),
                        "-c",
                        home.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("nginx.log").toFile())
                .start();
        try {
            String other = "http://127.0.0.1:" + port;
            Eventually.holds("nginx answers", () -> read(other + "/") != null);
            for (String path : PATHS) {
                contest(wrk, product.url() + path, other + path);
            }
        } finally {
            rival.destroy();
            rival.onExit().join();
        }
    }

    /** Medians of some rounds, each taking turns; the first is to warm up. The page may be printed anew meanwhile. */
    private void contest(Path wrk, String ours, String theirs) throws Exception {
        Eventually.holds("nginx has the same bytes", () -> Arrays.equals(read(ours), read(theirs)));
        double[] product = new double[ROUNDS];
        double[] nginx = new double[ROUNDS];
        rate(wrk, ours);
        rate(wrk, theirs);
        for (int i = 0; i < ROUNDS; i++) {
            product[i] = rate(wrk, ours);
            nginx[i] = rate(wrk, theirs);
        }
        System.out.printf(
                "%s: product %,.0f requests/s, nginx %,.0f, ratio %.2f (medians of %d rounds of %d s)%n",
                URI.create(ours).getPath(),
                median(product),
                median(nginx),
                median(product) / median(nginx),
                ROUNDS,
                SECONDS);
    }

    private double rate(Path wrk, String url) throws IOException, InterruptedException {
        Process run = new ProcessBuilder(
                        wrk.toString(), "-t1", "-c32", "-d" + SECONDS + "s", "-H", "Accept-Encoding: gzip", url)
                .redirectErrorStream(true)
                .start();
        String words = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        run.waitFor();
        Matcher rate = RATE.matcher(words);
        if (!rate.find() || TROUBLE.matcher(words).find()) {
            throw new AssertionError(words);
        }
        return Double.parseDouble(rate.group(1));
    }

    private String configuration(RunningProduct product, int port) throws IOException, InterruptedException {
        HttpResponse<byte[]> ours = ask(product.url() + "/");
        StringBuilder headers = new StringBuilder();
        ours.headers().map().forEach((name, values) -> {
            if (!ITS_OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                headers.append("add_header %s \"%s\";\n".formatted(name, values.get(0)));
            }
        });
        String user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
        return user + """
                worker_processes 2;
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.error;
                events { worker_connections 1024; }
                http {
                  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000;
                  open_file_cache max=1000; gzip_static on;
                  types { text/html html; application/json json; } charset utf-8; charset_types application/json;
                  client_body_temp_path %1$s/n1; proxy_temp_path %1$s/n2; fastcgi_temp_path %1$s/n3;
                  uwsgi_temp_path %1$s/n4; scgi_temp_path %1$s/n5;
                  %4$s
                  server { listen 127.0.0.1:%2$d; root %3$s; }
                }
                """.formatted(home, port, home.resolve("data/snapshot"), headers);
    }

    /** From the moment a change is asked for, and from its answer, until the page, the JSON and the tag show it. */
    private void soon(RunningProduct product) throws IOException, InterruptedException {
        String token = product.admin()
                .body(Map.of("label", "bench"))
                .post("/api/v1/tokens")
                .path("secret");
        String incident =
                product.anybody().get("/api/v2/incidents/unresolved.json").path("incidents[0].id");
        double[] page = new double[CHANGES];
        double[] json = new double[CHANGES];
        double[] answered = new double[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            String words = "We found cause number " + i + ".";
            String tag = ask(product.url() + "/").headers().firstValue("ETag").orElseThrow();
            long asked = System.nanoTime();
            product.anybody()
                    .header("Authorization", "Bearer " + token)
                    .contentType("application/json")
                    .body(Map.of("status", "identified", "message", words, "nextUpdateIn", "PT30M", "notify", false))
                    .post("/api/v1/incidents/{id}/updates", incident)
                    .then()
                    .statusCode(201);
            answered[i] = since(asked);
            page[i] = until(
                    asked,
                    product.url() + "/",
                    answer -> !answer.headers().firstValue("ETag").orElseThrow().equals(tag)
                            && text(answer).contains(words));
            json[i] = until(asked, product.url() + "/api/v2/summary.json", answer -> text(answer)
                    .contains(words));
        }
        System.out.printf(
                "%nfrom request to answer %.0f ms; to the page and its tag %.0f ms, worst %.0f; to the JSON %.0f ms, worst %.0f"
                        + " (medians of %d changes)%n",
                median(answered), median(page), worst(page), median(json), worst(json), CHANGES);
    }

    private double until(long from, String url, Predicate<HttpResponse<byte[]>> shown)
            throws IOException, InterruptedException {
        while (!shown.test(ask(url, "identity"))) {
            Thread.onSpinWait();
        }
        return since(from);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static double since(long from) {
        return (System.nanoTime() - from) / 1e6;
    }

    private static double worst(double[] all) {
        return Arrays.stream(all).max().orElseThrow();
    }

    private static double median(double[] all) {
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private byte @org.jspecify.annotations.Nullable [] read(String url) {
        try {
            return ask(url).body();
        } catch (IOException notYet) {
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpResponse<byte[]> ask(String url) throws IOException, InterruptedException {
        return ask(url, "gzip");
    }

    private HttpResponse<byte[]> ask(String url, String coding) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept-Encoding", coding)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Optional<Path> program(String name) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(":")), Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
