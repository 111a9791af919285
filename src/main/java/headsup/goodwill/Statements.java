package headsup.goodwill;

import headsup.audience.Customers;
import headsup.delivery.Told;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Reads statements out of the books: as they are, or as of an effective and a recorded time. */
@ApplicationScoped
public class Statements {

    private static final String[] RULE_ORDER =
            Arrays.stream(Rule.values()).map(Rule::word).toArray(String[]::new);

    private final Session database;
    private final Customers customers;
    private final Told told;
    private final Runways runways;
    private final Policies policies;

    Statements(Session database, Customers customers, Told told, Runways runways, Policies policies) {
        this.runways = runways;
        this.policies = policies;
        this.database = database;
        this.customers = customers;
        this.told = told;
    }

    /**
     * The statement of a customer.
     *
     * @param effectiveAt only entries that count by then; null: all
     * @param recordedAt only entries that were in the books by then; null: all
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional
    public Statement of(String ref, @Nullable Instant effectiveAt, @Nullable Instant recordedAt) {
        long customer = customers.get(ref).id();
        List<Object[]> rows = database.createNativeQuery("""
                        SELECT e.id, e.minute, p.recorded_at, e.rule, e.applied, e.raw, e.cap, r.because, e.fact,
                               r.update_id, e.policy, e.reverses,
                               NOT e.late AND e.rule <> 'reversal' AND NOT EXISTS (SELECT FROM entry x JOIN posting xp ON xp.id = x.posting_id WHERE x.late AND x.reverses = e.id
                                 AND (CAST(:recorded AS timestamptz) IS NULL OR xp.recorded_at <= :recorded)) AS stands,
                               p.id AS posting, bool_or(e.late) OVER (PARTITION BY p.id) AS corrects, p.cause, p.known, p.cause_fact
                          FROM entry e JOIN posting p ON p.id = e.posting_id JOIN reason r ON r.id = e.reason_id
                         WHERE e.customer_id = :customer
                           AND (CAST(:minute AS integer) IS NULL OR e.minute <= :minute)
                           AND (CAST(:recorded AS timestamptz) IS NULL OR p.recorded_at <= :recorded)
                         ORDER BY e.minute, CASE WHEN bool_or(e.late) OVER (PARTITION BY p.id) THEN p.id ELSE 0 END, NOT e.late, (e.raw >= 0 AND e.rule <> 'reversal'), array_position(CAST(:rules AS text[]), CAST(e.rule AS text)), e.id""", Object[].class)
                .setParameter("customer", customer)
                .setParameter(
                        "minute", effectiveAt == null ? null : (int) CohortFacts.minute(effectiveAt), Integer.class)
                .setParameter("recorded", recordedAt, Instant.class)
                .setParameter("rules", RULE_ORDER)
                .getResultList();
        Map<String, String> deliveries = told.firstDeliveries(
                customer,
                rows.stream()
                        .map(row -> (String) row[9])
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        List<Statement.Line> lines = new ArrayList<>(rows.size());
        long balance = 0;
        for (Object[] row : rows) {
            balance += ((Number) row[4]).intValue();
            lines.add(line(row, balance, deliveries));
        }
        long standing = rows.stream().filter(row -> (Boolean) row[12]).count();
        boolean asItIs = effectiveAt == null && recordedAt == null;
        return new Statement(
                ref,
                balance,
                policies.bands().of(balance, standing),
                lines,
                corrections(rows),
                asItIs ? runways.of(customer, balance) : List.of());
    }

    private static List<Statement.Correction> corrections(List<Object[]> rows) {
        Map<Long, List<Object[]>> byPosting = rows.stream()
                .filter(row -> (Boolean) row[14])
                .collect(Collectors.groupingBy(
                        row -> ((Number) row[13]).longValue(), TreeMap::new, Collectors.toList()));
        return byPosting.entrySet().stream()
                .map(posting -> correction(posting.getKey(), posting.getValue()))
                .toList();
    }

    private static Statement.Correction correction(long id, List<Object[]> rows) {
        Object[] any = rows.get(0);
        LateFact fact = any[15] == null
                ? LateFact.UNRECORDED
                : new LateFact(LateFact.Cause.of((String) any[15]), (String) any[16], (String) any[17]);
        return new Statement.Correction(
                id,
                (Instant) any[2],
                fact.cause(),
                fact.known(),
                rows.stream().mapToLong(row -> ((Number) row[4]).longValue()).sum(),
                incident((String) any[8]),
                fact.update(),
                Stream.concat(
                                rows.stream().filter(row -> row[11] != null),
                                rows.stream().filter(row -> row[11] == null))
                        .map(row -> ((Number) row[0]).longValue())
                        .toList());
    }

    private static Statement.Line line(Object[] row, long balance, Map<String, String> deliveries) {
        String update = (String) row[9];
        return new Statement.Line(
                ((Number) row[0]).longValue(),
                Instant.ofEpochSecond(((Number) row[1]).longValue() * 60),
                (Instant) row[2],
                Rule.of((String) row[3]),
                ((Number) row[4]).intValue(),
                ((Number) row[5]).intValue(),
                row[6] == null ? null : Cap.of((String) row[6]),
                balance,
                (String) row[7],
                incident((String) row[8]),
                update,
                update == null ? null : deliveries.get(update),
                (String) row[10],
                row[11] == null ? null : ((Number) row[11]).longValue());
    }

    private static @Nullable String incident(String fact) {
        return fact.equals(Ledger.OUTSIDE) || fact.equals(Ledger.FADING) ? null : fact;
    }
}
