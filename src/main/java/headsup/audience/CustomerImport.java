package headsup.audience;

import headsup.access.AuditTrail;
import headsup.catalog.Components;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads customers from CSV. The whole file is read and held against itself before the first customer changes; then customers
 * change in batches, each whole or not at all. An import that is cut off is simply run again.
 */
@ApplicationScoped
public class CustomerImport {

    /** Told now and then how far it is, on the thread that imports. */
    interface Progress {

        /** Of somebody who does not look. */
        Progress UNWATCHED = new Progress() {};

        /** @param rows records read so far */
        default void read(long rows) {}

        /**
         * The whole file was read and nothing is written yet.
         *
         * @param rejected lines that will not be taken; {@code errors} the first of what is wrong with them
         * @param lines where the first of them begin, at most {@link #MOST_REJECTED}
         */
        default void judged(long rejected, List<ImportReport.LineError> errors, SortedSet<Long> lines) {}

        /**
         * @param of so many customers, {@code written} of them are through, each for good
         * @param unsubscribed new contacts whose owners had ended all email before
         */
        default void wrote(long written, long of, long created, long updated, long unsubscribed) {}
    }

    /** How many lines that were not taken are named. */
    static final int MOST_REJECTED = 10_000;

    private static final int LINES_AT_ONCE = 5_000;
    /** Few enough not to hold locks for long, many enough that reading a table whole for each batch is no matter. */
    private static final int CUSTOMERS_AT_ONCE = 5_000;
    /** Each holds a connection for as long as its file comes in. */
    private static final int IMPORTS_AT_ONCE = 2;

    private final DataSource database;
    private final Components catalog;
    private final AuditTrail trail;
    private final Clock clock;
    private final Instance<OpeningBalances> openings;
    private final Semaphore places = new Semaphore(IMPORTS_AT_ONCE);

