package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import headsup.mail.Receipt.AddressFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BouncesTest {

    private static final String VERP = Cast.VERP.addressOf(4711);

    private final Bounces bounces = new Bounces(Cast.VERP);

    @Test
    void anUnknownUserByPostfix() {
        assertEquals(
                new Bounce.Failed(
                        4711,
                        "5.1.1",
                        "550 5.1.1 <dana.ortiz@rivermill.example>: Recipient address rejected: User unknown in virtual"
                                + " mailbox table",
                        AddressFault.UNKNOWN_USER),
                read("postfix-unknown-user"));
    }

    @Test
    void aClosedMailboxByExchangeWhichHidesTheStatusInTheDiagnostic() {
        assertEquals(
                new Bounce.Failed(
                        4711, "5.2.1", "550 5.2.1 RESOLVER.RST.AuthRequired; mailbox disabled", AddressFault.CLOSED),
                read("exchange-closed"));
    }

    @Test
    void aFullMailboxAtAWebmail() {
        Bounce.Failed failed = assertInstanceOf(Bounce.Failed.class, read("gmail-full"));
        assertEquals("5.2.2", failed.status());
        assertEquals(AddressFault.FULL, failed.fault());
    }

    @Test
    void aDelayIsNoFailure() {
        assertEquals(
                new Bounce.Delayed(4711, "connect to store.rivermill.example: Connection timed out"),
                read("postfix-delayed"));
    }

    @Test
    void aLetterGivenUpAfterDaysFailedButSaysNothingOfTheAddress() {
        assertEquals(
                new Bounce.Failed(4711, "4.4.7", "delivery time expired", AddressFault.NONE), read("postfix-expired"));
    }

    @Test
    void arrivalIsProofBeyondTheRelay() {
        assertEquals(new Bounce.Delivered(4711), read("postfix-relayed"));
    }

    @Test
    void anAutomaticAnswerIsNoBounceWhateverItSays() {
        assertInstanceOf(Bounce.NoBounce.class, read("out-of-office"));
        assertInstanceOf(Bounce.NoBounce.class, read("report-without-status"));
    }

    @Test
    void aSenderAWrongSealOrAnotherDomainIsNotBelieved() {
        byte[] dsn = dsn("postfix-unknown-user");

        assertInstanceOf(Bounce.NoBounce.class, bounces.read(dsn, "mallory@example.org", VERP));
        assertInstanceOf(Bounce.Forged.class, bounces.read(dsn, "<>", VERP.replace("b.0", "b.1")));
        assertInstanceOf(Bounce.Forged.class, bounces.read(dsn, "", VERP.replace("harbourlight", "lighthouse")));
        assertInstanceOf(Bounce.Forged.class, bounces.read(dsn, "", "leave@bounce.harbourlight.example"));
        assertInstanceOf(Bounce.Failed.class, bounces.read(dsn, "<>", "<" + VERP.toUpperCase(Locale.ROOT) + ">"));
    }

    @Test
    void damagedOnesNeverThrow() {
        byte[] dsn = dsn("postfix-unknown-user");
        var random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = Arrays.copyOf(dsn, random.nextInt(dsn.length));
            for (int i = 0; i < 20 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            bounces.read(damaged, "", VERP);
        }
    }

    @Test
    void aLargeLetterCarriedAlongIsReadThroughAFileAndLeavesNone() throws IOException {
        String dsn = new String(dsn("postfix-unknown-user"), StandardCharsets.UTF_8);
        int end = dsn.lastIndexOf("\r\n--", dsn.length() - 5);
        String large = dsn.substring(0, end) + "a line of the letter\r\n".repeat(200_000) + dsn.substring(end);
        Set<String> before = kept();
        Bounce read = bounces.read(new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)), "<>", VERP);

        assertEquals(read("postfix-unknown-user"), read);
        assertEquals(before, kept());
    }

    @Test
    void whatCantBeOursIsNotEvenRead() throws IOException {
        var unread = new ByteArrayInputStream(dsn("postfix-unknown-user"));
        int octets = unread.available();
        assertInstanceOf(Bounce.Forged.class, bounces.read(unread, "<>", "leave@bounce.harbourlight.example"));
        assertEquals(octets, unread.available());
    }

    private static Set<String> kept() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("bounce"))
                    .collect(Collectors.toSet());
        }
    }

    private Bounce read(String name) {
        return bounces.read(dsn(name), "<>", VERP);
    }

    private static byte[] dsn(String name) {
        try (var file = BouncesTest.class.getResourceAsStream("/mail/bounces/" + name + ".eml")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("@VERP@", VERP).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
