package headsup.goodwill;

import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Lets balances fade on the first minute of each month, all accounts by a few statements: {@link Fade} is asked once per
 * balance, not per customer. What became known later about a month is set right, and the months after it. Everything here is
 * within the caller's transaction, which holds the books.
 */
@ApplicationScoped
class Fades {

    /** @param standing points in the books for the month, null for none; {@code want} what they should be */
    private record Group(long kin, @Nullable Integer standing, int rev, int want, long count, long any) {}

    /**
     * Of the customers in {@code chosen}: the balance before the month, whether something stands open that keeps a grudge,
     * and what the books have for it; an incident does so for whom it still affects. A root cause is overdue from its R16 until it is told, or healed: its second R16 lies at
     * or before {@code healed}.
     */
    private static final String FADING = """
            CREATE TEMPORARY TABLE fading ON COMMIT DROP AS
            WITH later AS (
              SELECT e.customer_id, sum(e.applied) AS points FROM entry e
               WHERE e.minute >= :month AND e.customer_id IN (SELECT customer_id FROM chosen) GROUP BY e.customer_id),
            mine AS (
              SELECT e.customer_id, e.rev, e.applied, x.id IS NOT NULL AS reversed
                FROM entry e LEFT JOIN entry x ON x.reverses = e.id AND x.late
               WHERE e.fact = 'fading' AND e.minute = :month AND NOT e.late AND e.customer_id IN (SELECT customer_id FROM chosen)),
            book AS (
              SELECT customer_id, max(applied) FILTER (WHERE NOT reversed) AS standing,
                     coalesce(max(rev) FILTER (WHERE NOT reversed), count(*) FILTER (WHERE reversed)) AS rev
                FROM mine GROUP BY customer_id),
            wounded AS (
              SELECT m.customer_id FROM exposure x
                JOIN audience_member m ON m.incident_id = x.incident_id AND m.dependency_set = x.dependency_set
               WHERE m.customer_id IN (SELECT customer_id FROM chosen)
                 AND greatest(x.from_minute, floor(extract(epoch FROM m.joined_at) / 60)) <= :month
                 AND (x.to_minute IS NULL OR x.to_minute > :month)
              UNION
              SELECT customer_id FROM (
                SELECT DISTINCT ON (coalesce(f.about, f.id)) f.customer_id, f.details->>'kind' AS kind FROM relationship_fact f
                 WHERE f.customer_id IN (SELECT customer_id FROM chosen) AND f.withdrawn_at IS NULL
                   AND f.details->>'kind' IN ('complained', 'resolved', 'confirmed', 'reopened')
                   AND date_trunc('minute', f.at) <= to_timestamp(:month * 60)
                 ORDER BY coalesce(f.about, f.id), f.at DESC, f.id DESC) AS last
               WHERE kind IN ('complained', 'reopened')
              UNION
              SELECT e.customer_id FROM entry e
               WHERE e.rule = 'root_cause_owed' AND e.minute <= :month AND e.customer_id IN (SELECT customer_id FROM chosen)
                 AND NOT EXISTS (SELECT FROM entry x WHERE x.reverses = e.id AND x.late)
                 AND NOT EXISTS (SELECT FROM incident_update u WHERE u.incident_id = e.fact AND u.kind = 'ROOT_CAUSE'
                                    AND u.published_at < to_timestamp(:month * 60))
               GROUP BY e.customer_id, e.fact HAVING count(*) < 2 OR max(e.minute) > :healed)
            SELECT a.customer_id, a.balance - coalesce(l.points, 0) AS before, w.customer_id IS NOT NULL AS wounded,
                   b.standing, coalesce(b.rev, 0) AS rev
              FROM account a JOIN chosen c ON c.customer_id = a.customer_id
              LEFT JOIN later l ON l.customer_id = a.customer_id
              LEFT JOIN book b ON b.customer_id = a.customer_id
              LEFT JOIN wounded w ON w.customer_id = a.customer_id
             WHERE a.opened_at < to_timestamp(:month * 60)""";

