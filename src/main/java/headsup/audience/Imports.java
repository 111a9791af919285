package headsup.audience;

import headsup.access.Actor;
import headsup.access.AuditTrail;
import headsup.kernel.PublicId;
import headsup.kernel.Refusal;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Imports that go on when nobody looks: a file is taken, read on a thread of this process, and how far it is stands in the
 * database, the same for every tab. One whose process dies is shown as stopped; what it had written stays, and sending the file
 * again does the rest.
 */
@ApplicationScoped
public class Imports {

    private static final Logger LOG = Logger.getLogger(Imports.class);

    /** Where an import stands. */
    public enum State {
        /** Reads the file and holds it against itself; nothing is written yet. */
        READING,
        /** Customers are written, batch by batch. */
        WRITING,
        DONE,
        /** The file as a whole could not be taken. */
        REFUSED,
        /** It broke off; what was written stays. */
        STOPPED;

        /** Whether it is not over yet. */
        public boolean isRunning() {
            return this == READING || this == WRITING;
        }
    }

    /**
     * An import.
     *
     * @param bytes of the file; {@code bytesRead} so far
     * @param customers in the file, as far as its lines were taken; {@code written} of them are through
     * @param unsubscribed new contacts whose owners had ended all email before
     * @param rejected lines that were not taken
     * @param trouble why it was refused or broke off; empty when it did not
     * @param keptLines how many lines that were not taken can still be had
     */
    public record Job(
            String id,
            String file,
            String author,
            State state,
            long bytes,
            long bytesRead,
            long rowsRead,
            long customers,
            long written,
            long created,
            long updated,
            long unsubscribed,
            long rejected,
            String trouble,
            Instant startedAt,
            @Nullable Instant endedAt,
            long keptLines) {}

    private final ImportJobs jobs;
    private final CustomerImport customerImport;
    private final AuditTrail trail;
    private final Actor actor;
    private final Path files;
    private final Set<String> running = ConcurrentHashMap.newKeySet();

    Imports(
            ImportJobs jobs,
            CustomerImport customerImport,
            AuditTrail trail,
            Actor actor,
            @ConfigProperty(name = "headsup.data-dir", defaultValue = "data") Path data) {
        this.jobs = jobs;
        this.customerImport = customerImport;
        this.trail = trail;
        this.actor = actor;
        this.files = data.resolve("imports");
    }

    /**
     * Takes a file and begins to import it; the same form sent again is the same import.
     *
     * @param csv is moved away
     * @return its id
     */
    public String start(String form, String name, Path csv) {
        String id = PublicId.next();
        Path kept = files.resolve(id + ".csv");
        try {
            Files.createDirectories(files);
            if (!jobs.begin(id, form, name, actor.name(), Files.size(csv))) {
                return jobs.ofForm(form).orElseThrow();
            }
            running.add(id);
            Files.move(csv, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            running.remove(id);
            jobs.end(id, State.STOPPED, "The file could not be kept here.", List.of());
            throw new UncheckedIOException(failed);
        }
        trail.note("customers.import_started", id, name);
        Thread.ofPlatform().name("import-" + id).daemon().start(() -> run(id, kept));
        return id;
    }

    private void run(String id, Path csv) {
        try (Counted bytes = new Counted(Files.newInputStream(csv))) {
            customerImport.read(new BufferedInputStream(bytes), new Watched(id, csv, bytes));
            jobs.end(id, State.DONE, "", List.of());
        } catch (Refusal refusal) {
            jobs.end(id, State.REFUSED, refusal.detail(), ofTheHeader(refusal));
        } catch (IOException | RuntimeException failed) {
            LOG.errorf(failed, "Import %s broke off", id);
            jobs.end(id, State.STOPPED, "It broke off: " + failed.getMessage(), List.of());
        } finally {
            running.remove(id);
            delete(csv);
        }
    }

    private static List<ImportReport.LineError> ofTheHeader(Refusal refusal) {
        return refusal.errors().stream()
                .map(error -> new ImportReport.LineError(1, error.field(), error.message()))
                .toList();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            LOG.warnf("A file of an import could not be deleted: %s", left.getMessage());
        }
    }

    private final class Watched implements CustomerImport.Progress {
        private final String id;
        private final Path csv;
        private final Counted bytes;

        Watched(String id, Path csv, Counted bytes) {
            this.id = id;
            this.csv = csv;
            this.bytes = bytes;
        }

        @Override
        public void read(long rows) {
            jobs.read(id, bytes.count(), rows);
        }

        @Override
        public void judged(long rejected, List<ImportReport.LineError> errors, SortedSet<Long> lines) {
            try {
                jobs.judged(id, rejected, errors, RejectedLines.of(csv, lines));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void wrote(long written, long of, long created, long updated, long unsubscribed) {
            jobs.wrote(id, written, of, created, updated, unsubscribed);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int octet = super.read();
            count += octet < 0 ? 0 : 1;
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            count += Math.max(0, got);
            return got;
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "imports-alive")
    void tick() {
        if (!running.isEmpty()) {
            jobs.alive(running);
        }
        jobs.endTheDead();
        clearUp();
    }

    @Scheduled(every = "1h", delayed = "1m", identity = "imports-forgotten")
    void forget() {
        jobs.forgetTheOld();
    }

    /** A process that was killed could not: its file goes when its import is known to be over. */
    private void clearUp() {
        if (!Files.isDirectory(files)) {
            return;
        }
        try (Stream<Path> left = Files.list(files)) {
            left.filter(file -> !isInUse(file)).forEach(Imports::delete);
        } catch (IOException unreadable) {
            LOG.warnf("Files of earlier imports can't be cleared up: %s", unreadable.getMessage());
        }
    }

    private boolean isInUse(Path file) {
        String id = file.getFileName().toString().replace(".csv", "");
        return running.contains(id) || jobs.isRunning(id);
    }

    void erased(@Observes Customers.Erased event) {
        jobs.forget(event.formerRef());
    }

    /** @throws Refusal {@code not_found} */
    public Job get(String id) {
        return jobs.get(id);
    }

    /** Newest first. */
    public List<Job> newest(int most) {
        return jobs.newest(most);
    }

    /** What is wrong with lines that were not taken, by line; the first {@value ImportReport#MOST_ERRORS}. */
    public List<ImportReport.LineError> errors(String id) {
        return jobs.errors(id);
    }

    /**
     * Lines that were not taken under the header of their file; for a week, and the first {@value CustomerImport#MOST_REJECTED}.
     *
     * @throws Refusal {@code not_found}
     */
    public String rejected(String id) {
        return jobs.rejected(id);
    }
}
