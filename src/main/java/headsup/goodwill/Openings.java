package headsup.goodwill;

import headsup.audience.OpeningBalances;
import headsup.kernel.Deed;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;

/** Balances that customers bring along (O1): a fact of the books, once per account and before anything else. */
@ApplicationScoped
public class Openings implements OpeningBalances {

    private static final int LONGEST_SOURCE = 255;

    static final String BEGUN = "the account has begun: an opening balance stands before everything else, once";
    static final String UNKNOWN = "the policy in force knows no opening balance; version 2 does";

    /** Of {@code carried}, whoever has nothing in the books but openings that were withdrawn, and no fact on the way there. */
    private static final String CARRY = """
            WITH taken AS (
              INSERT INTO relationship_fact (customer_id, at, details, recorded_at)
              SELECT o.customer_id, ?, jsonb_build_object('kind', 'opening', 'points', o.points, 'source', o.source), ?
                FROM carried o
               WHERE NOT EXISTS (SELECT FROM entry e LEFT JOIN entry r ON r.id = e.reverses
                                  WHERE e.customer_id = o.customer_id AND coalesce(r.rule, e.rule) <> 'opening')
                 AND NOT EXISTS (SELECT FROM relationship_fact f WHERE f.customer_id = o.customer_id AND f.withdrawn_at IS NULL)
                  ON CONFLICT DO NOTHING RETURNING customer_id)
            INSERT INTO relationship_due (customer_id, due_at) SELECT customer_id, ? FROM taken""";

    /** Of {@code carried}, whoever has no such opening now. */
    private static final String REFUSED = """
            SELECT o.customer_id FROM carried o
             WHERE NOT EXISTS (SELECT FROM relationship_fact f
                                WHERE f.customer_id = o.customer_id AND f.withdrawn_at IS NULL AND f.details->>'kind' = 'opening'
                                  AND f.details->>'points' = o.points::text AND f.details->>'source' = o.source)""";

    private static final String KNOWN = """
            SELECT p.rules >= 2 FROM policy p
             WHERE p.version = (SELECT version FROM policy_activation ORDER BY id DESC LIMIT 1)""";

    private final Session database;
    private final Relationships relationships;
    private final Clock clock;
    private final Event<Deed> done;

    Openings(Session database, Relationships relationships, Clock clock, Event<Deed> done) {
        this.relationships = relationships;
        this.database = database;
        this.clock = clock;
        this.done = done;
    }

    @Override
    @Transactional
    public void carry(long customerId, Opening opening) {
        if (opening.points() < LEAST || opening.points() > MOST) {
            throw Refusal.field("opening.points", "must be a whole number from " + LEAST + " to " + MOST);
        }
        if (opening.source().isBlank() || opening.source().length() > LONGEST_SOURCE) {
            throw Refusal.field("opening.source", "must have from 1 to " + LONGEST_SOURCE + " characters");
        }
        Map<Long, String> refused = database.doReturningWork(connection -> {
            stage(connection, customerId, opening);
            return carryAll(connection, clock.instant());
        });
        if (!refused.isEmpty()) {
            throw Refusal.illegalTransition("Not taken: " + refused.get(customerId) + ".");
        }
        done.fire(new Deed("opening.carried", Long.toString(customerId), Integer.toString(opening.points())));
    }

    /**
     * It was entered by mistake: it is reversed, and another can be carried over while nothing else is booked.
     *
     * @throws Refusal {@code illegal_transition} when the customer has none; {@code invalid_field} for {@code reason}
     */
    @Transactional
    public void withdraw(long customerId, String reason) {
        String why = Withdrawals.reason(reason);
        Long fact = database.createNativeQuery("""
                        SELECT id FROM relationship_fact
                         WHERE customer_id = :customer AND details->>'kind' = 'opening' AND withdrawn_at IS NULL""", Long.class)
                .setParameter("customer", customerId)
                .getSingleResultOrNull();
        if (fact == null) {
            throw Refusal.illegalTransition("The customer has no opening balance.");
        }
        relationships.withdraw(fact);
        done.fire(new Deed("opening.withdrawn", Long.toString(customerId), why));
    }

    private static void stage(Connection connection, long customerId, Opening opening) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS carried");
            statement.execute(
                    "CREATE TEMPORARY TABLE carried (customer_id bigint, points integer, source text) ON COMMIT DROP");
        }
        try (PreparedStatement fill = connection.prepareStatement("INSERT INTO carried VALUES (?, ?, ?)")) {
            fill.setLong(1, customerId);
            fill.setInt(2, opening.points());
            fill.setString(3, opening.source().strip());
            fill.executeUpdate();
        }
    }

    @Override
    public Map<Long, String> carryAll(Connection connection, Instant now) throws SQLException {
        boolean known = isKnown(connection);
        if (known) {
            try (PreparedStatement carry = connection.prepareStatement(CARRY)) {
                Instant judged = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
                carry.setTimestamp(1, Timestamp.from(now));
                carry.setTimestamp(2, Timestamp.from(now));
                carry.setTimestamp(3, Timestamp.from(judged));
                carry.executeUpdate();
            }
        }
        Map<Long, String> refused = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(REFUSED);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                refused.put(row.getLong(1), known ? BEGUN : UNKNOWN);
            }
        }
        return refused;
    }

    private static boolean isKnown(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(KNOWN);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    @Transactional
    public Map<Long, Opening> of(Collection<Long> customerIds) {
        Map<Long, Opening> openings = new HashMap<>();
        database
                .createNativeQuery("""
                        SELECT customer_id, CAST(details->>'points' AS integer), details->>'source' FROM relationship_fact
                         WHERE customer_id = ANY (:customers) AND details->>'kind' = 'opening' AND withdrawn_at IS NULL""", Object[].class)
                .setParameter("customers", customerIds.toArray(Long[]::new))
                .stream()
                .forEach(row -> openings.put(
                        ((Number) row[0]).longValue(), new Opening(((Number) row[1]).intValue(), (String) row[2])));
        return openings;
    }
}
