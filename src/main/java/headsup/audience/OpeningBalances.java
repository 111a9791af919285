package headsup.audience;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The balances that customers bring along; kept by the room that keeps the books, when there is one. */
public interface OpeningBalances {

    int LEAST = -20;
    int MOST = 50;

    /**
     * @param points {@link #LEAST} to {@link #MOST}
     * @param source where it comes from, in at most 255 characters
     */
    record Opening(int points, String source) {}

    /**
     * Books what a customer brings along, once and before anything else; the same again changes nothing. In the caller's
     * transaction.
     *
     * @throws headsup.kernel.Refusal {@code illegal_transition} when the account has begun, or the policy in force knows no
     *     opening; {@code invalid_field} for {@code opening.points} and {@code opening.source}
     */
    void carry(long customerId, Opening opening);

    /**
     * The same for all in the temporary table {@code carried (customer_id bigint, points integer, source text)} of a
     * connection, in its transaction.
     *
     * @return those who could not take it, with the reason
     */
    Map<Long, String> carryAll(Connection connection, Instant now) throws SQLException;

    /** By customer id, those who have one. */
    Map<Long, Opening> of(Collection<Long> customerIds);
}
