package headsup.audience;

import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The rows of {@link Imports}. */
@ApplicationScoped
class ImportJobs {

    /** Who has not been heard of for so long is dead. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration WORDS_KEPT = Duration.ofDays(7);
    private static final int LONGEST_FILE_NAME = 255;
    private static final int LONGEST_TROUBLE = 1_000;

    private static final String COLUMNS = """
            id, file, author, state, bytes, bytes_read, rows_read, customers, written, created, updated, silent, rejected, trouble,
            started_at, ended_at, (SELECT count(*) FROM import_rejected r WHERE r.job_id = j.id) AS kept_lines""";

    private final Session database;
    private final Clock clock;

    ImportJobs(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** False when a job of this form is there already. */
    @Transactional
    boolean begin(String id, String form, String file, String author, long bytes) {
        return database.createNativeMutationQuery("""
                                INSERT INTO import_job (id, form, file, author, state, bytes, started_at, alive_at)
                                VALUES (:id, :form, :file, :author, 'READING', :bytes, :now, :now) ON CONFLICT (form) DO NOTHING""")
                        .setParameter("id", id)
                        .setParameter("form", form)
                        .setParameter("file", file.substring(0, Math.min(file.length(), LONGEST_FILE_NAME)))
                        .setParameter("author", author)
                        .setParameter("bytes", bytes)
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
    }

    @Transactional
    Optional<String> ofForm(String form) {
        return database.createNativeQuery("SELECT id FROM import_job WHERE form = :form", String.class)
                .setParameter("form", form)
                .uniqueResultOptional();
    }