    private static final LateFact ANOTHER_BALANCE =
            new LateFact(LateFact.Cause.BALANCE, "the balance of that month was another", null);

    /** Minutes: 90 days. */
    private static final long HEALING = 129_600;

    private static final String SENTENCE = "Time: goodwill and grudges fade.";

    private final Session database;
    private final Ledger ledger;
    private final Exposures exposures;
    private final Policies policies;
    private final Site site;
    private final Clock clock;

    Fades(Session database, Ledger ledger, Exposures exposures, Policies policies, Site site, Clock clock) {
        this.exposures = exposures;
        this.database = database;
        this.ledger = ledger;
        this.policies = policies;
        this.site = site;
        this.clock = clock;
    }

    /** Brings the next month that is over to the books; false when there is none. */
    boolean fadeNext() {
        List<Long> months = toCome();
        if (months.isEmpty()) {
            return false;
        }
        long month = months.get(0);
        database.createNativeMutationQuery(
                        "CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS SELECT customer_id FROM account WHERE opened_at < :month")
                .setParameter("month", Instant.ofEpochSecond(month * 60))
                .executeUpdate();
        set(month);
        database.createNativeMutationQuery("DROP TABLE chosen").executeUpdate();
        database.createNativeMutationQuery("INSERT INTO fade_month (minute, run_at) VALUES (:month, :now)")
                .setParameter("month", month)
                .setParameter("now", clock.instant())
                .executeUpdate();
        return true;
    }

    /** An incident is known to have ended before a month that has faded: who was taken for wounded then was not. */
    void incidentChanged(String incidentId) {
        database.createNativeMutationQuery("""
                        INSERT INTO fade_check (customer_id, minute)
                        SELECT m.customer_id, floor(extract(epoch FROM i.started_at) / 60)
                          FROM incident i JOIN audience_member m ON m.incident_id = i.id
                         WHERE i.id = :incident AND i.started_at < to_timestamp((SELECT max(minute) FROM fade_month) * 60)
                           AND NOT EXISTS (SELECT FROM impact_stretch x WHERE x.incident_id = i.id AND x.restored_at IS NULL)""")
                .setParameter("incident", incidentId)
                .executeUpdate();
    }

