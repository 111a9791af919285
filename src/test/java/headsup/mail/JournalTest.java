package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.Receipt.Accepted;
import headsup.mail.Receipt.Deferred;
import headsup.mail.Receipt.Doubtful;
import headsup.mail.Receipt.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:43:00Z");
    private static final String LANE = "relay.example:25";

    private final Path folder;
    private final Journal journal;

    JournalTest(@TempDir Path folder) {
        this.folder = folder;
        this.journal = at(NOW);
    }

    @Test
    void afterACrashItTellsWhatItRead() throws IOException {
        journal.dotLeaves(1);
        journal.replied(1, NOW, LANE, Reply.of("250 2.0.0 Ok: queued as\t4XYZ ü"));
        journal.dotLeaves(2);
        journal.dotLeaves(3);
        journal.replied(3, NOW, LANE, Reply.of("554 5.7.1 no"));
        journal.dotLeaves(4);
        journal.replied(4, NOW, LANE, Reply.of("451 4.3.0 later"));

        Map<Long, Receipt> known = at(NOW).about(List.of(1L, 2L, 3L, 4L, 5L));

        assertEquals(new Accepted(1, NOW, "250 2.0.0 Ok: queued as 4XYZ ü", LANE), known.get(1L));
        assertInstanceOf(Doubtful.class, known.get(2L));
        assertInstanceOf(Rejected.class, known.get(3L));
        assertInstanceOf(Deferred.class, known.get(4L));
        assertEquals(Set.of(1L, 2L, 3L, 4L), known.keySet());
    }

    @Test
    void aTornTailAndASpoiltLineSayNothing() throws IOException {
        journal.dotLeaves(1);
        journal.dotLeaves(2);
        journal.replied(2, NOW, LANE, Reply.of("250 Ok"));
        Path file = files().get(0);
        String text = Files.readString(file);
        List<String> lines = text.lines().toList();

        // The first line spoilt, the last cut short as by a power cut.
        String spoilt = lines.get(0).replace(DeliveryCode.of(1), DeliveryCode.of(7));
        Files.writeString(
                file, spoilt + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 30));

        Map<Long, Receipt> known = at(NOW).about(List.of(1L, 2L, 7L));
        assertEquals(Set.of(2L), known.keySet());
        assertInstanceOf(Doubtful.class, known.get(2L));
        Files.write(file, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);
        assertEquals(Set.of(2L), at(NOW).about(List.of(2L)).keySet());
    }

    @Test
    void onceAcceptedStaysSoWhateverASecondAttemptSaid() throws IOException {
        journal.dotLeaves(1);
        journal.replied(1, NOW, LANE, Reply.of("250 Ok"));
        journal.dotLeaves(1);

        assertInstanceOf(Accepted.class, journal.about(List.of(1L)).get(1L));
    }

    @Test
    void oldFilesAreRemovedAndTheRestIsBounded() throws IOException {
        journal.dotLeaves(1);
        journal.close();
        Files.setLastModifiedTime(files().get(0), FileTime.from(NOW.minusSeconds(25 * 3600)));
        var small = new Journal(folder, Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC), 1000);
        for (int i = 0; i < 2000; i++) {
            small.dotLeaves(1000 + i);
        }

        assertTrue(small.about(List.of(1L)).isEmpty());
        assertTrue(files().size() <= 17, files().size() + " files");
        assertEquals(Set.of(2999L), small.about(List.of(2999L)).keySet());
        small.close();
    }

    @Test
    void aReplyCannotWriteALineOfItsOwn() {
        String forged = JournalLine.dot(9, NOW).written();
        var line = JournalLine.reply(1, NOW, LANE, Reply.of("250 Ok\n" + forged).text());

        assertEquals(1, line.written().chars().filter(c -> c == '\n').count());
        assertEquals(line, JournalLine.read(line.written().strip()));
        assertTrue(line.written().getBytes(StandardCharsets.UTF_8).length < 1000);
    }

    private Journal at(Instant now) {
        return new Journal(folder, Clock.fixed(now, ZoneOffset.UTC));
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
