package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads the signs {@link TopUp} goes by out of facts and books, of a page of customers at a time, by three questions. */
@ApplicationScoped
public class TopUps {

    /** The last word about each complaint that is not over; unanswered before answered before resolved, then the oldest. */
    private static final String CASES = """
            SELECT DISTINCT ON (customer_id) customer_id, subject, at, stage
              FROM (SELECT f.customer_id, f.details ->> 'subject' AS subject, f.at, CASE coalesce(l.kind, '')
                           WHEN '' THEN 'UNANSWERED' WHEN 'reopened' THEN 'UNANSWERED' WHEN 'answered' THEN 'ANSWERED'
                           WHEN 'resolved' THEN 'RESOLVED' END AS stage
                      FROM relationship_fact f
                      LEFT JOIN LATERAL (SELECT x.details ->> 'kind' AS kind FROM relationship_fact x
                                          WHERE x.customer_id = f.customer_id AND x.about = f.id AND x.withdrawn_at IS NULL
                                          ORDER BY x.at DESC, x.id DESC LIMIT 1) l ON true
                     WHERE f.customer_id = ANY (:customers) AND f.details ->> 'kind' = 'complained' AND f.withdrawn_at IS NULL) AS told
             WHERE stage IS NOT NULL
             ORDER BY customer_id, array_position(ARRAY['UNANSWERED', 'ANSWERED', 'RESOLVED'], stage), at""";

    private static final String INQUIRIES = """
            SELECT DISTINCT ON (customer_id) customer_id, incident_id, at FROM inquiry
             WHERE customer_id = ANY (:customers) AND answered_at IS NULL AND withdrawn_at IS NULL ORDER BY customer_id, at""";

    /** Only what stands: neither reversals nor reversed. */
    private static final String BOOKS = """
            SELECT customer_id,
                   (array_agg(fact ORDER BY minute DESC) FILTER (WHERE rule = 'root_cause_owed' AND NOT told))[1],
                   max(minute) FILTER (WHERE rule = 'touchpoint_missed'), max(minute) FILTER (WHERE rule = 'touchpoint_kept'),
                   max(minute) FILTER (WHERE rule = 'survey' AND raw < 0), max(minute) FILTER (WHERE rule = 'survey' AND raw > 0 OR rule = 'winback_reply'),
                   (array_agg(fact ORDER BY minute DESC) FILTER (WHERE rule = 'promise_broken'))[1], max(minute) FILTER (WHERE rule = 'promise_broken'),
                   max(minute) FILTER (WHERE rule IN ('personal_call', 'apology', 'gesture', 'kindness')), max(minute) FILTER (WHERE raw > 0)
              FROM (SELECT e.*, EXISTS (SELECT FROM entry t WHERE t.customer_id = e.customer_id AND t.fact = e.fact
                                           AND t.rule = 'root_cause_told') AS told
                      FROM entry e
                     WHERE e.customer_id = ANY (:customers) AND e.minute > :since AND NOT e.late
                       AND e.rule NOT IN ('reversal', 'fade', 'manual')
                       AND NOT EXISTS (SELECT FROM entry x WHERE x.late AND x.reverses = e.id)) AS standing
             GROUP BY customer_id""";

    private final Session database;
    private final Clock clock;

    TopUps(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Every asked customer has an answer. */
    @Transactional
    public Map<Long, TopUp> of(Collection<Long> customerIds) {
        Instant now = clock.instant();
        Map<Long, TopUp.OpenCase> cases = read(CASES, customerIds, TopUps::openCase);
        Map<Long, TopUp.Inquiry> inquiries =
                read(INQUIRIES, customerIds, row -> new TopUp.Inquiry((String) row[1], (Instant) row[2]));
        Map<Long, Object[]> books = read(
                BOOKS.replace(":since", Long.toString(CohortFacts.minute(now.minus(Ratios.LOOKING_BACK)))),
                customerIds,
                row -> row);
        Map<Long, TopUp> topUps = new HashMap<>();
        for (Long id : customerIds) {
            TopUp.Signs signs = signs(books.get(id), cases.get(id), inquiries.get(id));
            topUps.put(id, TopUp.of(signs, now));
        }
        return topUps;
    }

    private <T> Map<Long, T> read(String sql, Collection<Long> customerIds, Function<Object[], T> row) {
        return database
                .createNativeQuery(sql, Object[].class)
                .setParameter("customers", customerIds.toArray(Long[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(found -> ((Number) found[0]).longValue(), row));
    }

    private static TopUp.OpenCase openCase(Object[] row) {
        return new TopUp.OpenCase((String) row[1], (Instant) row[2], TopUp.Stage.valueOf((String) row[3]));
    }

    private static TopUp.Signs signs(
            Object @Nullable [] row, TopUp.@Nullable OpenCase complaint, TopUp.@Nullable Inquiry inquiry) {
        if (row == null) {
            return new TopUp.Signs(complaint, inquiry, null, null, null, null, null, null, null, null, null);
        }
        return new TopUp.Signs(
                complaint,
                inquiry,
                (String) row[1],
                at(row[2]),
                at(row[3]),
                at(row[4]),
                at(row[5]),
                (String) row[6],
                at(row[7]),
                at(row[8]),
                at(row[9]));
    }

    private static @Nullable Instant at(@Nullable Object minute) {
        return minute == null ? null : Instant.ofEpochSecond(((Number) minute).longValue() * 60);
    }
}
