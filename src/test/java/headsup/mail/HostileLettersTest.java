package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import headsup.mail.Bulletin.Body;
import headsup.mail.Recipient.Contact;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileLettersTest {

    private static final Set<String> FIELDS = new TreeSet<>(Set.of(
            "Date",
            "From",
            "Reply-To",
            "To",
            "Subject",
            "Message-ID",
            "List-Id",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "List-Post",
            "List-Archive",
            "Auto-Submitted",
            "X-Auto-Response-Suppress",
            "Feedback-ID",
            "X-HeadsUp-Delivery",
            "X-HeadsUp-Incident",
            "Content-Language",
            "MIME-Version",
            "Content-Type"));

    private final Letters letters = Cast.letters();

    static List<String> names() {
        return List.of(
                "Dana\r\nBcc: everybody@rivermill.example",
                "Dana\nX-Evil: 1",
                "Dana\u0000Ortiz",
                "\u202Eziitro anaD",
                "Dana \u2066Ortiz\u2069",
                "O'Hara, \"Dana\" <boss@rivermill.example>",
                "back\\slash\\",
                "=?UTF-8?Q?=0D=0ABcc:_x@y.example?=",
                "Zoë Ångström-Łukasiewicz de la Très Longue Lignée des Noms Infinis",
                "田中太郎 (経理部) 株式会社リバーミル 東京都千代田区丸の内一丁目九番一号",
                "🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥🚨🔥💥",
                "q0123456789abcdef01234567a",
                "a".repeat(500),
                "<script>alert(1)</script>",
                ".",
                "\uD800 half a pair",
                "=3D=\r\n.\r\n");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameNeverSplitsAHeaderNorTouchesTheBody(String name) {
        var contact = new Contact("dana.ortiz@rivermill.example", name, Locale.ENGLISH, ZoneId.of("UTC"));
        Reading read = Reading.of(letters.write(Cast.bulletin(1), Cast.recipient(1, contact)));

        assertEquals(FIELDS, new TreeSet<>(read.fieldNames()));
        var to = read.message().getTo().flatten();
        assertEquals(1, to.size());
        Mailbox shown = to.get(0);
        assertEquals("dana.ortiz@rivermill.example", shown.getAddress());
        String expected = headsup.mail.Mailbox.displayName(name);
        assertEquals(expected, shown.getName());
        read.headLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
        read.headLines().forEach(line -> assertTrue(HeaderText.isPrintableAscii(line), line));
        assertTrue(read.text().replace("\r\n", " ").contains(expected + ", dana.ortiz@rivermill.example"), read.text());
        assertFalse(read.html().contains("<script>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EU\r\nBcc: x@y.example", "EU\ndown", "\u0000", "EU \u202Enwod", "", "   ", "a\u2028b"})
    void aSubjectThatWouldBreakAHeaderIsRefused(String subject) {
        Refusal refusal = assertThrows(Refusal.class, () -> Cast.topic(subject));
        assertEquals(Refusal.Code.INVALID_FIELD, refusal.code());
        assertEquals("subject", refusal.errors().get(0).field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Zahlungen in der EU gestört: über 20 % schlagen fehl, betroffen sind Karten & Überweisungen aller Händler",
                "カード決済の障害",
                "=?UTF-8?B?QmNj?= not encoded",
                "plain: but (with) <brackets> \"quotes\"; and, commas",
                "averyveryveryveryveryveryveryveryveryveryveryveryveryverylongwordwithoutanyspaceinitatallreally"
            })
    void aSubjectArrivesAsItWasWritten(String subject) {
        Bulletin plain = Cast.bulletin(1);
        var bulletin = new Bulletin(Cast.topic(subject), 1, plain.body(), plain.published(), plain.nextBy());
        Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, Cast.dana())));

        assertEquals("[Harbourlight] " + subject, read.message().getSubject());
        assertEquals("[Harbourlight] " + subject, read.header("Subject"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody", "@rivermill.example", "a@", "a b@rivermill.example", "a@b\r\nRCPT TO:<x@y.example>",
                        "a@-bad-.example",
                "a@b..example", "<a@b.example>", "a@b.example>", "a\u0000@b.example", "a\u202E@b.example",
                        "a,b@c.example",
                "\"a\"b\"@c.example", "a@[192.0.2.1]"
            })
    void anAddressThatIsNoneIsRefused(String address) {
        Refusal refusal =
                assertThrows(Refusal.class, () -> new Contact(address, null, Locale.ENGLISH, ZoneId.of("UTC")));
        assertEquals("address", refusal.errors().get(0).field());
    }

    @Test
    void anInternationalDomainGoesOutInAscii() {
        var contact = new Contact("post@Bücher.example", null, Locale.ENGLISH, ZoneId.of("UTC"));
        Letter letter = letters.write(Cast.bulletin(1), Cast.recipient(1, contact));

        assertEquals("post@xn--bcher-kva.example", letter.envelopeRecipient());
        assertFalse(letter.needsUtf8());
        assertEquals("post@xn--bcher-kva.example", Reading.of(letter).header("To"));
    }

    @Test
    void anInternationalLocalPartMakesAnUtf8Header() {
        var contact = new Contact("josé@bücher.example", "José", Locale.ENGLISH, ZoneId.of("UTC"));
        Letter letter = letters.write(Cast.bulletin(1), Cast.recipient(1, contact));

        assertTrue(letter.needsUtf8());
        assertTrue(new String(letter.bytes(), StandardCharsets.UTF_8).contains("<josé@xn--bcher-kva.example>"));
    }

    @Test
    void tokensAndMessageIdsOfAnotherShapeAreRefused() {
        assertThrows(Refusal.class, () -> new Recipient(1, Cast.dana(), List.of(), "short", List.of()));
        assertThrows(
                Refusal.class,
                () -> new Recipient(1, Cast.dana(), List.of(), Cast.TOKEN, List.of("<a@b.example>\r\nX: 1")));
        assertThrows(Refusal.class, () -> Cast.recipient(-1, Cast.dana()));
        assertThrows(
                Refusal.class,
                () -> new Bulletin.Topic("../../../etc", Bulletin.Stream.OUTAGE, "x", URI.create("https://x.example")));
    }

    /** Whatever is written, the letter is one that another parser reads back whole, in both twins. */
    @Test
    void aThousandRandomLettersAreReadBack() {
        var random = new Random(20261121);
        for (int round = 0; round < 1000; round++) {
            List<String> known = List.of(words(random, 1 + random.nextInt(200)), words(random, 20));
            var body = new Body(
                    Locale.ENGLISH, words(random, 2), List.of(words(random, 4)), known, List.of(words(random, 9)));
            var bulletin = new Bulletin(
                    Cast.topic("x" + words(random, 2).replace('\n', ' ')),
                    1 + round % 7,
                    body,
                    Cast.PUBLISHED,
                    Cast.NEXT_BY);
            var contact = new Contact(
                    "person" + round + "@rivermill.example",
                    words(random, 3),
                    Words.LANGUAGES.get(round % 4),
                    ZoneId.of("Asia/Kolkata"));
            Letter letter = letters.write(bulletin, Cast.recipient(random.nextLong(Long.MAX_VALUE), contact));
            Reading read = Reading.of(letter);

            assertEquals(FIELDS, new TreeSet<>(read.fieldNames()));
            assertEquals(2, read.parts().size());
            assertEquals(
                    squeezed(body.known().get(0)),
                    between(squeezed(read.text()), squeezed(body.known().get(0))));
            assertTrue(read.html().endsWith("</html>\r\n"), "the html is whole");
            read.rawLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
            assertEquals(
                    "[Harbourlight] " + bulletin.topic().subject(),
                    read.message().getSubject());
            read.text()
                    .lines()
                    .filter(line -> line.contains(" "))
                    .forEach(line -> assertTrue(
                            line.codePointCount(0, line.length()) <= 76
                                    || !line.strip().contains(" "),
                            line));
        }
    }

    private static String between(String text, String part) {
        return text.contains(part) ? part : text;
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String words(Random random, int count) {
        String[] pieces = {
            "payments",
            "=3D",
            "ü",
            "漢字",
            "🚨",
            ".",
            "..",
            "--",
            "=_" + Cast.KEY + ".1",
            "<b>",
            "&amp;",
            "\"",
            "'",
            "{sheet.state}",
            "{#if x}",
            "https://status.example/a?b=c&d=e",
            "From",
            "x".repeat(90),
            "=",
            "\\",
            "q"
        };
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(pieces[random.nextInt(pieces.length)]);
        }
        return String.join(random.nextInt(9) == 0 ? "\n" : " ", words);
    }
}
