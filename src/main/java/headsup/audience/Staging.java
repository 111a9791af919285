package headsup.audience;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The lines of one import, in a table of this connection alone: however long the file, memory stays flat, lines far apart
 * find each other, and nothing is left when the process dies.
 */
final class Staging implements AutoCloseable {

    private static final String TABLES = """
            CREATE TEMPORARY TABLE read_line (line bigint NOT NULL, ref text NOT NULL, name text, email text, contact_name text,
              components text, tags text, phone text, locale text, time_zone text, opening integer, opening_source text,
              customer_since date, owner text, weight integer, mobile text, area text, token text, broken boolean NOT NULL,
              field text, message text)""";

    private static final String ADD = """
            INSERT INTO read_line SELECT * FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::date[], ?::text[], ?::integer[], ?::text[], ?::text[],
              ?::text[], ?::boolean[])""";

    /** What only shows when lines are held against each other and against the customers there are; in this order. */
    private static final List<String> JUDGEMENTS = List.of(
            "CREATE INDEX ON read_line (ref)",
            "ANALYZE read_line",
            """
            UPDATE read_line r SET broken = true, field = 'ref', message = 'belongs to a customer that was erased'
              FROM customer c WHERE c.ref = r.ref AND c.erased_at IS NOT NULL AND NOT r.broken""",
            """
            WITH first AS (SELECT DISTINCT ON (ref) ref, name, line FROM read_line WHERE NOT broken AND name IS NOT NULL
                            ORDER BY ref, line)
            UPDATE read_line r SET broken = true, field = 'ref',
                   message = 'is the same as in line ' || first.line || ', where the customer has another name'
              FROM first WHERE first.ref = r.ref AND r.name <> first.name AND NOT r.broken""",
            """
            WITH seen AS (SELECT line, min(line) OVER (PARTITION BY ref, lower(email)) AS first FROM read_line WHERE NOT broken)
            UPDATE read_line r SET broken = true, field = 'ref',
                   message = 'is the same as in line ' || seen.first || ', and so is the email'
              FROM seen WHERE seen.line = r.line AND seen.first < seen.line""",
            """
            WITH nameless AS (SELECT ref FROM read_line WHERE NOT broken GROUP BY ref HAVING count(name) = 0)
            UPDATE read_line r SET broken = true, field = 'name', message = 'is missing, and the customer is new'
              FROM nameless n WHERE n.ref = r.ref AND NOT r.broken
               AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.ref = r.ref)""",
            """
            CREATE TEMPORARY TABLE read_customer AS
            SELECT row_number() OVER (ORDER BY ref) AS number, ref, bool_or(broken) AS partial,
                   min(name) FILTER (WHERE NOT broken) AS name,
                   (array_agg(phone ORDER BY line DESC) FILTER (WHERE NOT broken AND phone IS NOT NULL))[1] AS phone,
                   (array_agg(customer_since ORDER BY line DESC) FILTER (WHERE NOT broken AND customer_since IS NOT NULL))[1] AS customer_since,
                   (array_agg(owner ORDER BY line DESC) FILTER (WHERE NOT broken AND owner IS NOT NULL))[1] AS owner,
                   (array_agg(weight ORDER BY line DESC) FILTER (WHERE NOT broken AND weight IS NOT NULL))[1] AS weight,
                   (array_agg(mobile ORDER BY line DESC) FILTER (WHERE NOT broken AND mobile IS NOT NULL))[1] AS mobile,
                   (array_agg(area ORDER BY line DESC) FILTER (WHERE NOT broken AND area IS NOT NULL))[1] AS area
              FROM read_line GROUP BY ref HAVING NOT bool_and(broken)""",
            "CREATE UNIQUE INDEX ON read_customer (number)",
            "ANALYZE read_customer");

    /** Opening and weight. */
    private static final Set<Integer> WHOLE = Set.of(10, 14);

    private final Connection connection;

    /** The connection must be in no transaction; it is given back clean, but not closed. */
    Staging(Connection connection) throws SQLException {
        this.connection = connection;
        execute("DROP TABLE IF EXISTS read_line, read_customer");
        execute(TABLES);
    }

