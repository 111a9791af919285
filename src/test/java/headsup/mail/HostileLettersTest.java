package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import headsup.mail.Recipient.Contact;
import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
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

    /** Line ends, controls, halves of characters, direction overrides, invisible marks. */
    private static final Pattern UNFIT = Pattern.compile(
            "[\\x00-\\x1F\\x7F-\\x9F\\uD800-\\uDFFF\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

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
        var nobody = Cast.recipient(1, new Contact(address, null, Locale.ENGLISH, ZoneId.of("UTC")));
        Refusal refusal = assertThrows(Refusal.class, () -> Cast.letters().write(Cast.bulletin(1), nobody));
        assertEquals("address", refusal.errors().get(0).field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?UTF-8?Q?Acme=0D=0ABcc=3A_x=40y.example?= <status@acme.example>",
                "\"Acme\u202E\u0000\" <status@acme.example>",
                "\"Acme, <x@y.example>\\\"\" <status@acme.example>"
            })
    void aConfiguredAuthorNeverSplitsTheHeader(String from) {
        var letterhead = new Letterhead(
                "Acme", "https://status.acme.example", Sender.parse(from), Sender.parse(from), Cast.VERP.domain());
        var acme = new Letters(letterhead, new Wording(Cast.engine()), Cast.VERP, new Letters.Manner(false, null));
        acme.offerLeavingByMail(true);
        Reading read = Reading.of(acme.write(Cast.bulletin(1), Cast.recipient(1, Cast.dana())));

        assertEquals(FIELDS, new TreeSet<>(read.fieldNames()));
        for (Mailbox mailbox : List.of(
                read.message().getFrom().get(0),
                read.message().getReplyTo().flatten().get(0))) {
            assertEquals("status@acme.example", mailbox.getAddress());
            assertTrue(mailbox.getName().startsWith("Acme"), mailbox.getName());
        }
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

    /** Whatever is written wherever words can stand, another parser reads it all back, and nothing else. */
    @Test
    void aThousandHostileLettersAreReadBackInEveryField() {
        var random = new Random(20261121);
        for (int round = 0; round < 1000; round++) {
            AnyLetter any = AnyLetter.by(random, round);
            Letter letter = any.write(null);
            Reading read = Reading.of(letter);
            String about = "letter " + round + "\n" + new String(letter.bytes(), StandardCharsets.UTF_8);

            assertFields(any, read, about);
            assertAuthors(any, read, about);
            assertWords(any, read, about);
            assertRaw(any, letter, about);
        }
    }

    private static void assertFields(AnyLetter any, Reading read, String about) {
        Set<String> expected = new TreeSet<>(FIELDS);
        List<String> previous = any.recipient().previous();
        if (!previous.isEmpty()) {
            expected.addAll(Set.of("In-Reply-To", "References"));
            assertEquals(previous.get(previous.size() - 1), read.header("In-Reply-To"), about);
            assertEquals(String.join(" ", previous), read.header("References"), about);
        }
        assertEquals(expected, new TreeSet<>(read.fieldNames()), about);
        assertEquals(expected.size(), read.fieldNames().size(), about);

        Bulletin bulletin = any.bulletin();
        String code = DeliveryCode.of(any.recipient().delivery());
        String token = any.recipient().unsubscribeToken();
        String page = any.letterhead().pageUrl();
        String list = bulletin.topic().stream() == Bulletin.Stream.OUTAGE ? "outage" : "news";
        assertEquals(
                Instant.ofEpochSecond(bulletin.published().getEpochSecond()),
                read.message().getDate().toInstant(),
                about);
        assertEquals(
                (previous.isEmpty() ? "" : "Re: ") + "[" + any.written().page() + "] "
                        + any.written().subject(),
                read.message().getSubject(),
                about);
        assertEquals(
                "<" + Cast.KEY + "." + bulletin.number() + "." + code + "@status.harbourlight.example>",
                read.message().getMessageId(),
                about);
        assertEquals(
                "<" + page + "/u/" + token + ">, <mailto:leave@bounce.harbourlight.example?subject=" + token + ">",
                read.header("List-Unsubscribe"),
                about);
        assertEquals("List-Unsubscribe=One-Click", read.header("List-Unsubscribe-Post"), about);
        assertEquals(
                "<https://status.harbourlight.example/incidents/" + Cast.KEY + ">", read.header("List-Archive"), about);
        assertTrue(read.header("List-Id").endsWith("<" + list + ".status.harbourlight.example>"), about);
        assertEquals(visible(any.written().page() + " " + list), visible(listName(read.header("List-Id"))), about);
        assertEquals(code, read.header("X-HeadsUp-Delivery"), about);
        assertEquals(Cast.KEY, read.header("X-HeadsUp-Incident"), about);
        assertTrue(
                read.header("Content-Language")
                        .endsWith(bulletin.body().language().toLanguageTag()),
                about);
        assertTrue(read.header("Feedback-ID").matches("[a-z0-9]{12}:(update|note):status:[a-z0-9]{5,15}"), about);
    }

    private static String listName(String listId) {
        String phrase = listId.substring(0, listId.lastIndexOf(" <"));
        return phrase.startsWith("\"")
                ? phrase.substring(1, phrase.length() - 1).replaceAll("\\\\(.)", "$1")
                : phrase;
    }

    private static void assertAuthors(AnyLetter any, Reading read, String about) {
        Mailbox from = read.message().getFrom().get(0);
        Mailbox replyTo = read.message().getReplyTo().flatten().get(0);
        assertEquals(1, read.message().getFrom().size(), about);
        assertEquals(1, read.message().getReplyTo().flatten().size(), about);
        assertEquals("updates@status.harbourlight.example", from.getAddress(), about);
        assertEquals("help@harbourlight.example", replyTo.getAddress(), about);
        assertName(any.written().from(), from.getName(), about);
        assertName(any.written().replyTo(), replyTo.getName(), about);

        String address = any.recipient().contact().address();
        String local = address.substring(0, address.lastIndexOf('@'));
        String domain =
                IDN.toASCII(address.substring(address.lastIndexOf('@') + 1)).toLowerCase(Locale.ROOT);
        // The parser reads header fields as ASCII; of an UTF-8 header the field itself is looked at.
        if (local.chars().allMatch(c -> c < 128)) {
            Mailbox to = read.message().getTo().flatten().get(0);
            assertEquals(1, read.message().getTo().flatten().size(), about);
            assertEquals(unquoted(local), unquoted(to.getLocalPart()), about);
            assertEquals(domain, to.getDomain(), about);
            assertName(any.written().person(), to.getName(), about);
        } else {
            assertTrue(about.contains("<" + local + "@" + domain + ">\r\n"), about);
        }
    }

    /** At most 64 characters of it. */
    private static void assertName(String written, String read, String about) {
        String all = visible(written);
        String shown = visible(read);
        assertTrue(all.startsWith(shown), () -> "<" + all + "> is not <" + shown + ">\n" + about);
        assertTrue(shown.equals(all) || read.codePointCount(0, read.length()) > 55, about);
    }

    private static void assertWords(AnyLetter any, Reading read, String about) {
        AnyLetter.Written written = any.written();
        List<String> affected = written.own().isEmpty() ? written.body().affected() : written.own();
        Occasion occasion = any.bulletin().occasion();
        List<String> said = new ArrayList<>(List.of(written.subject()));
        said.add(
                occasion == null
                        ? written.body().state()
                        : Words.in(any.recipient().contact().locale())
                                .of(occasion.event().key() + ".says"));
        said.addAll(affected);
        said.addAll(written.body().known());
        said.addAll(written.body().toDo());
        said.add(any.recipient().contact().address());
        said.add(any.letterhead().pageUrl() + "/u/" + any.recipient().unsubscribeToken());
        String text = visible(read.text());
        String html = visible(unescaped(read.html().replaceAll("<[^>]*>", "")));
        for (String words : said) {
            assertTrue(text.contains(visible(words)), () -> "the text lacks " + words + "\n" + about);
            assertTrue(html.contains(visible(words)), () -> "the html lacks " + words + "\n" + about);
        }
        assertTrue(read.html().endsWith("</html>\r\n"), about);
        assertFalse(read.html().contains("<b>"), about);
        boolean dated = occasion != null && occasion.event().method() != null;
        assertEquals(dated ? 3 : 2, read.parts().size(), about);
        if (dated) {
            VEvent event = Reading.event(read.part(2));
            assertEquals(
                    any.letterhead().product() + ": " + any.bulletin().topic().subject(),
                    event.getRequiredProperty(Property.SUMMARY).getValue(),
                    about);
        }
        for (String words : List.of(read.text(), read.html())) {
            assertFalse(UNFIT.matcher(words.replace("\r\n", "")).find(), about);
        }
        read.text()
                .lines()
                .filter(line -> line.codePointCount(0, line.length()) > 76)
                .forEach(line -> assertFalse(line.strip().substring(2).contains(" "), line));
    }

    private static void assertRaw(AnyLetter any, Letter letter, String about) {
        String raw = new String(letter.bytes(), StandardCharsets.ISO_8859_1);
        String head = raw.substring(0, raw.indexOf("\r\n\r\n") + 4);
        assertFalse(raw.replace("\r\n", "").matches("(?s).*[\\r\\n\\x00].*"), about);
        List.of(raw.split("\r\n", -1)).forEach(line -> assertTrue(line.length() <= 998, line));
        List.of(raw.substring(head.length()).split("\r\n", -1)).forEach(line -> assertTrue(line.length() <= 76, line));
        // RFC 6532 section 3.4: columns are characters, the hard limit is in octets.
        String shown = new String(head.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        List.of(shown.split("\r\n", -1)).forEach(line -> assertTrue(Reading.isFolded(line), line));
        boolean utf8 = any.recipient().contact().address().split("@")[0].chars().anyMatch(c -> c > 127);
        assertEquals(utf8, letter.needsUtf8(), about);
        assertEquals(utf8, raw.chars().anyMatch(c -> c > 127), about);
    }

    /** What a reader sees of it: no spaces, nothing that is only a command. */
    private static String visible(String words) {
        return UNFIT.matcher(words).replaceAll("").replaceAll("[\\p{Zs}\\s]", "");
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String unquoted(String local) {
        return local.startsWith("\"") ? local.substring(1, local.length() - 1) : local;
    }
}
