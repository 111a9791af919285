package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/postfix} hands to the door, and what it tells Postfix when nobody opens. */
class InboundPipeTest {

    private static final Path SCRIPT = Path.of("deploy", "postfix", "headsup-inbound");
    private static final int TAKEN = 0;
    private static final int TRY_AGAIN = 75;
    private static final int WRONGLY_CALLED = 64;

    private record Request(String path, Headers fields, String body) {}

    @TempDir
    private Path folder;

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private volatile int answer = 200;
    private HttpServer door;
    private Path settings;

    @BeforeEach
    void aDoor() throws IOException, InterruptedException {
        assumeTrue(new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor() == 0, "needs curl");
        door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        door.start();
        settings = folder.resolve("inbound.conf");
        Files.writeString(
                settings,
                "URL=http://127.0.0.1:" + door.getAddress().getPort()
                        + "\nTOKEN=secret\nDOMAIN=bounces.acme.example\n");
    }

    @AfterEach
    void close() {
        if (door != null) {
            door.stop(0);
        }
    }

    private int run(String message, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("HEADSUP_INBOUND_CONF", settings.toString());
        Process process = builder.start();
        try (var out = process.getOutputStream()) {
            out.write(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
            // It ended before it read.
        }
        assertEquals(true, process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    void theMessageIsHandedInAsItCameWithItsEnvelope() throws IOException, InterruptedException {
        String message = "Subject: Undelivered\r\n\r\n.\r\n\u00e9 @file\r\n";
        assertEquals(TAKEN, run(message, "", "b.1.2@bounces.acme.example"));
        Request got = Objects.requireNonNull(requests.poll());
        assertEquals("/api/v1/integrations/bounce", got.path());
        assertEquals(message, got.body());
        assertEquals("message/rfc822", got.fields().getFirst("Content-Type"));
        assertEquals("<>", got.fields().getFirst("X-Envelope-From"));
        assertEquals("b.1.2@bounces.acme.example", got.fields().getFirst("X-Envelope-To"));
        assertEquals("Bearer secret", got.fields().getFirst("Authorization"));

        assertEquals(TAKEN, run(message, "dana@far.example", "leave@bounces.acme.example"));
        assertEquals(
                "<dana@far.example>",
                Objects.requireNonNull(requests.poll()).fields().getFirst("X-Envelope-From"));
        assertEquals(TAKEN, run(message, "MAILER-DAEMON", "leave@bounces.acme.example"));
        assertEquals("<>", Objects.requireNonNull(requests.poll()).fields().getFirst("X-Envelope-From"));
    }

    @Test
    void whileTheDoorIsClosedPostfixKeepsTheMessage() throws IOException, InterruptedException {
        for (int closed : List.of(401, 429, 500, 503)) {
            answer = closed;
            assertEquals(TRY_AGAIN, run("x", "", "leave@bounces.acme.example"), "answered " + closed);
        }
        door.stop(0);
        assertEquals(TRY_AGAIN, run("x", "", "leave@bounces.acme.example"));
        settings = folder.resolve("none");
        assertEquals(TRY_AGAIN, run("x", "", "leave@bounces.acme.example"));
    }

    @Test
    void whatCanNeverBeTakenIsNotKeptForEver() throws IOException, InterruptedException {
        answer = 413;
        assertEquals(TAKEN, run("x", "", "leave@bounces.acme.example"));
        assertEquals(WRONGLY_CALLED, run("x", "only one"));
    }

    @Test
    void aTestKnocksForTheBounceDomain() throws IOException, InterruptedException {
        assertEquals(TAKEN, run("", "--test"));
        assertEquals(
                "nobody@bounces.acme.example",
                Objects.requireNonNull(requests.poll()).fields().getFirst("X-Envelope-To"));
    }
}
