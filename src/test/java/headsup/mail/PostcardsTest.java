package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostcardsTest {

    private static final Clock CLOCK = Clock.fixed(Cast.PUBLISHED, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    @Test
    void withoutARelayACardIsKeptBesideTheLetters() throws IOException {
        var outbox = new Outbox(folder, CLOCK);
        outbox.send(List.of(Desk.letter(1)), receipt -> {});
        Postmark.Kept kept = assertInstanceOf(Postmark.Kept.class, into(outbox).send(card("dana@rivermill.example")));

        assertEquals(2, outbox.count());
        assertEquals(kept.code(), outbox.newest(1).get(0).code());
        OpenLetter opened = outbox.read(kept.code()).orElseThrow();
        assertEquals("[Harbourlight] Confirm: über & <b>", opened.subject());
        assertEquals("dana@rivermill.example", opened.to());
        assertTrue(opened.text().contains("https://status.harbourlight.example/subscribe/confirm?token=abc"));
        assertTrue(Files.exists(folder.resolve(kept.code() + ".eml")));
        assertTrue(outbox.about(
                        List.of(DeliveryCode.read(kept.code().substring(0, 13)).orElseThrow()))
                .isEmpty());
    }

    @Test
    void aCardIsReadBackWhole() {
        var outbox = new Outbox(folder, CLOCK);
        Postmark.Kept kept = assertInstanceOf(Postmark.Kept.class, into(outbox).send(card("post@Bücher.example")));
        Reading read = Reading.of(octets(kept));

        assertEquals(
                new TreeSet<>(Set.of(
                        "Date",
                        "From",
                        "Reply-To",
                        "To",
                        "Subject",
                        "Message-ID",
                        "Auto-Submitted",
                        "X-Auto-Response-Suppress",
                        "Content-Language",
                        "MIME-Version",
                        "Content-Type")),
                new TreeSet<>(read.fieldNames()));
        assertEquals("Sat, 21 Nov 2026 09:42:07 +0000", read.header("Date"));
        assertEquals("\"Harbourlight Status\" <updates@status.harbourlight.example>", read.header("From"));
        assertEquals("post@xn--bcher-kva.example", read.header("To"));
        assertEquals("[Harbourlight] Confirm: über & <b>", read.header("Subject"));
        assertEquals("auto-generated", read.header("Auto-Submitted"));
        assertEquals("de", read.header("Content-Language"));
        assertEquals(
                "<card." + kept.code().substring(0, 13) + "@status.harbourlight.example>", read.header("Message-ID"));
        for (String body : List.of(
                read.text(),
                read.html().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))) {
            assertTrue(body.contains("Confirm: über & <b>"), body);
            assertTrue(body.contains("Second paragraph"), body);
            assertTrue(body.contains("Confirm this address"), body);
            assertTrue(body.contains("Gesendet an post@Bücher.example"), body);
            assertTrue(body.contains("You get this because somebody entered it."), body);
        }
        assertFalse(read.html().contains("<b>"));
        read.rawLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"address | nobody | Fine", "address | a@b.example>x | Fine", "subject | a@b.example | ''"})
    void aCardThatCannotGoIsRefusedWithItsField(String field, String address, String subject) {
        Refusal refusal = assertThrows(
                Refusal.class, () -> new Postcard(address, Locale.ENGLISH, subject, List.of(), null, "Why."));
        assertEquals(field, refusal.errors().get(0).field());
    }

    @Test
    void aSubjectThatWouldSplitTheHeaderIsRefused() {
        assertThrows(
                Refusal.class,
                () -> new Postcard("a@b.example", Locale.ENGLISH, "x\r\nBcc: y@z.example", List.of(), null, "Why."));
    }

    private static Postcards into(Outbox outbox) {
        return new Postcards(
                Cast.letterhead(),
                new Wording(Cast.engine()),
                card -> outbox.keep(card.code(), card.bytes(Cast.letterhead().from())),
                CLOCK);
    }

    private byte[] octets(Postmark.Kept kept) {
        try {
            return Files.readAllBytes(folder.resolve(kept.code() + ".eml"));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static Postcard card(String address) {
        return new Postcard(
                address,
                Locale.GERMAN,
                "Confirm: über & <b>",
                List.of("First paragraph,\nwith a second line.", "Second paragraph\u0000."),
                new Postcard.Link(
                        "Confirm this address",
                        URI.create("https://status.harbourlight.example/subscribe/confirm?token=abc")),
                "You get this because somebody entered it.");
    }
}
