package headsup;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** The packaged product as a process of its own, to be killed: what an operator starts, on a data folder of its own. */
public final class RunningProduct implements AutoCloseable {

    private final Process process;
    private final Path data;
    private final int port;

    private RunningProduct(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    public static RunningProduct start(Path data, Map<String, String> environment) {
        try {
            int port = freePort();
            RunningProduct product =
                    new RunningProduct(command(data, port, environment).start(), data, port);
            Eventually.holds("the product is ready", product::answers);
            return product;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How a start ended that was refused, and what the operator read. */
    public record Refused(int exitCode, String words) {}

    /** A start that must not succeed. */
    public static Refused refused(Path data, Map<String, String> environment) {
        try {
            Process process = command(data, freePort(), environment).start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it started");
            }
            return new Refused(process.exitValue(), Files.readString(log(data)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ProcessBuilder command(Path data, int port, Map<String, String> environment) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                System.getProperty("product.options", "-XX:TieredStopAtLevel=4"),
                "-jar",
                "target/quarkus-app/quarkus-run.jar");
        command.environment().put("HEADSUP_DATA_DIR", data.toString());
        command.environment().put("HEADSUP_ADMIN_PASSWORD", Cast.ADMIN_PASSWORD);
        command.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        command.environment().putAll(environment);
        return command.redirectErrorStream(true).redirectOutput(log(data).toFile());
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
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

    /** What it printed so far. */
    String log() {
        try {
            return Files.readString(log(data));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where it answers. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** {@code kill -9} for its database server alone. */
    void killDatabase() throws IOException {
        long server = Long.parseLong(Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"))
                .get(0)
                .strip());
        ProcessHandle.of(server).ifPresent(postmaster -> {
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        });
    }

    /** A request by nobody. */
    public RequestSpecification anybody() {
        return RestAssured.given().baseUri("http://127.0.0.1").port(port);
    }

    /** A request by the administrator. */
    public RequestSpecification admin() {
        return anybody().auth().oauth2(Cast.tokenAt(url())).contentType(ContentType.JSON);
    }

    /** What {@code /q/metrics} says now. */
    String metrics() {
        return anybody().get("/q/metrics").asString();
    }

    /** Its own database, as its owner sees it. */
    Connection database() throws IOException, SQLException {
        Path postgres = data.resolve("postgres");
        String port = Files.readAllLines(postgres.resolve("cluster/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                Files.readString(postgres.resolve("password")).strip());
    }

    void component(String name) {
        admin().body(Map.of("name", name)).post("/api/v1/components").then().statusCode(201);
    }

    /** So many customers {@code c<i>} with one contact {@code ops<i>@c<i>.example} each; {@code components} by number. */
    void customers(int count, Path csv, IntFunction<String> components) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("ref,name,email,components\n");
            for (int i = 0; i < count; i++) {
                out.write("c%d,Customer %d,ops%d@c%d.example,%s\n".formatted(i, i, i, i, components.apply(i)));
            }
        }
        admin().contentType("text/csv")
                .body(csv.toFile())
                .post("/api/v1/customers/import")
                .then()
                .statusCode(200);
    }

    /** The id of the incident. */
    String declare(String component, String status, String message) {
        return admin().body(Map.of(
                        "name",
                        component + " fails",
                        "components",
                        List.of(Map.of("id", component, "status", status)),
                        "message",
                        message,
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Deliveries of the incident by state. */
    long count(String incident, String state) {
        return admin().get("/api/v1/incidents/{id}/deliveries?limit=1", incident)
                .jsonPath()
                .getLong("counts." + state);
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
