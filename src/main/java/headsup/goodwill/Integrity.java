package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Recomputes the books from their entries. A difference is an alarm, never silently mended. */
@ApplicationScoped
public class Integrity {

    private static final Logger LOG = Logger.getLogger(Integrity.class);

    /**
     * What was recomputed.
     *
     * @param sumOfEntries applied points of all entries
     * @param houseBalance the other leg of every posting; with the entries it sums to zero
     * @param wrongAccounts accounts whose balance is not the sum of their entries
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
            boolean ok) {}

    private final Session database;

    Integrity(Session database) {
        this.database = database;
    }

    /** One consistent look at all accounts, entries and postings. */
    @Transactional
    public Finding recompute() {
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
        boolean ok = sums[2] == sums[3] && sums[2] + sums[4] == 0 && sums[5] == 0 && sums[6] == 0;
        if (!ok) {
            LOG.errorf(
                    "The books don't add up: entries %d, balances %d, house %d, %d wrong accounts, %d wrong postings",
                    sums[2], sums[3], sums[4], sums[5], sums[6]);
        }
        return new Finding(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], ok);
    }
}