    void add(List<ImportRow> rows) throws SQLException {
        List<Function<ImportRow, Object>> columns = List.of(
                ImportRow::line,
                ImportRow::ref,
                ImportRow::name,
                ImportRow::email,
                ImportRow::contactName,
                ImportRow::components,
                ImportRow::tags,
                ImportRow::phone,
                ImportRow::locale,
                ImportRow::timeZone,
                row -> row.extras().opening(),
                row -> row.extras().openingSource(),
                row -> row.extras().customerSince(),
                row -> row.extras().owner(),
                row -> row.extras().weight(),
                row -> row.extras().mobile(),
                row -> row.extras().area(),
                ImportRow::token,
                ImportRow::broken);
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (int i = 0; i < columns.size(); i++) {
                add.setArray(i + 1, column(type(i, columns.size()), rows, columns.get(i)));
            }
            add.executeUpdate();
        }
    }

    private static String type(int column, int columns) {
        return column == 0 ? "int8" : column == columns - 1 ? "bool" : WHOLE.contains(column) ? "int4" : "text";
    }

    private Array column(String type, List<ImportRow> rows, Function<ImportRow, Object> value) throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }

    /**
     * Rejects what contradicts another line.
     *
     * @param anyUnreadable lines were lost that may have spoken of anybody: nobody loses a tag or component then
     * @return the number of customers that are left to settle
     */
    long judge(boolean anyUnreadable) throws SQLException {
        for (String step : JUDGEMENTS) {
            execute(step);
        }
        if (anyUnreadable) {
            execute("UPDATE read_customer SET partial = true");
        }
        return number("SELECT count(*) FROM read_customer");
    }

    /** Lines rejected by {@link #judge}. */
    long rejected() throws SQLException {
        return number("SELECT count(*) FROM read_line WHERE message IS NOT NULL");
    }

    List<ImportReport.LineError> errors(int most) throws SQLException {
        List<ImportReport.LineError> errors = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT line, field, message FROM read_line WHERE message IS NOT NULL ORDER BY line LIMIT ?")) {
            query.setInt(1, most);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    errors.add(new ImportReport.LineError(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return errors;
    }

    /** Where those lines begin, the first of them. */
    List<Long> rejectedLines(int most) throws SQLException {
        List<Long> lines = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT line FROM read_line WHERE message IS NOT NULL ORDER BY line LIMIT ?")) {
            query.setInt(1, most);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getLong(1));
                }
            }
        }
        return lines;
    }

    /**
     * Of customers settled in this batch, the first line that says what each brings along, to the table {@code carried}.
     *
     * @return whether there is any
     */
    boolean carry(long first, long last) throws SQLException {
        execute("DROP TABLE IF EXISTS carried");
        execute("CREATE TEMPORARY TABLE carried (customer_id bigint, points integer, source text, line bigint)");
        try (PreparedStatement fill = connection.prepareStatement("""
                INSERT INTO carried
                SELECT DISTINCT ON (c.id) c.id, r.opening, r.opening_source, r.line FROM read_customer b
                  JOIN customer c ON c.ref = b.ref AND c.erased_at IS NULL
                  JOIN read_line r ON r.ref = b.ref AND NOT r.broken AND r.opening IS NOT NULL
                 WHERE b.number BETWEEN ? AND ? ORDER BY c.id, r.line""")) {
            fill.setLong(1, first);
            fill.setLong(2, last);
            return fill.executeUpdate() > 0;
        }
    }

    /** What was not taken of what {@link #carry} found, by line. */
    List<ImportReport.LineError> refused(Map<Long, String> reasons) throws SQLException {
        List<ImportReport.LineError> refused = new ArrayList<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT customer_id, line FROM carried WHERE customer_id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("int8", reasons.keySet().toArray()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    refused.add(new ImportReport.LineError(
                            row.getLong(2), Column.OPENING.word(), reasons.get(row.getLong(1)) + ImportReport.KEPT));
                }
            }
        }
        return refused;
    }

    private long number(String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        execute("DROP TABLE IF EXISTS read_line, read_customer");
    }
}
