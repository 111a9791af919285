package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.Receipt.Accepted;
import headsup.mail.Receipt.AddressFault;
import headsup.mail.Receipt.Deferred;
import headsup.mail.Receipt.Doubtful;
import headsup.mail.Receipt.NotSent;
import headsup.mail.Receipt.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LanesTest {

    private final Path data;
    private final ScriptedRelay relay = new ScriptedRelay();

    LanesTest(@TempDir Path data) {
        this.data = data;
    }

    @AfterEach
    void close() {
        relay.close();
    }

    // ---- What goes well ------------------------------------------------------------------------

    @Test
    void anAcceptedLetterKeepsTheRelaysWordsAndArrivesOctetByOctet() {
        try (Desk desk = Desk.over(data, relay)) {
            Letter letter = Desk.letter(7);
            Accepted accepted = assertInstanceOf(Accepted.class, desk.send(letter));

            assertEquals("250 2.0.0 Ok: queued as 4XYZ", accepted.reply());
            assertEquals("127.0.0.1:" + relay.port(), accepted.lane());
            assertArrayEquals(letter.bytes(), relay.taken.get(0).octets());
            assertEquals(letter.envelopeSender(), relay.taken.get(0).from());
        }
    }

    @Test
    void linesThatBeginWithADotArriveAsTheyWere() {
        byte[] body = "Subject: dots\r\n\r\n.\r\n..two\r\n.three\r\nend".getBytes(StandardCharsets.US_ASCII);
        try (Desk desk = Desk.over(data, relay)) {
            desk.send(new Letter(1, Cast.VERP.addressOf(1), Mailbox.of("a@b.example"), body));

            assertEquals(
                    new String(body, StandardCharsets.US_ASCII) + "\r\n",
                    new String(relay.taken.get(0).octets(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theDotLeavesTogetherWithTheNextEnvelope() {
        relay.answersDotAfterNextEnvelope = 9;
        try (Desk desk = Desk.over(data, relay)) {
            assertEquals(10, accepted(desk.sendMany(10)));
            assertEquals(1, relay.connections.get());
        }
    }

    @Test
    void manyLettersShareKeptConnections() {
        try (Desk desk = new Desk(data, Desk.rules(4, 32), Desk.trusted(), relay.url())) {
            assertEquals(400, accepted(desk.sendMany(400)));
            assertTrue(relay.connections.get() <= 4, relay.connections + " connections");
            assertEquals(
                    400,
                    relay.taken.stream()
                            .map(ScriptedRelay.Taken::delivery)
                            .distinct()
                            .count());
        }
    }

    @Test
    void aConnectionIsClosedInPeaceAfterItsShareOfLetters() {
        try (Desk desk = new Desk(data, Desk.rules(1, 32, 10, Duration.ofSeconds(5)), Desk.trusted(), relay.url())) {
            assertEquals(25, accepted(desk.sendMany(25)));
            assertEquals(3, relay.connections.get());
            assertEquals(2, relay.commands.stream().filter("QUIT"::equals).count());
        }
    }

    @Test
    void aRelayWithoutPipeliningIsAskedStepByStep() {
        relay.abilities = List.of("8BITMIME");
        relay.rcpt = to -> to.startsWith("person2@") ? "550 5.1.1 no such user" : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(3);

            assertInstanceOf(Rejected.class, receipts.get(2L));
            assertEquals(2, accepted(receipts));
        }
    }

    @Test
    void aRelayThatKnowsNoEhloIsGreetedTheOldWay() {
        relay.ehlo = "502 5.5.2 not here";
        try (Desk desk = Desk.over(data, relay)) {
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(1)));
            assertTrue(relay.commands.stream().anyMatch(c -> c.startsWith("HELO ")));
        }
    }

    @Test
    void aReplyOfManyLinesIsOneReply() {
        relay.dot = to -> "250-2.0.0 taken\r\n250-2.0.0 with pleasure\r\n250 2.0.0 queued as 1";
        relay.banner = connection -> "220-relay.example\r\n220-no spam\r\n220 welcome";
        try (Desk desk = Desk.over(data, relay)) {
            Accepted accepted = assertInstanceOf(Accepted.class, desk.send(Desk.letter(1)));
            assertEquals("250 2.0.0 taken 2.0.0 with pleasure 2.0.0 queued as 1", accepted.reply());
        }
    }

    @Test
    void anInternationalAddressNeedsARelayThatTakesIt() {
        try (Desk desk = Desk.over(data, relay)) {
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(1, "josé@bücher.example")));
            assertTrue(relay.commands.stream()
                    .anyMatch(c -> c.startsWith("MAIL ") && c.endsWith(" BODY=8BITMIME SMTPUTF8")));
        }
        relay.abilities = List.of("PIPELINING");
        try (Desk desk = Desk.over(data, relay)) {
            Rejected rejected = assertInstanceOf(Rejected.class, desk.send(Desk.letter(2, "josé@bücher.example")));
            assertEquals("5.6.7", rejected.enhancedStatus());
            assertEquals(AddressFault.NONE, rejected.fault());
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(3, "jose@bücher.example")));
            assertEquals("jose@xn--bcher-kva.example", relay.taken.get(1).to());
        }
    }

    @Test
    void aLetterLargerThanTheRelayTakesIsNotEvenBegun() {
        relay.abilities = List.of("PIPELINING", "SIZE 1000");
        try (Desk desk = Desk.over(data, relay)) {
            Rejected rejected = assertInstanceOf(Rejected.class, desk.send(Desk.letter(1)));
            assertEquals("5.3.4", rejected.enhancedStatus());
            assertFalse(relay.commands.stream().anyMatch(c -> c.startsWith("MAIL")));
        }
    }

    // ---- A no, at once or for now --------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <x>: Recipient address rejected: User unknown | 5.1.1 | UNKNOWN_USER",
                "550 no such user here                                   | 5.1.0 | UNKNOWN_USER",
                "550 5.1.10 null MX                                      | 5.1.10 | CLOSED",
                "550 5.2.1 mailbox disabled                              | 5.2.1 | CLOSED",
                "550 5.7.1 policy                                        | 5.7.1 | NONE",
                "554 5.7.26 unauthenticated                              | 5.7.26 | NONE",
                "554 5.0.0 transaction failed                            | 5.0.0 | NONE"
            })
    void aPermanentNoToTheRecipientIsRejectedAndSaysWhatItMeans(String reply, String status, AddressFault fault) {
        relay.rcpt = to -> reply;
        try (Desk desk = Desk.over(data, relay)) {
            assertEquals(new Rejected(1, reply, status, fault), desk.send(Desk.letter(1)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "450 4.2.0 Greylisted, try again in 300 seconds    | 300 | true",
                "451 4.7.1 Greylisting in action, come back in 00:05:00 | 300 | true",
                "450 4.1.8 unknown host                            |     | true",
                "452 4.2.2 mailbox full                            |     | true",
                "552 5.2.2 mailbox full                            |     | true",
                "452 4.3.1 insufficient system storage             |     | false",
                "452 4.5.3 too many recipients, wait 2 minutes     | 120 | false",
                "454 4.3.0 try again later                         |     | false"
            })
    void aTemporaryNoIsDeferredAndTheStatedWaitIsKept(String reply, Long wait, boolean counts) {
        relay.rcpt = to -> reply;
        try (Desk desk = Desk.over(data, relay)) {
            Duration retryAfter = wait == null ? null : Duration.ofSeconds(wait);
            assertEquals(new Deferred(1, reply, retryAfter, counts), desk.send(Desk.letter(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"554 5.5.1 Error: no valid recipients", "354 go on then", "503 5.5.1 need RCPT"})
    void aRefusedRecipientInTheMiddleOfAPipelineShiftsNobody(String toData) {
        relay.dataWithoutRecipient = toData;
        relay.rcpt = to -> to.matches("person[369]@.*") ? "550 5.1.1 no such user" : "250 2.1.5 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(10);

            receipts.forEach((delivery, receipt) ->
                    assertEquals(delivery % 3 == 0, receipt instanceof Rejected, receipt.toString()));
            relay.taken.forEach(taken -> assertEquals(
                    taken.to(), "person" + DeliveryCode.read(taken.delivery()).orElseThrow() + "@rivermill.example"));
            assertEquals(7, relay.taken.size());
            relay.taken.forEach(taken -> assertTrue(taken.octets().length > 1000, "no empty letter"));
            assertEquals(1, relay.connections.get());
        }
    }

    @Test
    void aRefusedSenderShiftsNobodyEither() {
        relay.mail = from -> from.contains(DeliveryCode.of(2)) ? "451 4.3.0 not now" : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(4);

            assertEquals(new Deferred(2, "451 4.3.0 not now", null, false), receipts.get(2L));
            assertEquals(3, accepted(receipts));
        }
    }

    @Test
    void aRefusedBodyIsRejectedAndTheNextGoesOn() {
        relay.dot = to -> to.startsWith("person2@") ? "554 5.7.1 looks like spam" : "250 2.0.0 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(3);

            assertEquals(new Rejected(2, "554 5.7.1 looks like spam", "5.7.1", AddressFault.NONE), receipts.get(2L));
            assertEquals(2, accepted(receipts));
        }
    }

    @Test
    void aNoWhileTheBodyStillGoesOutIsRejected() {
        relay.early = "550 5.7.0 enough";
        try (Desk desk = Desk.over(data, relay)) {
            assertEquals(new Rejected(1, "550 5.7.0 enough", "5.7.0", AddressFault.NONE), desk.send(Desk.letter(1)));
        }
        try (Desk desk = Desk.over(data.resolve("large"), relay)) {
            assertEquals(
                    new Rejected(1, "550 5.7.0 enough", "5.7.0", AddressFault.NONE), desk.send(Desk.large(1, 8 << 20)));
        }
    }

    @Test
    void whoeverIsAskedTooMuchIsAskedLess() {
        relay.rcpt = to -> to.startsWith("person1@") ? "452 4.3.1 slow down" : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(3);
            assertInstanceOf(Deferred.class, receipts.get(1L));
            assertEquals(2, accepted(receipts));
        }
        long now = 0;
        var pace = new Pace(100, now);
        pace.halve(now);
        int started = 0;
        for (int millisecond = 0; millisecond < 2000; millisecond++) {
            started += pace.tryStart(millisecond * 1_000_000L) ? 1 : 0;
        }
        assertTrue(started <= 4, started + " started in two seconds");
    }

    // ---- No relay to talk to -------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                ScriptedRelay.DROP,
                ScriptedRelay.MUTE,
                "421 4.3.2 too busy",
                "554 no",
                "welcome!",
                "\u0000\u0001"
            })
    void aRelayThatDoesNotGreetUsDefersWithoutCountingAgainstTheAddress(String banner) {
        relay.banner = connection -> banner;
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(5);

            receipts.values().forEach(receipt -> {
                Deferred deferred = assertInstanceOf(Deferred.class, receipt);
                assertFalse(deferred.countsAgainstAddress());
                assertEquals(Duration.ofMillis(300), deferred.retryAfter());
            });
            assertEquals(0, desk.lanes.places());
        }
    }

    @Test
    void aPortNobodyListensOnAndANameNobodyHasDeferToo() {
        relay.close();
        try (Desk desk = Desk.over(data, relay)) {
            assertInstanceOf(Deferred.class, desk.send(Desk.letter(1)));
        }
        try (Desk desk = new Desk(data, Desk.rules(1, 8), Desk.trusted(), "smtp://no-such-host.invalid:25")) {
            assertInstanceOf(Deferred.class, desk.send(Desk.letter(1)));
            assertFalse(desk.lanes.ways().get(0).open());
            assertTrue(desk.lanes.ways().get(0).remark().contains("no-such-host.invalid"));
        }
    }

    @Test
    void aLaneThatIsOutIsTriedWithoutALetterAndComesBack() throws InterruptedException {
        relay.banner = connection -> connection < 3 ? ScriptedRelay.DROP : "220 here again";
        try (Desk desk = Desk.over(data, relay)) {
            assertInstanceOf(Deferred.class, desk.send(Desk.letter(1)));
            desk.awaitPlaces(true);
            assertInstanceOf(Accepted.class, desk.send(Desk.letter(2)));
            assertEquals(1, relay.taken.size());
        }
    }

    @Test
    void aRelayThatAllowsFewConnectionsGetsFew() {
        relay.banner = connection -> relay.open.get() > 2 ? "421 4.7.0 too many connections" : "220 welcome";
        try (Desk desk = new Desk(data, Desk.rules(8, 32), Desk.trusted(), relay.url())) {
            assertEquals(300, accepted(desk.sendMany(300)));
        }
    }

    @Test
    void theLettersOfALaneThatIsOutGoOverTheOthers() {
        try (var dead = new ScriptedRelay()) {
            dead.banner = connection -> ScriptedRelay.DROP;
            try (Desk desk = new Desk(data, Desk.rules(2, 32), Desk.trusted(), dead.url(), relay.url())) {
                assertEquals(100, accepted(desk.sendMany(100)));
                assertEquals(100, relay.taken.size());
            }
        }
    }

    @Test
    void lanesShareByWeight() {
        try (var heavy = new ScriptedRelay();
                Desk desk = new Desk(data, Desk.rules(2, 32), Desk.trusted(), heavy.url() + "?weight=3", relay.url())) {
            assertEquals(100, accepted(desk.sendMany(100)));
            assertEquals(75, heavy.taken.size());
            assertEquals(25, relay.taken.size());
        }
    }

    // ---- Connections that break ----------------------------------------------------------------

    @Test
    void aDropBeforeTheDotLeavesTheLetterPending() {
        relay.rcpt = to -> to.startsWith("person3@") ? ScriptedRelay.DROP : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(5);

            assertInstanceOf(NotSent.class, receipts.get(3L));
            assertEquals(4, accepted(receipts));
            assertTrue(desk.journal.about(List.of(3L)).isEmpty(), "no dot in the journal");
        }
    }

    @Test
    void aDropWhileALargeBodyGoesOutLeavesTheLetterPending() {
        relay.data = to -> ScriptedRelay.DROP;
        try (Desk desk = Desk.over(data, relay)) {
            assertInstanceOf(NotSent.class, desk.send(Desk.large(1, 8 << 20)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedRelay.DROP, ScriptedRelay.MUTE, "hm?", "354 more", "2xx"})
    void whatEndsAfterTheDotWithoutAReplyIsInDoubt(String reply) {
        relay.dot = to -> to.startsWith("person2@") ? reply : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(3);

            assertInstanceOf(Accepted.class, receipts.get(1L));
            assertInstanceOf(Doubtful.class, receipts.get(2L));
            // The third's envelope had left with that dot: it is known not to have gone, whatever became of the second.
            assertInstanceOf(NotSent.class, receipts.get(3L));
            assertInstanceOf(Doubtful.class, desk.journal.about(List.of(2L)).get(2L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"421 4.3.2 shutting down", ScriptedRelay.DROP, ScriptedRelay.MUTE, "garbled", "500 what?"})
    void whatEndsInMidSessionBeforeTheDotIsPendingAgain(String reply) {
        var asked = new AtomicInteger();
        relay.mail = from -> asked.incrementAndGet() == 2 ? reply : "250 Ok";
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(4);

            assertInstanceOf(NotSent.class, receipts.get(2L));
            assertEquals(3, accepted(receipts));
        }
    }

    @Test
    void a421AfterTheDotIsADefiniteLater() {
        relay.dot = to -> "421 4.3.2 shutting down";
        try (Desk desk = Desk.over(data, relay)) {
            assertEquals(new Deferred(1, "421 4.3.2 shutting down", null, false), desk.send(Desk.letter(1)));
        }
    }

    @Test
    void connectionsThatAgainAndAgainAreOfNoUseTakeTheLaneOut() {
        relay.mail = from -> ScriptedRelay.DROP;
        try (Desk desk = Desk.over(data, relay)) {
            Map<Long, Receipt> receipts = desk.sendMany(20);

            assertEquals(
                    3,
                    receipts.values().stream().filter(NotSent.class::isInstance).count());
            assertEquals(
                    17,
                    receipts.values().stream()
                            .filter(Deferred.class::isInstance)
                            .count());
        }
    }

    @Test
    void aRelayThatNeverClosesAfterQuitHoldsNobodyUp() {
        relay.quit = ScriptedRelay.MUTE;
        try (Desk desk = new Desk(data, Desk.rules(1, 8, 1, Duration.ofSeconds(5)), Desk.trusted(), relay.url())) {
            assertEquals(3, accepted(desk.sendMany(3)));
        }
    }

    // ---- TLS and login -------------------------------------------------------------------------

    @Test
    void aCertificateNobodyTrustsTakesTheLaneOutAndTheOthersGoOn() throws Exception {
        var tls = new TestTls(data, "ip:127.0.0.1");
        try (var secret = new ScriptedRelay(tls)) {
            secret.abilities = List.of("PIPELINING", "STARTTLS");
            String url = secret.url() + "?starttls=required";
            try (Desk desk = new Desk(data, Desk.rules(1, 32), Desk.trusted(), url)) {
                NotSent unsent = assertInstanceOf(NotSent.class, desk.send(Desk.letter(1)));
                assertTrue(unsent.reason().contains("TLS"), unsent.reason());
            }
            try (Desk desk = new Desk(data, Desk.rules(1, 32), Desk.trusted(), url, relay.url())) {
                assertEquals(20, accepted(desk.sendMany(20)));
            }
            assertTrue(secret.taken.isEmpty());
        }
    }

    @Test
    void aCertificateForAnotherNameIsNotTaken() throws Exception {
        var tls = new TestTls(data, "dns:elsewhere.example");
        try (var secret = new ScriptedRelay(tls)) {
            secret.abilities = List.of("STARTTLS");
            try (Desk desk = new Desk(data, Desk.rules(1, 8), tls.context(), secret.url() + "?starttls=required")) {
                assertInstanceOf(NotSent.class, desk.send(Desk.letter(1)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"AUTH PLAIN LOGIN,AUTH PLAIN AHVzZXIAd29yZA==", "AUTH=LOGIN,AUTH LOGIN"})
    void credentialsGoOnlyThroughTls(String offered, String command) throws Exception {
        var tls = new TestTls(data, "ip:127.0.0.1");
        try (var secret = new ScriptedRelay(tls)) {
            secret.abilities = List.of("PIPELINING", "STARTTLS", offered);
            try (Desk desk = new Desk(data, Desk.rules(1, 8), tls.context(), withLogin(secret))) {
                assertInstanceOf(Accepted.class, desk.send(Desk.letter(1)));
                assertTrue(secret.commands.indexOf("STARTTLS") < secret.commands.indexOf(command));
            }
        }
    }

    @Test
    void withoutStarttlsNoCredentialIsSpoken() {
        relay.abilities = List.of("AUTH PLAIN LOGIN");
        try (Desk desk = new Desk(data, Desk.rules(1, 8), Desk.trusted(), withLogin(relay))) {
            NotSent unsent = assertInstanceOf(NotSent.class, desk.send(Desk.letter(1)));
            assertTrue(unsent.reason().contains("STARTTLS"));
            assertFalse(relay.commands.stream().anyMatch(c -> c.startsWith("AUTH")));
        }
    }

    @Test
    void aRefusedLoginTakesTheLaneOut() throws Exception {
        var tls = new TestTls(data, "ip:127.0.0.1");
        try (var secret = new ScriptedRelay(tls)) {
            secret.abilities = List.of("STARTTLS", "AUTH PLAIN");
            secret.auth = "535 5.7.8 bad credentials";
            try (Desk desk = new Desk(data, Desk.rules(1, 8), tls.context(), withLogin(secret))) {
                desk.sendMany(3).values().forEach(receipt -> assertInstanceOf(NotSent.class, receipt));
                assertFalse(desk.lanes.ways().get(0).open());
                assertTrue(desk.lanes.ways().get(0).remark().contains("535 5.7.8"));
            }
        }
    }

    @Test
    void aRelayThatWantsALoginAtMailTakesTheLaneOut() {
        relay.mail = from -> "530 5.7.0 Authentication required";
        try (Desk desk = Desk.over(data, relay)) {
            desk.sendMany(3).values().forEach(receipt -> assertInstanceOf(NotSent.class, receipt));
            assertEquals(0, desk.lanes.places());
        }
    }

    // ---- The end -------------------------------------------------------------------------------

    @Test
    void stoppingFinishesWhatRunsAndLeavesTheRestPending() throws InterruptedException {
        var atDot = new CountDownLatch(1);
        var stop = new CountDownLatch(1);
        relay.dot = to -> {
            atDot.countDown();
            await(stop);
            return "250 2.0.0 Ok";
        };
        Desk desk = new Desk(data, Desk.rules(1, 32), Desk.trusted(), relay.url());
        Thread stopping = Thread.ofVirtual().unstarted(() -> {
            await(atDot);
            Thread closing = Thread.ofVirtual().start(desk::close);
            while (desk.lanes.places() > 0) {
                Thread.onSpinWait();
            }
            stop.countDown();
            join(closing);
        });
        stopping.start();
        Map<Long, Receipt> receipts = desk.sendMany(5);
        stopping.join();

        assertInstanceOf(Accepted.class, receipts.get(1L));
        assertTrue(receipts.values().stream().filter(NotSent.class::isInstance).count() >= 3, receipts.toString());
        assertNull(receipts.values().stream()
                .filter(Doubtful.class::isInstance)
                .findAny()
                .orElse(null));
        desk.send(Desk.letter(9));
    }

    private static String withLogin(ScriptedRelay relay) {
        return relay.url().replace("smtp://", "smtp://user:word@");
    }

    private static long accepted(Map<Long, Receipt> receipts) {
        return receipts.values().stream().filter(Accepted.class::isInstance).count();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
