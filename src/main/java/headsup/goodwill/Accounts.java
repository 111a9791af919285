package headsup.goodwill;

import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** Balances and bands, by customer id. */
@ApplicationScoped
public class Accounts implements headsup.audience.Standing {

    /** Entries that are neither reversals nor reversed decide whether a band is known; three are enough; {@code a} is the account. */
    static final String STANDING = """
            (SELECT count(*) FROM (SELECT FROM entry e WHERE e.customer_id = a.customer_id AND NOT e.late
               AND e.rule <> 'reversal' AND NOT EXISTS (SELECT FROM entry x WHERE x.late AND x.reverses = e.id) LIMIT 3) AS few)""";

    private final Session database;

    Accounts(Session database) {
        this.database = database;
    }

    /** An account as it stands; no account yet is 0 and unknown. */
    public record Balance(long points, Band band) {
        static final Balance NONE = new Balance(0, Band.UNKNOWN);
    }

    /** Every asked customer has an answer. */
    @Transactional
    public Map<Long, Balance> balances(Collection<Long> customerIds) {
        Map<Long, Balance> balances = new HashMap<>();
        customerIds.forEach(id -> balances.put(id, Balance.NONE));
        database
                .createNativeQuery(
                        "SELECT a.customer_id, a.balance, " + STANDING
                                + " FROM account a WHERE a.customer_id = ANY (:customers)",
                        Object[].class)
                .setParameter("customers", customerIds.toArray(Long[]::new))
                .stream()
                .forEach(row -> {
                    long points = ((Number) row[1]).longValue();
                    balances.put(
                            ((Number) row[0]).longValue(),
                            new Balance(points, Band.of(points, ((Number) row[2]).longValue())));
                });
        return balances;
    }

    /** One end of all accounts. */
    public enum End {
        LOWEST,
        HIGHEST
    }

    /**
     * The customers with the lowest or the highest balances, the first one first; of the same balance the older account. All
     * accounts are looked at: an index on the balance would cost every booking more than these lists save.
     *
     * @return by customer id
     */
    @Transactional
    public Map<Long, Balance> atThe(End end, int most) {
        // One pass over a narrow table; sharing it out among workers takes two to three times as long.
        database.createNativeMutationQuery("SET LOCAL max_parallel_workers_per_gather = 0")
                .executeUpdate();
        List<Long> ids = database.createNativeQuery(
                        "SELECT customer_id FROM account ORDER BY balance " + (end == End.LOWEST ? "" : "DESC")
                                + ", customer_id LIMIT :most",
                        Long.class)
                .setParameter("most", most)
                .getResultList();
        Map<Long, Balance> balances = balances(ids);
        Map<Long, Balance> inOrder = new LinkedHashMap<>();
        ids.forEach(id -> inOrder.put(id, balances.getOrDefault(id, Balance.NONE)));
        return inOrder;
    }

    @Override
    @Transactional
    public Map<Long, Account> of(Collection<Long> customerIds) {
        Map<Long, Account> accounts = new HashMap<>();
        balances(customerIds)
                .forEach((id, balance) -> accounts.put(
                        id, new Account(balance.points(), balance.band().word())));
        return accounts;
    }

    @Override
    @Transactional
    public List<Long> customersInBand(String band, long afterId, int most) {
        Band wanted = band(band);
        return database.createNativeQuery("""
                        SELECT id FROM (
                          SELECT k.id, coalesce(a.balance, 0) AS balance,
                                 (SELECT count(*) FROM (SELECT FROM entry e WHERE e.customer_id = k.id AND NOT e.late
                                    AND e.rule <> 'reversal' AND NOT EXISTS (SELECT FROM entry x WHERE x.late AND x.reverses = e.id) LIMIT 3) AS few) AS standing
                            FROM customer k LEFT JOIN account a ON a.customer_id = k.id
                           WHERE k.id > :after AND k.erased_at IS NULL) AS standings
                         WHERE CASE WHEN standing < 3 THEN 'UNKNOWN' WHEN balance < 0 THEN 'OVERDRAWN'
                                    WHEN balance >= 50 THEN 'STRONG' WHEN balance >= 25 THEN 'FAIR' ELSE 'THIN' END = :band
                         ORDER BY id LIMIT :most""", Long.class)
                .setParameter("after", afterId)
                .setParameter("band", wanted.name())
                .setParameter("most", most)
                .getResultList();
    }

    /** Of the customers handed over to this transaction, by band; every band is named. */
    Map<Band, Long> bandsOfTheAffected() {
        Map<Band, Long> bands = new EnumMap<>(Band.class);
        Arrays.stream(Band.values()).forEach(band -> bands.put(band, 0L));
        database
                .createNativeQuery(
                        "SELECT balance, standing, count(*) FROM (SELECT coalesce(a.balance, 0) AS balance, " + STANDING
                                + " AS standing FROM affected f LEFT JOIN account a ON a.customer_id = f.customer_id) AS each"
                                + " GROUP BY balance, standing",
                        Object[].class)
                .stream()
                .forEach(row -> bands.merge(
                        Band.of(((Number) row[0]).longValue(), ((Number) row[1]).longValue()),
                        ((Number) row[2]).longValue(),
                        Long::sum));
        return bands;
    }

    private static Band band(String word) {
        for (Band band : Band.values()) {
            if (band.word().equals(word)) {
                return band;
            }
        }
        throw Refusal.field("band", "must be strong, fair, thin, overdrawn or unknown");
    }
}
