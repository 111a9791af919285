package headsup;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The packaged product as a process of its own, to be killed: what an operator starts, on a data folder of its own. */
final class RunningProduct implements AutoCloseable {

    private final Process process;
    private final int port;

    private RunningProduct(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RunningProduct start(Path data, Map<String, String> environment) {
        try {
            int port = freePort();
            ProcessBuilder command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-jar",
                    "target/quarkus-app/quarkus-run.jar");
            command.environment().put("HEADSUP_DATA_DIR", data.toString());
            command.environment().put("HEADSUP_ADMIN_PASSWORD", Cast.ADMIN_PASSWORD);
            command.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
            command.environment().putAll(environment);
            command.redirectErrorStream(true)
                    .redirectOutput(
                            data.resolveSibling(data.getFileName() + ".log").toFile());
            RunningProduct product = new RunningProduct(command.start(), port);
            Eventually.holds("the product is ready", product::answers);
            return product;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the product ended with " + process.exitValue());
        }
        try {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(ready, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A request by the administrator. */
    RequestSpecification admin() {
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(port)
                .auth()
                .preemptive()
                .basic("admin", Cast.ADMIN_PASSWORD)
                .contentType(ContentType.JSON);
    }

    /** What {@code /q/metrics} says now. */
    String metrics() {
        return RestAssured.given()
                .baseUri("http://127.0.0.1")
                .port(port)
                .get("/q/metrics")
                .asString();
    }

    /** {@code kill -9}: no hook runs, the database server stays behind as an orphan. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** An orderly stop. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The letters kept in the outbox of a data folder. */
    static List<Path> letters(Path data) {
        try (var files = Files.list(data.resolve("outbox"))) {
            return files.filter(f -> f.getFileName().toString().endsWith(".eml"))
                    .toList();
        } catch (IOException notThereYet) {
            return List.of();
        }
    }
}
