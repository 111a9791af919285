package headsup.goodwill;

import headsup.kernel.Site;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many accounts stand in each band, day by day. The running day is counted off the balances, as often as its cost allows;
 * a day that is over once, by taking back from today's balances what was booked since. Days before this table was there are
 * counted the same way, newest first, so that the line is there after an upgrade.
 */
@ApplicationScoped
public class BandDays {

    /** How many days are kept in view. */
    public static final int DAYS = 90;

    /** @param day in the zone of the page; {@code unknown} has fewer than three entries */
    public record Day(
            LocalDate day, long strong, long fair, long thin, long overdrawn, long unknown, Instant countedAt) {}

    private static final Logger LOG = Logger.getLogger(BandDays.class);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** A count may take this share of the time. */
    private static final int RESTS_TIMES_AS_LONG = 200;

    private static final long CHEAP_MILLIS = 500;
    private static final int LONGEST_COUNT_SECONDS = 600;

    private static final String BANDS = """
            count(*) FILTER (WHERE standing >= 3 AND balance >= 0 AND balance >= :strong),
            count(*) FILTER (WHERE standing >= 3 AND balance >= 0 AND balance >= :fair AND balance < :strong),
            count(*) FILTER (WHERE standing >= 3 AND balance >= 0 AND balance < :fair), count(*) FILTER (WHERE standing >= 3 AND balance < 0),
            count(*) FILTER (WHERE standing < 3)""";

    private static final String NOW = "SELECT " + BANDS + " FROM (SELECT a.balance, " + Accounts.STANDING
            + " AS standing FROM account a) AS accounts";

    private static final String AT_THE_END = "SELECT " + BANDS + """
             FROM (SELECT a.balance - coalesce(later.points, 0) AS balance, (SELECT count(*) FROM (SELECT FROM entry e
                            WHERE e.customer_id = a.customer_id AND e.minute < :minute AND NOT e.late AND e.rule <> 'reversal'
                              AND NOT EXISTS (SELECT FROM entry x WHERE x.late AND x.reverses = e.id) LIMIT 3) AS few) AS standing
                     FROM account a
                     LEFT JOIN (SELECT customer_id, sum(applied) AS points FROM entry WHERE minute >= :minute GROUP BY customer_id) AS later
                            ON later.customer_id = a.customer_id
                    WHERE a.opened_at < :end) AS accounts""";

    private final Session database;
    private final Policies policies;
    private final Clock clock;
    private final Site site;

    BandDays(Session database, Policies policies, Clock clock, Site site) {
        this.database = database;
        this.policies = policies;
        this.clock = clock;
        this.site = site;
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "band-days")
    void tick() {
        Instant began = clock.instant();
        try {
            if (isDue(FRESH)) {
                count(today());
            }
            Optional<LocalDate> missing = missing();
            while (missing.isPresent()
                    && count(missing.get())
                    && Duration.between(began, clock.instant()).compareTo(LONGEST_TICK) < 0) {
                missing = missing();
            }
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Bands can't be counted now");
        }
    }

    /** The days there are, at most {@link #DAYS}, oldest first; the running one is counted anew where that is cheap. */
    public List<Day> last() {
        if (isDue(Duration.ofSeconds(5)) && tookMillis() < CHEAP_MILLIS) {
            count(today());
        }
        return QuarkusTransaction.joiningExisting().call(this::days);
    }

    private List<Day> days() {
        return database
                .createNativeQuery(
                        "SELECT day, strong, fair, thin, overdrawn, unknown, counted_at FROM band_day WHERE day > :day ORDER BY day",
                        Object[].class)
                .setParameter("day", today().minusDays(DAYS))
                .getResultList()
                .stream()
                .map(BandDays::day)
                .toList();
    }

