package headsup.audience;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings staged customers into the books of the room: one batch, one transaction, three statements, however many lines. */
final class Settlement {

    /** In the order of references, so that two imports at once wait for each other and never for ever. */
    private static final String LOCK = """
            SELECT c.id FROM customer c JOIN read_customer b ON b.ref = c.ref
             WHERE b.number BETWEEN ? AND ? ORDER BY c.ref FOR UPDATE OF c""";

    private static final String CREATE = """
            INSERT INTO customer (ref, name, phone, weight, customer_since, owner, mobile, area, channel, created_at, updated_at)
            SELECT ref, name, phone, coalesce(weight, 1), customer_since, owner, mobile, area, 'EMAIL', ?::timestamptz, ?::timestamptz FROM read_customer
             WHERE number BETWEEN ? AND ? AND name IS NOT NULL ORDER BY ref
            ON CONFLICT DO NOTHING RETURNING id""";

    /**
     * Every part answers the ids of the customers it changed; the last row is no id but, below zero, how many new contacts had ended
     * all email. A customer of whom a line was rejected loses nothing.
     */
    private static final String CHANGE = """
            WITH batch AS MATERIALIZED (
              SELECT c.id, b.ref, b.name, b.phone, b.weight, b.customer_since, b.owner, b.mobile, b.area, b.partial FROM read_customer b JOIN customer c ON c.ref = b.ref
               WHERE b.number BETWEEN ? AND ? AND c.erased_at IS NULL),
            told AS MATERIALIZED (
              SELECT batch.id AS customer_id, r.line, partial, r.email, r.contact_name, r.locale, r.time_zone, r.token, r.tags, r.components
                FROM batch JOIN read_line r ON r.ref = batch.ref WHERE NOT r.broken),
            tag AS MATERIALIZED (
              SELECT DISTINCT customer_id, partial, t.tag FROM told, string_to_table(told.tags, ';') AS t (tag)),
            part AS MATERIALIZED (
              SELECT DISTINCT customer_id, partial, p.id FROM told, string_to_table(told.components, ';') AS p (id)),
            renamed AS (
              UPDATE customer c SET name = coalesce(b.name, c.name), phone = coalesce(b.phone, c.phone),
                     weight = coalesce(b.weight, c.weight), customer_since = coalesce(b.customer_since, c.customer_since),
                     owner = coalesce(b.owner, c.owner), mobile = coalesce(b.mobile, c.mobile), area = coalesce(b.area, c.area)
                FROM batch b
               WHERE c.id = b.id AND (b.name <> c.name OR b.phone IS DISTINCT FROM c.phone AND b.phone IS NOT NULL
                  OR b.weight <> c.weight OR b.customer_since IS DISTINCT FROM c.customer_since AND b.customer_since IS NOT NULL
                  OR b.owner IS DISTINCT FROM c.owner AND b.owner IS NOT NULL
                  OR b.mobile IS DISTINCT FROM c.mobile AND b.mobile IS NOT NULL
                  OR b.area IS DISTINCT FROM c.area AND b.area IS NOT NULL)
              RETURNING c.id),
            untagged AS (
              DELETE FROM customer_tag x USING
                (SELECT customer_id, array_agg(tag) AS tags FROM tag WHERE NOT partial GROUP BY customer_id) AS kept
               WHERE x.customer_id = kept.customer_id AND x.tag <> ALL (kept.tags) RETURNING x.customer_id),
            tagged AS (
              INSERT INTO customer_tag (customer_id, tag) SELECT customer_id, tag FROM tag
              ON CONFLICT DO NOTHING RETURNING customer_id),
            parted AS (
              DELETE FROM customer_component x USING
                (SELECT customer_id, array_agg(id) AS ids FROM part WHERE NOT partial GROUP BY customer_id) AS kept
               WHERE x.customer_id = kept.customer_id AND x.component_id <> ALL (kept.ids) RETURNING x.customer_id),
            joined AS (
              INSERT INTO customer_component (customer_id, component_id) SELECT customer_id, id FROM part
              ON CONFLICT DO NOTHING RETURNING customer_id),
            heard AS (
              UPDATE contact k SET name = coalesce(t.contact_name, k.name), removed_at = NULL,
                     locale = CASE WHEN k.chosen_at IS NULL THEN coalesce(t.locale, k.locale) ELSE k.locale END,
                     time_zone = CASE WHEN NOT k.time_zone_chosen THEN coalesce(t.time_zone, k.time_zone) ELSE k.time_zone END
                FROM told t WHERE k.customer_id = t.customer_id AND lower(k.email) = lower(t.email)
                 AND (k.removed_at IS NOT NULL OR t.contact_name IS DISTINCT FROM k.name AND t.contact_name IS NOT NULL
                      OR k.chosen_at IS NULL AND t.locale <> k.locale OR NOT k.time_zone_chosen AND t.time_zone <> k.time_zone)
              RETURNING k.customer_id),
            met AS (
              INSERT INTO contact (customer_id, email, name, locale, time_zone, token, created_at, unsubscribed_at)
              SELECT customer_id, email, contact_name, coalesce(locale, ?), coalesce(time_zone, ?), token, ?::timestamptz,
                     (SELECT s.since FROM address_silence s WHERE s.address_hash = address_hash(t.email)) FROM told t
               WHERE NOT EXISTS (SELECT 1 FROM contact k WHERE k.customer_id = t.customer_id AND lower(k.email) = lower(t.email))
               ORDER BY customer_id, line
              ON CONFLICT DO NOTHING RETURNING customer_id, unsubscribed_at)
            SELECT id FROM renamed UNION SELECT customer_id FROM untagged UNION SELECT customer_id FROM tagged
             UNION SELECT customer_id FROM parted UNION SELECT customer_id FROM joined
             UNION SELECT customer_id FROM heard UNION SELECT customer_id FROM met
             UNION ALL SELECT -count(*) FROM met WHERE unsubscribed_at IS NOT NULL""";

