package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimTest {

    private static final KeyPair KEY = key("RSA", 2048);
    private static final Dkim DKIM = new Dkim("harbourlight.example", "status", SigningKey.read(pem(KEY)));

    private final Letters letters = Cast.letters(new Letters.Manner(false, DKIM));

    @Test
    void aSignedLetterIsTheLetterUnderItsSignature() {
        Letter bare = Cast.letters().write(Cast.bulletin(2), recipient());
        Letter signed = letters.write(Cast.bulletin(2), recipient());

        String text = new String(signed.bytes(), StandardCharsets.ISO_8859_1);
        assertTrue(text.startsWith("DKIM-Signature: "));
        assertTrue(text.endsWith("\r\n" + new String(bare.bytes(), StandardCharsets.ISO_8859_1)));
        Reading.of(signed).headLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
    }

    @Test
    void whatMattersIsSignedAndTheAuthorTwice() {
        DkimReading read =
                DkimReading.of(letters.write(Cast.bulletin(2), recipient()).bytes());

        assertEquals("1", read.tag("v"));
        assertEquals("rsa-sha256", read.tag("a"));
        assertEquals("relaxed/relaxed", read.tag("c"));
        assertEquals("harbourlight.example", read.tag("d"));
        assertEquals("status", read.tag("s"));
        assertFalse(read.tags().containsKey("t"), "a time would make a letter sent again another letter");
        assertFalse(read.tags().containsKey("l"), "the whole body is signed");
        assertTrue(read.signedFields()
                .containsAll(List.of(
                        "date",
                        "reply-to",
                        "to",
                        "subject",
                        "message-id",
                        "in-reply-to",
                        "references",
                        "list-id",
                        "list-unsubscribe",
                        "list-unsubscribe-post",
                        "list-archive",
                        "feedback-id",
                        "mime-version",
                        "content-type",
                        "content-language")));
        assertEquals(2, read.signedFields().stream().filter("from"::equals).count());
    }

    @Test
    void aLetterSignedAgainIsTheSameOctets() {
        assertArrayEquals(
                letters.write(Cast.bulletin(2), recipient()).bytes(),
                Cast.letters(new Letters.Manner(
                                false, new Dkim("harbourlight.example", "status", SigningKey.read(pem(KEY)))))
                        .write(Cast.bulletin(2), recipient())
                        .bytes());
    }

    /** By this test's own reading of the standard, and by the library's. */
    @Test
    void everySignatureHoldsWhateverIsWritten() throws IOException, FailException {
        var random = new Random(20261122);
        for (int round = 0; round < 300; round++) {
            byte[] letter = AnyLetter.by(random, round).write(DKIM).bytes();

            assertTrue(DkimReading.of(letter).isValid(KEY.getPublic()), "letter " + round);
            assertEquals(1, verifier().verify(new ByteArrayInputStream(letter)).size(), "letter " + round);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing is charged twice | nothing is charged once",
                "Subject: Re: [Harbourlight] | Subject: Re: [Harbourshine]",
                "To: | To: x@y.example,",
                "Message-ID: <k | Message-ID: <l",
                "/u/k7Wq2mZ0pAe9Xr4TnB1cVs>, | /u/k7Wq2mZ0pAe9Xr4TnB1cVz>,",
                "List-Unsubscribe=One-Click | List-Unsubscribe=Two-Clicks",
                "MIME-Version: | From: \"Somebody else\" <x@y.example>~MIME-Version:",
                "MIME-Version: | Cc: x@y.example~MIME-Version:",
                "Date: Sat | Date: Sun",
                "In-Reply-To: <k | In-Reply-To: <l",
                "boundary=\"=_ | boundary=\"=-",
                "bh= | bh=A"
            })
    void whoeverTouchesItBreaksTheSignature(String from, String to) {
        byte[] letter = letters.write(Cast.bulletin(2), recipient()).bytes();
        String text = new String(letter, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains(from), from);
        byte[] touched =
                text.replaceFirst(Pattern.quote(from), to.replace("~", "\r\n")).getBytes(StandardCharsets.ISO_8859_1);

        assertTrue(DkimReading.of(letter).isValid(KEY.getPublic()));
        assertFalse(DkimReading.of(touched).isValid(KEY.getPublic()));
        assertThrows(FailException.class, () -> verifier().verify(new ByteArrayInputStream(touched)));
    }

    @Test
    void aRelayMayFoldAnewAndAddItsTrace() {
        String text = new String(letters.write(Cast.bulletin(2), recipient()).bytes(), StandardCharsets.ISO_8859_1);
        String relayed = "Received: from here by there; Sat, 21 Nov 2026 09:42:08 +0000\r\n"
                + text.replace("Subject: Re: ", "Subject:\r\n\tRe:   ");

        assertTrue(DkimReading.of(relayed.getBytes(StandardCharsets.ISO_8859_1)).isValid(KEY.getPublic()));
    }

    @Test
    void theRecordToPublishHoldsThePublicKeyAlone() {
        assertEquals("status._domainkey.harbourlight.example TXT \"" + published() + "\"", DKIM.record());
        assertFalse(DKIM.record()
                .contains(Base64.getEncoder()
                        .encodeToString(KEY.getPrivate().getEncoded())
                        .substring(60, 120)));
    }

    @Test
    void aKeyIsReadFromItsFileAndFromOneLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("dkim.pem"), pem(KEY));

        for (String setting : List.of(file.toString(), pem(KEY).replace("\n", "\\n"), pem(KEY).replace("\n", "\r\n"))) {
            assertArrayEquals(
                    KEY.getPublic().getEncoded(), SigningKey.read(setting).publicHalf());
        }
    }

    @Test
    void aDomainApartFromTheAuthorsAndAShortKeyAreDoubted() {
        var shortOne = new Dkim("status.harbourlight.example", "s", SigningKey.read(pem(key("RSA", 1024))));

        assertEquals(List.of(), DKIM.doubts("status.harbourlight.example"));
        assertTrue(DKIM.doubts("other.example").get(0).startsWith("headsup.mail.dkim.domain: "));
        assertTrue(shortOne.doubts("status.harbourlight.example").get(0).startsWith("headsup.mail.dkim.key: "));
    }

    private static DKIMVerifier verifier() {
        return new DKIMVerifier((methods, selector, domain) -> List.of(published()));
    }

    private static String published() {
        return "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(KEY.getPublic().getEncoded());
    }

    private static Recipient recipient() {
        return Cast.recipient(4711, Cast.dana(), "<k3v9x0q2m1ab.1.0000000000001@status.harbourlight.example>");
    }

    static KeyPair key(String kind, int bits) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance(kind);
            keys.initialize(bits);
            return keys.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String pem(KeyPair key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