    @Transactional
    Imports.Job get(String id) {
        return database.createNativeQuery("SELECT " + COLUMNS + " FROM import_job j WHERE id = :id", Object[].class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(ImportJobs::job)
                .orElseThrow(() -> Refusal.notFound("import", id));
    }

    @Transactional
    List<Imports.Job> newest(int most) {
        return database
                .createNativeQuery(
                        "SELECT " + COLUMNS + " FROM import_job j ORDER BY started_at DESC LIMIT :most", Object[].class)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(ImportJobs::job)
                .toList();
    }

    @Transactional
    void read(String id, long bytes, long rows) {
        database.createNativeMutationQuery(
                        "UPDATE import_job SET bytes_read = :bytes, rows_read = :rows, alive_at = :now WHERE id = :id")
                .setParameter("bytes", bytes)
                .setParameter("rows", rows)
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
    }

    /** What was wrong with the file; nothing of it is written yet. */
    @Transactional
    void judged(String id, long rejected, List<ImportReport.LineError> errors, RejectedLines lines) {
        note(id, errors);
        database.createNativeMutationQuery("""
                        INSERT INTO import_rejected (job_id, line, text)
                        SELECT :id, line, text FROM unnest(CAST(:lines AS bigint[]), CAST(:texts AS text[])) AS r (line, text)""")
                .setParameter("id", id)
                .setParameter(
                        "lines",
                        lines.lines().stream().map(RejectedLines.Line::number).toArray(Long[]::new))
                .setParameter(
                        "texts",
                        lines.lines().stream()
                                .map(line -> keepable(line.text()))
                                .toArray(String[]::new))
                .executeUpdate();
        database.createNativeMutationQuery(
                        "UPDATE import_job SET state = 'WRITING', bytes_read = bytes, rejected = :rejected, header = :header WHERE id = :id")
                .setParameter("rejected", rejected)
                .setParameter("header", keepable(lines.header()))
                .setParameter("id", id)
                .executeUpdate();
    }

    /** PostgreSQL keeps no NUL. */
    private static String keepable(String text) {
        return text.replace("\u0000", "");
    }

    private void note(String id, List<ImportReport.LineError> errors) {
        database.createNativeMutationQuery("""
                        INSERT INTO import_error (job_id, n, line, field, message)
                        SELECT :id, n, line, left(field, 255), left(message, 1000)
                          FROM unnest(CAST(:lines AS bigint[]), CAST(:fields AS text[]), CAST(:messages AS text[]))
                               WITH ORDINALITY AS e (line, field, message, n)""")
                .setParameter("id", id)
                .setParameter(
                        "lines",
                        errors.stream().map(ImportReport.LineError::line).toArray(Long[]::new))
                .setParameter(
                        "fields",
                        errors.stream().map(error -> keepable(error.field())).toArray(String[]::new))
                .setParameter(
                        "messages",
                        errors.stream().map(error -> keepable(error.message())).toArray(String[]::new))
                .executeUpdate();
    }

    @Transactional
    void wrote(String id, long written, long customers, long created, long updated, long unsubscribed) {
        database.createNativeMutationQuery("""
                        UPDATE import_job SET written = :written, customers = :customers, created = :created, updated = :updated,
                               silent = :silent, alive_at = :now WHERE id = :id""")
                .setParameter("written", written)
                .setParameter("customers", customers)
                .setParameter("created", created)
                .setParameter("updated", updated)
                .setParameter("silent", unsubscribed)
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
    }

    /** @param errors of the file as a whole; none when it went through */
    @Transactional
    void end(String id, Imports.State state, String trouble, List<ImportReport.LineError> errors) {
        note(id, errors);
        database.createNativeMutationQuery(
                        "UPDATE import_job SET state = :state, trouble = :trouble, ended_at = :now WHERE id = :id")
                .setParameter("state", state.name())
                .setParameter("trouble", trouble.substring(0, Math.min(trouble.length(), LONGEST_TROUBLE)))
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
    }

    @Transactional
    void alive(Collection<String> ids) {
        database.createNativeMutationQuery("UPDATE import_job SET alive_at = :now WHERE id = ANY (:ids)")
                .setParameter("now", clock.instant())
                .setParameter("ids", ids.toArray(String[]::new))
                .executeUpdate();
    }

    /** Whose process is gone has stopped, where it was last heard of. */
    @Transactional
    void endTheDead() {
        database.createNativeMutationQuery("""
                        UPDATE import_job SET state = 'STOPPED', ended_at = alive_at, trouble = 'The process that worked on it is gone.'
                         WHERE state IN ('READING', 'WRITING') AND alive_at < :old""")
                .setParameter("old", clock.instant().minus(SILENT))
                .executeUpdate();
    }

    @Transactional
    boolean isRunning(String id) {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM import_job WHERE id = :id AND state IN ('READING', 'WRITING'))",
                        Boolean.class)
                .setParameter("id", id)
                .getSingleResult();
    }

    @Transactional
    void forgetTheOld() {
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        DELETE FROM import_rejected WHERE job_id IN (SELECT id FROM import_job WHERE started_at < :old)""")
                .setParameter("old", now.minus(WORDS_KEPT))
                .executeUpdate();
        database.createNativeMutationQuery("DELETE FROM import_job WHERE started_at < :old")
                .setParameter("old", now.minus(KEPT))
                .executeUpdate();
    }

    /** Lines that name an erased customer go with them. */
    @Transactional
    void forget(String ref) {
        database.createNativeMutationQuery("DELETE FROM import_rejected WHERE position(:ref IN text) > 0")
                .setParameter("ref", ref)
                .executeUpdate();
    }

    @Transactional
    List<ImportReport.LineError> errors(String id) {
        return database
                .createNativeQuery(
                        "SELECT line, field, message FROM import_error WHERE job_id = :id ORDER BY n", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .map(row -> new ImportReport.LineError(((Number) row[0]).longValue(), (String) row[1], (String) row[2]))
                .toList();
    }

    /** A file that can be mended and sent again: the header, and what was not taken. */
    @Transactional
    String rejected(String id) {
        return database.createNativeQuery("""
                        SELECT j.header || E'\\n' || coalesce((SELECT string_agg(text, E'\\n' ORDER BY line) || E'\\n'
                                                                 FROM import_rejected WHERE job_id = j.id), '')
                          FROM import_job j WHERE id = :id""", String.class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .orElseThrow(() -> Refusal.notFound("import", id));
    }

    private static Imports.Job job(Object[] row) {
        return new Imports.Job(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                Imports.State.valueOf((String) row[3]),
                number(row[4]),
                number(row[5]),
                number(row[6]),
                number(row[7]),
                number(row[8]),
                number(row[9]),
                number(row[10]),
                number(row[11]),
                number(row[12]),
                (String) row[13],
                (Instant) row[14],
                instant(row[15]),
                number(row[16]));
    }

    private static @Nullable Instant instant(@Nullable Object at) {
        return (Instant) at;
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
