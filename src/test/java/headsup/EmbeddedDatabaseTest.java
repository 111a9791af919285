package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the product, started and stopped as the product does it. */
class EmbeddedDatabaseTest {

    @Test
    void whatWasWrittenIsThereAfterEveryStop(@TempDir Path data) throws SQLException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(data)) {
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('promise')");
        }
        for (int restart = 0; restart < 2; restart++) {
            try (EmbeddedDatabase again = EmbeddedDatabase.start(data)) {
                assertEquals("promise", theWord(again));
            }
        }
    }

    @Test
    void aLostPasswordFileIsSaidAndCostsNothing(@TempDir Path data) throws SQLException, IOException {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(data)) {
            execute(first, "CREATE TABLE kept (word text)");
            execute(first, "INSERT INTO kept VALUES ('promise')");
        }
        Path password = data.resolve("postgres").resolve("password");
        Path elsewhere = data.resolve("elsewhere");
        Files.move(password, elsewhere);
        assertThrows(EmbeddedDatabase.Unavailable.class, () -> EmbeddedDatabase.start(data));
        Files.move(elsewhere, password);
        try (EmbeddedDatabase again = EmbeddedDatabase.start(data)) {
            assertEquals("promise", theWord(again));
        }
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused(@TempDir Path data) {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(data)) {
            assertTrue(first.jdbcUrl().startsWith("jdbc:postgresql://127.0.0.1:"));
            String sentence =
                    String.valueOf(assertThrows(EmbeddedDatabase.Unavailable.class, () -> EmbeddedDatabase.start(data))
                            .getMessage());
            assertTrue(sentence.contains("already running"), sentence);
        }
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String theWord(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT word FROM kept")) {
            assertTrue(row.next());
            return row.getString(1);
        }
    }

    private static Connection open(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
