package headsup.goodwill;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the books from their entries, and entries from their facts: on demand, and every night. A difference is an alarm
 * in the log, in {@code headsup_goodwill_books_ok} and on the console, never silently mended. What that metric says is as old
 * as {@code headsup_goodwill_audit_age_seconds}; before the first look neither has a value.
 */
@ApplicationScoped
public class Integrity {

    private static final Logger LOG = Logger.getLogger(Integrity.class);

    public static final int ALL = Integer.MAX_VALUE;

    /** Seconds: all books of many years, by night. */
    private static final int LONGEST = 3_600;

    /**
     * What was recomputed.
     *
     * @param sumOfEntries applied points of all entries
     * @param houseBalance the other leg of every posting; with the entries it sums to zero
     * @param wrongAccounts accounts whose balance is not the sum of their entries
     * @param wrongPostings postings whose total or number of entries is not that of their entries
     * @param rederivedCohorts groups of customers whose entries were derived again from their facts
     * @param wrongCohorts those whose entries are not what their facts give
     * @param ok whether everything agrees
     */
    public record Finding(
            long accounts,
            long entries,
            long sumOfEntries,
            long sumOfBalances,
            long houseBalance,
            long wrongAccounts,
            long wrongPostings,
            long rederivedCohorts,
            long wrongCohorts,
            boolean ok) {}

    private final Session database;
    private final Rederivation rederivation;
    private final Clock clock;
    private final AtomicReference<@Nullable Look> last = new AtomicReference<>();

    private record Look(Finding found, Instant at) {}

    Integrity(Session database, Rederivation rederivation, Clock clock, MeterRegistry registry) {
        this.database = database;
        this.rederivation = rederivation;
        this.clock = clock;
        Gauge.builder(
                        "headsup.goodwill.books.ok",
                        () -> told(look -> look.found().ok() ? 1 : 0))
                .description("Whether the books added up at the last audit of this process")
                .register(registry);
        Gauge.builder("headsup.goodwill.audit.age", () -> told(look -> age(look.at())))
                .baseUnit("seconds")
                .description("How long ago this process last audited the books")
                .register(registry);
    }

    private double age(Instant at) {
        return Duration.between(at, clock.instant()).toMillis() / 1000.0;
    }

    /** No number before the first look. */
    private double told(ToDoubleFunction<Look> number) {
        Look look = last.get();
        return look == null ? Double.NaN : number.applyAsDouble(look);
    }

    /** Every night, all of it; the transaction is that of {@link #recompute}, with the time it may take. */
    @Scheduled(cron = "0 17 3 * * ?", timeZone = "UTC", identity = "books-audit")
    void everyNight() {
        recompute(ALL);
    }

    /** Whether this process found the books wrong when it last looked. */
    public boolean wereWrong() {
        Look look = last.get();
        return look != null && !look.found().ok();
    }

    /**
     * One consistent look at all accounts, entries and postings, and at the derivation of some incidents. What a whole look
     * found wrong, only a whole look finds right.
     *
     * @param incidents how many of them, taken at random; or {@link #ALL}
     */
    @Transactional
    @TransactionConfiguration(timeout = LONGEST)
    public Finding recompute(int incidents) {
        database.createNativeMutationQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .executeUpdate();
        Finding finding = finding(sums(), rederivation.of(incidents));
        if (!finding.ok()) {
            LOG.errorf("The books don't add up: %s", finding);
        }
        if (incidents == ALL || !finding.ok()) {
            last.set(new Look(finding, clock.instant()));
        }
        return finding;
    }

    private static Finding finding(long[] sums, Rederivation.Result derived) {
        boolean ok =
                sums[2] == sums[3] && sums[2] + sums[4] == 0 && sums[5] == 0 && sums[6] == 0 && derived.wrong() == 0;
        return new Finding(
                sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], derived.cohorts(), derived.wrong(), ok);
    }

    private long[] sums() {
        Object[] row = database.createNativeQuery("""
                        WITH by_account AS (SELECT customer_id, sum(applied) AS points, count(*) AS lines FROM entry GROUP BY customer_id),
                             by_posting AS (SELECT posting_id, sum(applied) AS points, count(*) AS lines FROM entry GROUP BY posting_id)
                        SELECT (SELECT count(*) FROM account), (SELECT coalesce(sum(lines), 0) FROM by_account),
                               (SELECT coalesce(sum(points), 0) FROM by_account), (SELECT coalesce(sum(balance), 0) FROM account),
                               (SELECT coalesce(sum(house), 0) FROM posting),
                               (SELECT count(*) FROM account a FULL JOIN by_account b USING (customer_id)
                                 WHERE a.balance IS NULL OR a.balance <> coalesce(b.points, 0)),
                               (SELECT count(*) FROM posting p FULL JOIN by_posting b ON b.posting_id = p.id
                                 WHERE p.id IS NULL OR p.total <> coalesce(b.points, 0) OR p.entries <> coalesce(b.lines, 0))""", Object[].class).getSingleResult();
        long[] sums = new long[row.length];
        for (int i = 0; i < row.length; i++) {
            sums[i] = ((Number) row[i]).longValue();
        }
        return sums;
    }
}
