package headsup.delivery;

import static headsup.delivery.Outage.address;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import headsup.mail.ScriptedRelay;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line of the fault table on late notifications: what comes back after a letter was accepted, through the real door. */
@QuarkusTest
@TestProfile(WithRelays.class)
@QuarkusTestResource(FreshDatabase.class)
class LateNewsTest {

    private static final int MIB = 1 << 20;
    private static final String NULL_SENDER = "<>";

    @Inject
    Courier courier;

    @Inject
    Outbox outbox;

    @Inject
    LaneWatch watch;

    private Switchboard board;
    private Outage outage;
    private String dana;
    private String bounceAddress;

    @BeforeEach
    void anAcceptedLetter() {
        board = new Switchboard(courier, outbox, watch);
        ScriptedRelay relay = board.relay("main");
        outage = new Outage();
        dana = address("dana", outage.customer("dana"));
        outage.declare();
        board.await(dana, State.ACCEPTED);
        bounceAddress = relay.taken.get(0).from();
    }

    @AfterEach
    void close() {
        board.close();
    }

    @Test
    void aFailureMakesItBouncedAndIsNoContactAnyMore() {
        hand(dsn("postfix-unknown-user"), NULL_SENDER, bounceAddress)
                .statusCode(200)
                .body("reading", equalTo("failed"));
        Rows.Row bounced = board.await(dana, State.BOUNCED);
        assertEquals("unknown_user", bounced.reason());
        assertEquals(
                "550 5.1.1 <dana.ortiz@rivermill.example>: Recipient address rejected: User unknown in virtual mailbox table",
                bounced.reply());
        assertNull(board.rows().quarantine(dana), "once says nothing for good");
    }

    @Test
    void aClosedMailboxIsQuarantinedByItsBounce() {
        hand(dsn("exchange-closed"), "", bounceAddress).statusCode(200);
        board.await(dana, State.BOUNCED);
        assertEquals(
                "550 5.2.1 RESOLVER.RST.AuthRequired; mailbox disabled",
                board.rows().quarantine(dana));
    }

    @Test
    void anArrivalMakesItDeliveredAndADelayChangesNothing() {
        hand(dsn("postfix-delayed"), NULL_SENDER, bounceAddress).body("reading", equalTo("delayed"));
        assertEquals(State.ACCEPTED, board.rows().to(dana).get(0).state());
        hand(dsn("postfix-relayed"), NULL_SENDER, bounceAddress).body("reading", equalTo("delivered"));
        board.await(dana, State.DELIVERED);
    }

    @Test
    void whatIsForgedOrUnknownIsCountedAndIgnored() {
        byte[] dsn = dsn("postfix-unknown-user");
        double before = counted("forged");
        char seal = bounceAddress.charAt(20);
        String forged = bounceAddress.substring(0, 20) + (seal == '0' ? '1' : '0') + bounceAddress.substring(21);
        hand(dsn, NULL_SENDER, forged).statusCode(200).body("reading", equalTo("forged"));
        hand(dsn, NULL_SENDER, "somebody@bounce.acme.example").body("reading", equalTo("forged"));
        hand(dsn, "mallory@example.org", bounceAddress).body("reading", equalTo("no_bounce"));
        hand(dsn("out-of-office"), NULL_SENDER, bounceAddress).body("reading", equalTo("no_bounce"));

        assertEquals(before + 2, counted("forged"));
        assertEquals(State.ACCEPTED, board.rows().to(dana).get(0).state());
    }

    @Test
    void aBounceMayCarryTheWholeLetterUpTo25MiB() throws IOException, InterruptedException {
        byte[] dsn = dsn("postfix-unknown-user");
        HttpResponse<String> tooLarge = stream(filled(dsn, 25 * MIB + 1));
        assertEquals(413, tooLarge.statusCode());
        assertTrue(tooLarge.body().contains("\"too_large\""), tooLarge.body());
        assertEquals(State.ACCEPTED, board.rows().to(dana).get(0).state());

        HttpResponse<String> read = stream(filled(dsn, 25 * MIB));
        assertEquals(200, read.statusCode());
        assertTrue(read.body().contains("\"failed\""), read.body());
        board.await(dana, State.BOUNCED);
    }

    @Test
    void otherDoorsStillTakeOneMiB() {
        Outage.staff()
                .body("{\"name\":\"" + "x".repeat(MIB) + "\"}")
                .post("/api/v1/components")
                .then()
                .statusCode(413);
    }

    private ValidatableResponse hand(byte[] message, String from, String to) {
        return Cast.admin()
                .contentType("message/rfc822")
                .header("X-Envelope-From", from)
                .header("X-Envelope-To", to)
                .body(message)
                .post("/api/v1/integrations/bounce")
                .then();
    }

    /** In chunks, without saying how many. */
    private HttpResponse<String> stream(byte[] message) throws IOException, InterruptedException {
        var signIn =
                Base64.getEncoder().encodeToString(("admin:" + Cast.ADMIN_PASSWORD).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/integrations/bounce"))
                .header("Authorization", "Basic " + signIn)
                .header("Content-Type", "message/rfc822")
                .header("X-Envelope-From", NULL_SENDER)
                .header("X-Envelope-To", bounceAddress)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(message)))
                .build();
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static double counted(String reading) {
        List<String> lines =
                Arrays.asList(RestAssured.get("/q/metrics").asString().split("\n"));
        return lines.stream()
                .filter(line -> line.startsWith("headsup_bounces_total") && line.contains("\"" + reading + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private byte[] dsn(String name) {
        try (InputStream file = LateNewsTest.class.getResourceAsStream("/mail/bounces/" + name + ".eml")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("@VERP@", bounceAddress).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The letter it is about, carried in full: as many octets in all. */
    private static byte[] filled(byte[] dsn, int octets) {
        String text = new String(dsn, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("\r\n--", text.length() - 5);
        byte[] filled = new byte[octets];
        byte[] line = "a line of a long, long letter that came back as it went\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(dsn, 0, filled, 0, end);
        int tail = dsn.length - end;
        for (int i = end; i < octets - tail; i++) {
            filled[i] = line[(i - end) % line.length];
        }
        System.arraycopy(dsn, end, filled, octets - tail, tail);
        return filled;
    }
}
