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
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Balances and bands, by customer id. */
@ApplicationScoped
public class Accounts implements headsup.audience.Standing {

    /** Entries that are neither reversals nor reversed decide whether a band is known; three are enough; {@code a} is the account. */
    static final String STANDING = """
            (SELECT count(*) FROM (SELECT FROM entry e WHERE e.customer_id = a.customer_id AND NOT e.late
               AND e.rule <> 'reversal' AND NOT EXISTS (SELECT FROM entry x WHERE x.late AND x.reverses = e.id) LIMIT 3) AS few)""";

    private final Session database;
    private final Policies policies;

    Accounts(Session database, Policies policies) {
        this.database = database;
        this.policies = policies;
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
        Bands bands = policies.bands();
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
                            new Balance(points, bands.of(points, ((Number) row[2]).longValue())));
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
        inOnePass();
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

    /** Over a narrow table; sharing it out among workers takes two to three times as long. */
    private void inOnePass() {
        database.createNativeMutationQuery("SET LOCAL max_parallel_workers_per_gather = 0")
                .executeUpdate();
    }

    /** A place in a list by balance: behind it are higher balances, and of the same balance younger accounts. */
    public record Place(long balance, long customer) {
        /** Before all of a list. */
        public static final Place FIRST = new Place(Long.MIN_VALUE, 0);
    }

    /** One page of a list by balance, and where the next one begins; null at the end. */
    public record Page(
            Map<Long, Balance> balances, @Nullable Place next) {}

    /** So many accounts are looked at for a page of those that are known; the rest is for the next page. */
    private static final int MOST_LOOKED_AT = 2_000;

    /**
     * Who is in the red, or near it, the lowest first. All accounts are read, as for {@link #atThe}; whose band is not known yet
     * is left out, so a page may hold fewer than asked for and still have one behind it.
     *
     * @param band overdrawn or thin
     */
    @Transactional
    public Page lowest(Band band, Place after, int most) {
        inOnePass();
        Bands bands = policies.bands();
        List<Object[]> rows = database.createNativeQuery("""
                        SELECT customer_id, balance FROM account
                         WHERE balance >= :least AND balance < :below AND (balance, customer_id) > (:balance, :customer)
                         ORDER BY balance, customer_id LIMIT :looked""", Object[].class)
                .setParameter("least", bands.least(band))
                .setParameter("below", bands.below(band))
                .setParameter("balance", after.balance())
                .setParameter("customer", after.customer())
                .setParameter("looked", MOST_LOOKED_AT)
                .getResultList();
        Map<Long, Balance> known =
                balances(rows.stream().map(row -> ((Number) row[0]).longValue()).toList());
        Map<Long, Balance> page = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            long customer = ((Number) rows.get(i)[0]).longValue();
            Balance balance = known.getOrDefault(customer, Balance.NONE);
            if (balance.band() != band) {
                continue;
            }
            page.put(customer, balance);
            if (page.size() == most) {
                return new Page(page, i == rows.size() - 1 && rows.size() < MOST_LOOKED_AT ? null : place(rows.get(i)));
            }
        }
        return new Page(page, rows.size() < MOST_LOOKED_AT ? null : place(rows.get(rows.size() - 1)));
    }

    /** Balances below this, and not below 0, are thin under the policy in force. */
    @Transactional
    public long thinBelow() {
        return bands().below(Band.THIN);
    }

    Bands bands() {
        return policies.bands();
    }

    private static Place place(Object[] row) {
        return new Place(((Number) row[1]).longValue(), ((Number) row[0]).longValue());
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
        // Standing entries are counted only where the balance leaves it open.
        String which = wanted == Band.UNKNOWN
                ? STANDING_OF_CUSTOMER + " < 3"
                : "coalesce(a.balance, 0) >= :least AND coalesce(a.balance, 0) < :below AND " + STANDING_OF_CUSTOMER
                        + " >= 3";
        NativeQuery<Long> query = database.createNativeQuery("""
                        SELECT k.id FROM customer k LEFT JOIN account a ON a.customer_id = k.id
                         WHERE k.id > :after AND k.erased_at IS NULL AND\s""" + which + " ORDER BY k.id LIMIT :most", Long.class);
        if (wanted != Band.UNKNOWN) {
            Bands bands = policies.bands();
            query.setParameter("least", bands.least(wanted)).setParameter("below", bands.below(wanted));
        }
        return query.setParameter("after", afterId).setParameter("most", most).getResultList();
    }

    private static final String STANDING_OF_CUSTOMER = STANDING.replace("a.customer_id", "k.id");

    @Override
    @Transactional
    public List<Long> inBand(String band, List<Long> customerIds) {
        Band wanted = band(band);
        Map<Long, Balance> balances = balances(customerIds);
        return customerIds.stream()
                .filter(id -> balances.getOrDefault(id, Balance.NONE).band() == wanted)
                .toList();
    }

    /** Of the customers handed over to this transaction, by band; every band is named. */
    Map<Band, Long> bandsOfTheAffected() {
        Map<Band, Long> bands = new EnumMap<>(Band.class);
        Arrays.stream(Band.values()).forEach(band -> bands.put(band, 0L));
        Bands inForce = policies.bands();
        database
                .createNativeQuery(
                        "SELECT balance, standing, count(*) FROM (SELECT coalesce(a.balance, 0) AS balance, " + STANDING
                                + " AS standing FROM affected f LEFT JOIN account a ON a.customer_id = f.customer_id) AS each"
                                + " GROUP BY balance, standing",
                        Object[].class)
                .stream()
                .forEach(row -> bands.merge(
                        inForce.of(((Number) row[0]).longValue(), ((Number) row[1]).longValue()),
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