    private static Day day(Object[] row) {
        return new Day(
                (LocalDate) row[0],
                ((Number) row[1]).longValue(),
                ((Number) row[2]).longValue(),
                ((Number) row[3]).longValue(),
                ((Number) row[4]).longValue(),
                ((Number) row[5]).longValue(),
                (Instant) row[6]);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), site.timeZone());
    }

    private boolean isDue(Duration patience) {
        Instant counted = QuarkusTransaction.joiningExisting().call(this::lastCount);
        long rest = Math.max(patience.toMillis(), tookMillis() * RESTS_TIMES_AS_LONG);
        return counted == null || counted.isBefore(clock.instant().minusMillis(rest));
    }

    private @Nullable Instant lastCount() {
        return database.createNativeQuery("SELECT counted_at FROM band_day WHERE day = :day", Instant.class)
                .setParameter("day", today())
                .getSingleResultOrNull();
    }

    private long tookMillis() {
        return QuarkusTransaction.joiningExisting().call(() -> database.createNativeQuery(
                        "SELECT coalesce((SELECT took_ms FROM band_day ORDER BY counted_at DESC LIMIT 1), 0)",
                        Long.class)
                .getSingleResult());
    }

    /** Not while it was still running. */
    private boolean isCountedWhole(Day day) {
        return day.day().equals(today()) || !day.countedAt().isBefore(end(day.day()));
    }

    private Instant end(LocalDate day) {
        return day.plusDays(1).atStartOfDay(site.timeZone()).toInstant();
    }

    /** The newest day in view that is over, has accounts and was not counted since. */
    private Optional<LocalDate> missing() {
        return QuarkusTransaction.joiningExisting().call(() -> {
            LocalDate today = today();
            Set<LocalDate> known = new HashSet<>();
            days().stream().filter(this::isCountedWhole).forEach(day -> known.add(day.day()));
            if (known.size() >= DAYS) {
                return Optional.<LocalDate>empty();
            }
            Instant first = database.createNativeQuery("SELECT min(opened_at) FROM account", Instant.class)
                    .getSingleResultOrNull();
            if (first == null) {
                return Optional.<LocalDate>empty();
            }
            LocalDate oldest = LocalDate.ofInstant(first, site.timeZone());
            return today.minusDays(DAYS - 1)
                    .datesUntil(today)
                    .filter(day -> !day.isBefore(oldest) && !known.contains(day))
                    .reduce((earlier, later) -> later);
        });
    }

    /** One at a time, on all nodes; false while another one counts. */
    private boolean count(LocalDate day) {
        return QuarkusTransaction.requiringNew().timeout(LONGEST_COUNT_SECONDS).call(() -> {
            boolean ours = database.createNativeQuery(
                            "SELECT pg_try_advisory_xact_lock(hashtext('headsup.band_days'))", Boolean.class)
                    .getSingleResult();
            if (ours) {
                write(day);
            }
            return ours;
        });
    }

    /** By the bands in force now: a day that is over keeps those it was counted by. */
    private NativeQuery<Object[]> counted(String days) {
        Bands bands = policies.bands();
        return database.createNativeQuery(days, Object[].class)
                .setParameter("strong", bands.strong())
                .setParameter("fair", bands.fair());
    }

    private void write(LocalDate day) {
        Instant began = clock.instant();
        Instant end = end(day);
        Object[] counts = day.equals(today())
                ? counted(NOW).getSingleResult()
                : counted(AT_THE_END)
                        .setParameter("minute", (int) CohortFacts.minute(end))
                        .setParameter("end", end)
                        .getSingleResult();
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        INSERT INTO band_day (day, strong, fair, thin, overdrawn, unknown, counted_at, took_ms)
                        VALUES (:day, :strong, :fair, :thin, :overdrawn, :unknown, :now, :took)
                            ON CONFLICT (day) DO UPDATE SET strong = excluded.strong, fair = excluded.fair, thin = excluded.thin,
                               overdrawn = excluded.overdrawn, unknown = excluded.unknown, counted_at = excluded.counted_at,
                               took_ms = excluded.took_ms""")
                .setParameter("day", day)
                .setParameter("strong", counts[0])
                .setParameter("fair", counts[1])
                .setParameter("thin", counts[2])
                .setParameter("overdrawn", counts[3])
                .setParameter("unknown", counts[4])
                .setParameter("now", now)
                .setParameter("took", Duration.between(began, now).toMillis())
                .executeUpdate();
    }
}