    /** Sets right the months of those about whom something earlier became known; returns whether anybody was looked at. */
    boolean fadeAgain() {
        if (!database.createNativeQuery("SELECT EXISTS (SELECT FROM fade_check)", Boolean.class)
                .getSingleResult()) {
            return false;
        }
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE late ON COMMIT DROP AS
                        SELECT customer_id, min(minute) AS minute FROM fade_check GROUP BY customer_id""").executeUpdate();
        // Only who holds the books appends to it.
        database.createNativeMutationQuery("DELETE FROM fade_check").executeUpdate();
        for (long month : lateMonths()) {
            database.createNativeMutationQuery(
                            "CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS SELECT customer_id FROM late WHERE minute < :month")
                    .setParameter("month", month)
                    .executeUpdate();
            set(month);
            database.createNativeMutationQuery("DROP TABLE chosen").executeUpdate();
        }
        database.createNativeMutationQuery("DROP TABLE late").executeUpdate();
        return true;
    }

    private List<Long> lateMonths() {
        return database.createNativeQuery(
                        "SELECT CAST(minute AS bigint) FROM fade_month WHERE minute > (SELECT min(minute) FROM late) ORDER BY minute",
                        Long.class)
                .getResultList();
    }

    /** Months that are over, are not booked, and began after the first account was opened. */
    private List<Long> toCome() {
        Long after = database.createNativeQuery("""
                        SELECT coalesce((SELECT CAST(max(minute) AS bigint) FROM fade_month),
                                        (SELECT CAST(floor(extract(epoch FROM min(opened_at)) / 60) AS bigint) FROM account))""", Long.class).getSingleResult();
        return after == null ? List.of() : Fade.months(after, CohortFacts.minute(clock.instant()), site.timeZone());
    }

    private void set(long month) {
        exposures.gather(openAt(Instant.ofEpochSecond(month * 60)));
        database.createNativeMutationQuery(FADING)
                .setParameter("month", month)
                .setParameter("healed", healed(month))
                .executeUpdate();
        List<Object[]> balances = database.createNativeQuery(
                        "SELECT DISTINCT before, wounded FROM fading WHERE before <> 0 OR standing IS NOT NULL",
                        Object[].class)
                .getResultList();
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE kin ON COMMIT DROP AS
                        SELECT f.customer_id, f.standing, f.rev, w.want, dense_rank() OVER (ORDER BY f.standing, f.rev, w.want) AS kin
                          FROM fading f JOIN unnest(CAST(:befores AS bigint[]), CAST(:woundeds AS boolean[]), CAST(:wants AS integer[]))
                            AS w (before, wounded, want) ON w.before = f.before AND w.wounded = f.wounded
                         WHERE coalesce(f.standing, 0) <> w.want""")
                .setParameter(
                        "befores",
                        balances.stream()
                                .map(row -> ((Number) row[0]).longValue())
                                .toArray(Long[]::new))
                .setParameter(
                        "woundeds",
                        balances.stream().map(row -> (Boolean) row[1]).toArray(Boolean[]::new))
                .setParameter(
                        "wants",
                        balances.stream()
                                .map(row -> Fade.points(((Number) row[0]).longValue(), (Boolean) row[1]))
                                .toArray(Integer[]::new))
                .executeUpdate();
        groups().forEach(group -> post(month, group));
        database.createNativeMutationQuery("DROP TABLE kin, fading").executeUpdate();
    }

    private List<String> openAt(Instant month) {
        return database.createNativeQuery("""
                        SELECT i.id FROM incident i WHERE i.kind = 'INCIDENT' AND EXISTS (
                          SELECT FROM impact_stretch x WHERE x.incident_id = i.id AND date_trunc('minute', x.started_at) <= :month
                             AND coalesce(x.restored_at, 'infinity') > :month)""", String.class)
                .setParameter("month", month)
                .getResultList();
    }

    /** By the rules that were in force when the month began. */
    private long healed(long month) {
        return policies.at(Instant.ofEpochSecond(month * 60)).rules().heals() ? month - HEALING : Integer.MIN_VALUE;
    }

    private List<Group> groups() {
        return database.createNativeQuery("""
                        SELECT kin, standing, rev, want, count(*), min(customer_id) FROM kin
                         GROUP BY kin, standing, rev, want ORDER BY kin""", Object[].class).stream()
                .map(row -> new Group(
                        ((Number) row[0]).longValue(),
                        row[1] == null ? null : ((Number) row[1]).intValue(),
                        ((Number) row[2]).intValue(),
                        ((Number) row[3]).intValue(),
                        ((Number) row[4]).longValue(),
                        ((Number) row[5]).longValue()))
                .toList();
    }

    private void post(long month, Group group) {
        Slot slot = new Slot(Rule.FADE, month, 0);
        Integer standing = group.standing();
        List<Posting.Reversal> reversals = new ArrayList<>();
        List<Ledger.Because> because = new ArrayList<>();
        int rev = group.rev();
        if (standing != null) {
            reversals.add(new Posting.Reversal(new Standing(slot, rev, standing, standing, null)));
            because.add(new Ledger.Because(
                    "Correction: " + Wording.points(standing) + " for the fading of the month taken back: "
                            + ANOTHER_BALANCE.known() + ".",
                    null));
            rev++;
        }
        List<Posting.Booking> bookings = new ArrayList<>();
        if (group.want() != 0) {
            bookings.add(new Posting.Booking(slot, rev, entry(month, group.want())));
            because.add(new Ledger.Because(SENTENCE, null));
        }
        ledger.post(
                new Ledger.Batch(
                        Ledger.FADING, policies.inForce(), clock.instant(), standing == null ? null : ANOTHER_BALANCE),
                Members.kin(group.kin(), group.count(), group.any()),
                new Posting(reversals, bookings),
                because);
    }

    private static DerivedEntry entry(long month, int points) {
        return new DerivedEntry(month, Rule.FADE, points, points, null, points, new RelationshipWhy.Fade(), List.of());
    }
}
