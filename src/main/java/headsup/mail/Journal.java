package headsup.mail;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What went out over SMTP, written before the dot and after its reply, one checked line each, into files of this process
 * under {@code data/journal}. Old files are read for evidence and removed after a day, the oldest first when they are many.
 *
 * <p>A line is handed to the operating system before the dot is sent, so it outlives {@code kill -9}; it is not forced to
 * the disk, so a power cut may take the last seconds, and a delivery without trace may then have been sent.
 */
final class Journal implements Evidence, Closeable {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final long LARGEST_FILE = 16L << 20;
    private static final int MOST_FILES = 16;
    private static final String SUFFIX = ".journal";

    private final Path folder;
    private final Clock clock;
    private final long largestFile;
    private final ReentrantLock writing = new ReentrantLock();
    private @Nullable FileChannel file;
    private long written;
    private int files;

    Journal(Path folder, Clock clock) {
        this(folder, clock, LARGEST_FILE);
    }

    Journal(Path folder, Clock clock, long largestFile) {
        this.folder = folder;
        this.clock = clock;
        this.largestFile = largestFile;
        try {
            Files.createDirectories(folder);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    /** Must have returned before the dot leaves. */
    void dotLeaves(long delivery) throws IOException {
        append(JournalLine.dot(delivery, clock.instant()));
    }

    void replied(long delivery, Instant at, String lane, Reply reply) throws IOException {
        append(JournalLine.reply(delivery, at, lane, reply.text()));
    }

    private void append(JournalLine line) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(line.written().getBytes(StandardCharsets.UTF_8));
        writing.lock();
        try {
            FileChannel channel = file;
            if (channel == null || written > largestFile) {
                channel = next();
            }
            written += octets.remaining();
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
        } finally {
            writing.unlock();
        }
    }

    private FileChannel next() throws IOException {
        close();
        String name =
                "%013d-%d-%d".formatted(clock.millis(), ProcessHandle.current().pid(), files++) + SUFFIX;
        FileChannel opened = FileChannel.open(
                folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        file = opened;
        written = 0;
        removeOld();
        return opened;
    }

    private void removeOld() throws IOException {
        List<Path> all = files();
        Instant oldest = clock.instant().minus(KEPT);
        for (int i = 0; i < all.size() - 1; i++) {
            boolean tooMany = all.size() - i > MOST_FILES;
            if (tooMany || Files.getLastModifiedTime(all.get(i)).toInstant().isBefore(oldest)) {
                Files.deleteIfExists(all.get(i));
            }
        }
    }

    /** Oldest first: their names begin with the time. */
    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            all.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    @Override
    public Map<Long, Receipt> about(Collection<Long> deliveries) {
        var wanted = new HashSet<>(deliveries);
        Map<Long, Receipt> known = new HashMap<>();
        if (wanted.isEmpty()) {
            return known;
        }
        try {
            for (Path old : files()) {
                read(old, wanted, known);
            }
            return known;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void read(Path old, Collection<Long> wanted, Map<Long, Receipt> known) throws IOException {
        try (var lines = Files.newBufferedReader(old, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A torn tail, or a line somebody spoilt, fails its checksum and says nothing.
                JournalLine entry = JournalLine.read(
                        new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                if (entry != null && wanted.contains(entry.delivery())) {
                    known.merge(entry.delivery(), entry.receipt(), Journal::surer);
                }
            }
        }
    }

    /** What was accepted once stays so, whatever a second attempt said; else the later word counts. */
    private static Receipt surer(Receipt earlier, Receipt later) {
        return earlier instanceof Receipt.Accepted ? earlier : later;
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            if (file != null) {
                file.close();
                file = null;
            }
        } finally {
            writing.unlock();
        }
    }
}
