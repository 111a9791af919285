package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import headsup.Cast;
import headsup.Eventually;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A program that wants to be told, answers as it is told to, and checks each signature by itself. */
final class Receiver implements AutoCloseable {

    /** @param body as it came */
    record Heard(String id, long timestamp, String signature, String body) {
        JsonPath json() {
            return JsonPath.from(body);
        }

        String type() {
            return json().getString("type");
        }
    }

    /** An answer of a test. */
    record Says(int status, Map<String, String> headers, String body) {
        static Says just(int status) {
            return new Says(status, Map.of(), "said " + status);
        }
    }

    private final HttpServer server;
    private final List<Heard> heard = new ArrayList<>();
    private final Queue<Says> next = new ArrayDeque<>();
    private final Semaphore silence = new Semaphore(1);
    private Says usual = Says.just(200);
    private String id = "";
    private String secret = "";

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?of=acme";
    }

    /** Has itself told of these events. */
    Receiver listen(String... events) {
        Map<String, Object> draft = new HashMap<>(Map.of("url", url(), "events", List.of(events)));
        JsonPath made = Cast.admin()
                .body(draft)
                .post("/api/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        id = made.getString("id");
        secret = made.getString("secret");
        return this;
    }

    String id() {
        return id;
    }

    String secret() {
        return secret;
    }

    synchronized Receiver says(Says... answers) {
        next.addAll(List.of(answers));
        return this;
    }

    synchronized Receiver always(Says answer) {
        usual = answer;
        return this;
    }

    /** From now on until it is closed it answers nothing. */
    Receiver fallSilent() {
        silence.acquireUninterruptibly();
        return this;
    }

    synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    Heard await(int number) {
        Eventually.holds(number + " messages", () -> heard().size() >= number);
        return heard().get(number - 1);
    }

    /** The last attempts, newest first. */
    JsonPath attempts() {
        return Cast.admin().get("/api/v1/webhooks/{id}/attempts", id).jsonPath();
    }

    void awaitState(String state) {
        Eventually.holds(state, () -> state.equals(attempts().getString("items[0].state")));
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        Heard message = new Heard(
                headers.getFirst("webhook-id"),
                Long.parseLong(headers.getFirst("webhook-timestamp")),
                headers.getFirst("webhook-signature"),
                body);
        Says answer = noted(message);
        silence.acquireUninterruptibly();
        silence.release();
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] words = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), words.length);
        try (var out = exchange.getResponseBody()) {
            out.write(words);
        }
    }

    private synchronized Says noted(Heard message) {
        heard.add(message);
        return next.isEmpty() ? usual : next.remove();
    }

    /** By hand, after the specification: base64 of HMAC-SHA256 over id, timestamp and body. */
    void assertSigned(Heard message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed = message.id() + "." + message.timestamp() + "." + message.body();
            byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            assertEquals("v1," + Base64.getEncoder().encodeToString(digest), message.signature());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Is told nothing more, so that tests don't meet. */
    @Override
    public void close() {
        silence.release();
        if (!id.isEmpty()) {
            Cast.admin().delete("/api/v1/webhooks/{id}", id);
        }
        server.stop(0);
    }
}
