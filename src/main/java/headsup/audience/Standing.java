package headsup.audience;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How customers stand with us; answered by the room that keeps the books, when there is one. */
public interface Standing {

    /**
     * @param balance in points; null when there is no account
     * @param band its word, as in {@code overdrawn}
     */
    record Account(@Nullable Long balance, String band) {}

    /** The accounts of these customers, by customer id; those without one may be left out. */
    Map<Long, Account> of(Collection<Long> customerIds);

    /**
     * The ids of customers in a band, ascending, from the first one after {@code afterId} on.
     *
     * @param most how many at most; fewer mean that there are no more
     * @throws headsup.kernel.Refusal {@code invalid_field} for {@code band} when there is no such band
     */
    List<Long> customersInBand(String band, long afterId, int most);

    /**
     * Those of these customers that are in a band, in the order given.
     *
     * @throws headsup.kernel.Refusal {@code invalid_field} for {@code band} when there is no such band
     */
    List<Long> inBand(String band, List<Long> customerIds);
}