    private static final String TOUCH = "UPDATE customer SET updated_at = ? WHERE id = ANY (?)";

    private final Connection connection;
    private final Timestamp now;
    private long created;
    private long updated;
    private long unsubscribed;

    private final Staging staging;
    private final @Nullable OpeningBalances openings;
    private final List<ImportReport.LineError> refused = new ArrayList<>();

    /** @param openings null where no books are kept */
    Settlement(Connection connection, Staging staging, @Nullable OpeningBalances openings, Instant now) {
        this.connection = connection;
        this.staging = staging;
        this.openings = openings;
        this.now = Timestamp.from(now);
    }

    /** Openings that could not be taken, by line; their customers are through all the same. */
    List<ImportReport.LineError> refused() {
        return refused;
    }

    long created() {
        return created;
    }

    long updated() {
        return updated;
    }

    /** New contacts whose owners had ended all email before. */
    long unsubscribed() {
        return unsubscribed;
    }

    /** Settles the customers numbered {@code first} to {@code last}; all of them or, when this fails, none. */
    void settle(long first, long last) throws SQLException {
        connection.setAutoCommit(false);
        try {
            ids(LOCK, first, last);
            Set<Long> fresh = ids(CREATE, now, now, first, last);
            Set<Long> changed = ids(CHANGE, first, last, Proofreader.FIRST_LOCALE, Proofreader.FIRST_TIME_ZONE, now);
            long silent =
                    changed.stream().filter(id -> id <= 0).mapToLong(id -> -id).sum();
            changed.removeIf(id -> id <= 0);
            changed.removeAll(fresh);
            touch(changed);
            List<ImportReport.LineError> notCarried = carry(first, last);
            connection.commit();
            refused.addAll(notCarried);
            created += fresh.size();
            updated += changed.size();
            unsubscribed += silent;
        } catch (SQLException | RuntimeException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private List<ImportReport.LineError> carry(long first, long last) throws SQLException {
        return openings != null && staging.carry(first, last)
                ? staging.refused(openings.carryAll(connection, now.toInstant()))
                : List.of();
    }

    private Set<Long> ids(String sql, Object... values) throws SQLException {
        Set<Long> ids = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    private void touch(Set<Long> ids) throws SQLException {
        try (PreparedStatement touch = connection.prepareStatement(TOUCH)) {
            touch.setTimestamp(1, now);
            touch.setArray(2, connection.createArrayOf("int8", ids.toArray()));
            touch.executeUpdate();
        }
    }
}
