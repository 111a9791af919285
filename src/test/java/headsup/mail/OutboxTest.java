package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:43:00Z");

    private final Path folder;
    private final Letters letters = Cast.letters();

    OutboxTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aLetterIsKeptUnderItsCodeOctetByOctetBehindItsEnvelopeWhichIsNotSent() throws IOException {
        Letter letter = letter(4711);

        assertEquals(new Receipt.Accepted(4711, NOW, "250 kept in outbox", "outbox"), send(outbox(), letter));
        byte[] kept = Files.readAllBytes(folder.resolve(DeliveryCode.of(4711) + ".eml"));
        String envelope = "Return-Path: <" + letter.envelopeSender() + ">\r\nDelivered-To: "
                + letter.envelopeRecipient() + "\r\n";
        assertEquals(envelope, new String(kept, 0, envelope.length(), StandardCharsets.UTF_8));
        assertArrayEquals(letter.bytes(), Arrays.copyOfRange(kept, envelope.length(), kept.length));
        assertFalse(new String(letter.bytes(), StandardCharsets.UTF_8).contains("Return-Path"));
    }

    @Test
    void whatStandsThereIsAcceptedAndNotWrittenTwice() throws IOException {
        Outbox outbox = outbox();
        send(outbox, letter(1));
        Path file = folder.resolve(DeliveryCode.of(1) + ".eml");
        Files.writeString(file, "as it was");

        assertInstanceOf(Receipt.Accepted.class, send(outbox, letter(1)));
        assertEquals("as it was", Files.readString(file));
    }

    @Test
    void afterACrashTheFolderSaysWhatWasHandedOver() throws IOException {
        send(outbox(), letter(1));
        Files.writeString(folder.resolve(".999999999.7.draft"), "half a let");

        Outbox restarted = outbox();

        assertEquals(Set.of(1L), restarted.about(List.of(1L, 2L)).keySet());
        assertInstanceOf(Receipt.Accepted.class, restarted.about(List.of(1L)).get(1L));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "drafts of the dead are swept");
        }
    }

    @Test
    void peopleSeeTheNewestFirstAndOpenOne() {
        Outbox outbox = outbox();
        for (int i = 1; i <= 5; i++) {
            send(outbox, letter(i));
        }

        assertEquals(5, outbox.count());
        List<Outbox.Kept> newest = outbox.newest(2);
        assertEquals(
                List.of(DeliveryCode.of(5), DeliveryCode.of(4)),
                newest.stream().map(Outbox.Kept::code).toList());
        assertEquals("[Harbourlight] EU card payments failing", newest.get(0).subject());
        OpenLetter open = outbox.read(newest.get(0).code()).orElseThrow();
        assertTrue(open.text().startsWith("Investigating: EU card payments failing"));
        assertTrue(open.html().startsWith("<!DOCTYPE html>"));
        assertTrue(outbox.read("../mail.secret").isEmpty());
        assertTrue(outbox.read(DeliveryCode.of(6)).isEmpty());
    }

    @Test
    void namesAreReadAsTheyAreWritten() {
        Outbox outbox = outbox();
        var ines = new Recipient.Contact(
                "ines@saltmarsh.example", "In\u00e8s Laurent", Locale.FRENCH, ZoneId.of("Europe/Paris"));
        send(outbox, letters.write(Cast.bulletin(1), Cast.recipient(1, ines)));
        assertEquals(
                "In\u00e8s Laurent <ines@saltmarsh.example>",
                outbox.newest(1).get(0).to());
    }

    @Test
    void aFolderThatCannotBeWrittenLeavesLettersUnsent() throws IOException {
        Outbox outbox = outbox();
        Files.delete(folder);

        assertInstanceOf(Receipt.NotSent.class, send(outbox, letter(1)));
        Files.createDirectory(folder);
    }

    private Outbox outbox() {
        return new Outbox(folder, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Letter letter(long delivery) {
        return letters.write(Cast.bulletin(1), Cast.recipient(delivery, Cast.dana()));
    }

    private static Receipt send(Outbox outbox, Letter letter) {
        List<Receipt> receipts = new ArrayList<>();
        outbox.send(List.of(letter), receipts::add);
        assertEquals(1, receipts.size());
        return receipts.get(0);
    }
}
