package headsup.delivery;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows as they stand, and time made to pass for them. On a connection of its own. */
final class Rows implements AutoCloseable {

    /** A delivery as it stands. */
    record Row(
            long id,
            State state,
            int attempts,
            long fence,
            boolean resent,
            @Nullable Instant lookAt,
            @Nullable String reason,
            @Nullable String reply,
            @Nullable String lane) {}

    private final Connection database;

    Rows(Connection database) {
        this.database = database;
    }

    /** Newest first, of one address. */
    List<Row> to(String email) {
        return rows("WHERE contact_id IN (SELECT id FROM contact WHERE email = ?) ORDER BY id DESC", email);
    }

    List<Row> of(String incident) {
        return rows("WHERE incident_id = ? ORDER BY id", incident);
    }

    /** The time has come for what was put off. */
    void hasten(String incident) {
        run(
                "UPDATE delivery SET look_at = now() - interval '1 second' WHERE incident_id = ? AND look_at IS NOT NULL",
                incident);
    }

    /** All of it happened a day earlier. */
    void dayPasses(String email) {
        run(
                "UPDATE delivery SET settled_at = settled_at - interval '25 hours'"
                        + " WHERE contact_id IN (SELECT id FROM contact WHERE email = ?)",
                email);
    }

    /** Whoever holds the lease is too late. */
    void leaseEnds(String incident) {
        run(
                "UPDATE claim SET lease_until = now() - interval '1 second'"
                        + " WHERE deliveries && ARRAY (SELECT id FROM delivery WHERE incident_id = ?)",
                incident);
    }

    @Nullable
    String quarantine(String email) {
        try (PreparedStatement query =
                database.prepareStatement("SELECT quarantine_reason FROM contact WHERE email = ?")) {
            query.setString(1, email);
            ResultSet found = query.executeQuery();
            found.next();
            return found.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    int run(String sql, String... parameters) {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private List<Row> rows(String which, String parameter) {
        try (PreparedStatement query = database.prepareStatement(
                "SELECT id, state, attempts, fence, resent, look_at, reason, reply, lane FROM delivery_now " + which)) {
            query.setString(1, parameter);
            ResultSet found = query.executeQuery();
            List<Row> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(new Row(
                        found.getLong(1),
                        State.of(found.getString(2)),
                        found.getInt(3),
                        found.getLong(4),
                        found.getBoolean(5),
                        at(found.getObject(6, OffsetDateTime.class)),
                        found.getString(7),
                        found.getString(8),
                        found.getString(9)));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static @Nullable Instant at(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