    CustomerImport(
            DataSource database,
            Components catalog,
            AuditTrail trail,
            Clock clock,
            Instance<OpeningBalances> openings) {
        this.openings = openings;
        this.database = database;
        this.catalog = catalog;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Customers and contacts are added and changed, none is removed. Tags and components of a customer become what its lines
     * say together, an empty cell leaves them as they are. Good lines are taken, bad ones reported; nobody loses a tag or
     * component to a line that could not be taken.
     *
     * @param progress told how far it is
     * @throws Refusal {@code invalid_field} for a header with unknown, doubled or missing columns, {@code too_many} while two
     *     other imports run
     * @throws IOException when the stream breaks off; nothing was changed then
     */
    ImportReport read(InputStream csv, Progress progress) throws IOException {
        if (!places.tryAcquire()) {
            throw Refusal.of(Refusal.Code.TOO_MANY, "Two imports are running; come back when one is through.");
        }
        try (Connection connection = database.getConnection()) {
            return new Run(connection, progress).report(csv);
        } catch (SQLException failed) {
            throw new IllegalStateException("The import stopped; batches that are through stay, run it again", failed);
        } finally {
            places.release();
        }
    }

    private final class Run {
        private final Connection connection;
        private final Progress progress;
        private final ComponentNames names = new ComponentNames(catalog.inPageOrder());
        private final List<ImportReport.LineError> errors = new ArrayList<>();
        private final List<ImportRow> rows = new ArrayList<>();
        private final SortedSet<Long> rejectedLines = new TreeSet<>();
        private long read;
        private long rejected;
        private boolean anyUnreadable;

        Run(Connection connection, Progress progress) {
            this.connection = connection;
            this.progress = progress;
        }

        ImportReport report(InputStream csv) throws IOException, SQLException {
            Records records = new Records(new Lines(csv));
            Column.Header header = header(records.next());
            records.expect(header.width());
            try (Staging staging = new Staging(connection)) {
                for (Records.Found found = records.next(); found != null; found = records.next()) {
                    take(found, header);
                    stage(staging, LINES_AT_ONCE);
                }
                stage(staging, 1);
                return settled(staging);
            }
        }

        private static Column.Header header(Records.@Nullable Found first) {
            return switch (first) {
                case null -> Column.Header.of(List.of());
                case Records.Cells record -> Column.Header.of(record.cells());
                case Records.Broken broken -> throw Refusal.field("header", broken.message());
            };
        }

        private void take(Records.Found found, Column.Header header) {
            read++;
            switch (found) {
                case Records.Broken broken -> {
                    reject(broken.line());
                    anyUnreadable = true;
                    note(broken.line(), broken.field(), broken.message());
                }
                case Records.Cells record -> take(record, header);
            }
        }

        private void take(Records.Cells record, Column.Header header) {
            Proofreader proofreader = new Proofreader();
            Proofreader lenient = new Proofreader();
            ImportRow row = ImportRow.of(record, header, names, proofreader, lenient);
            if (row == null) {
                anyUnreadable = true;
            } else {
                rows.add(row);
            }
            if (!proofreader.faults().isEmpty()) {
                reject(record.line());
            }
            proofreader.faults().forEach(fault -> note(record.line(), fault.field(), fault.message()));
            String end = proofreader.faults().isEmpty() ? ImportReport.KEPT : "";
            lenient.faults().forEach(fault -> note(record.line(), fault.field(), fault.message() + end));
        }

        private void reject(long line) {
            rejected++;
            if (rejectedLines.size() < MOST_REJECTED) {
                rejectedLines.add(line);
            }
        }

        private void note(long line, String field, String message) {
            if (errors.size() < ImportReport.MOST_ERRORS) {
                errors.add(new ImportReport.LineError(line, field, message));
            }
        }

        private void stage(Staging staging, int fewest) throws SQLException {
            if (rows.size() >= fewest) {
                staging.add(rows);
                rows.clear();
                progress.read(read);
            }
        }

        private ImportReport settled(Staging staging) throws SQLException {
            long customers = staging.judge(anyUnreadable);
            rejectedLines.addAll(staging.rejectedLines(MOST_REJECTED));
            rejected += staging.rejected();
            List<ImportReport.LineError> faults = firstErrors(errors, staging.errors(ImportReport.MOST_ERRORS));
            progress.judged(rejected, faults, rejectedLines);
            Settlement settlement = new Settlement(
                    connection, staging, openings.isResolvable() ? openings.get() : null, clock.instant());
            progress.wrote(0, customers, 0, 0, 0);
            for (long first = 1; first <= customers; first += CUSTOMERS_AT_ONCE) {
                long last = Math.min(customers, first + CUSTOMERS_AT_ONCE - 1);
                settlement.settle(first, last);
                progress.wrote(last, customers, settlement.created(), settlement.updated(), settlement.unsubscribed());
            }
            refreshStatistics(customers);
            ImportReport report = new ImportReport(
                    settlement.created(),
                    settlement.updated(),
                    customers - settlement.created() - settlement.updated(),
                    settlement.unsubscribed(),
                    rejected,
                    firstErrors(faults, settlement.refused()));
            trail.note(
                    "customers.imported",
                    "csv",
                    report.created() + " created, " + report.updated() + " updated, " + report.rejected()
                            + " lines rejected");
            return report;
        }

        /** After a large import the next incident must not be planned as if the tables were small. */
        private void refreshStatistics(long customers) throws SQLException {
            if (customers >= CUSTOMERS_AT_ONCE) {
                try (var statement = connection.createStatement()) {
                    statement.execute("ANALYZE customer, contact, customer_component, customer_tag");
                }
            }
        }

        private static List<ImportReport.LineError> firstErrors(
                List<ImportReport.LineError> read, List<ImportReport.LineError> judged) {
            return Stream.concat(read.stream(), judged.stream())
                    .sorted(Comparator.comparingLong(ImportReport.LineError::line))
                    .limit(ImportReport.MOST_ERRORS)
                    .toList();
        }
    }
}
