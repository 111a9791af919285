package headsup.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * Hears from PostgreSQL what was committed, on a connection of its own. Notices come in the order of the commits, the same
 * on every node. What is said while nobody listens is lost: after {@link #connect} everything must be read anew.
 */
@ApplicationScoped
class Wire {

    static final String CHANNEL = "page";

    private static final int LONGEST_ANSWER_SECONDS = 2;

    private final String url;
    private final Properties credentials = new Properties();
    private volatile @Nullable Connection connection;

    /** Not out of the pool: a connection that listens must never be handed to somebody else. */
    Wire(
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this.url = url;
        user.ifPresent(name -> credentials.setProperty("user", name));
        password.ifPresent(secret -> credentials.setProperty("password", secret));
        credentials.setProperty("ApplicationName", "headsup page");
        credentials.setProperty("connectTimeout", String.valueOf(LONGEST_ANSWER_SECONDS));
        credentials.setProperty("loginTimeout", String.valueOf(2 * LONGEST_ANSWER_SECONDS));
        credentials.setProperty("tcpKeepAlive", "true");
    }

    boolean isConnected() {
        return connection != null;
    }

    void connect() throws SQLException {
        Connection fresh = new Driver().connect(url, credentials);
        if (fresh == null) {
            throw new SQLException("not a PostgreSQL URL");
        }
        try (var statement = fresh.createStatement()) {
            statement.execute("LISTEN " + CHANNEL);
        } catch (SQLException failed) {
            fresh.close();
            throw failed;
        }
        connection = fresh;
    }

    /** What was said, as soon as something was; empty after {@code longest}. */
    List<String> listen(Duration longest) throws SQLException {
        Connection current = connection;
        if (current == null) {
            throw new SQLException("not connected");
        }
        PGNotification[] notices =
                current.unwrap(PGConnection.class).getNotifications((int) Math.max(1, longest.toMillis()));
        List<String> said = new ArrayList<>();
        if (notices != null) {
            for (PGNotification notice : notices) {
                said.add(notice.getParameter());
            }
        }
        return said;
    }

    /** Asks whether the other end is there; a connection that was cut without a word looks like silence. */
    boolean isAlive() throws SQLException {
        Connection current = connection;
        return current != null && current.isValid(LONGEST_ANSWER_SECONDS);
    }

    /** Aborts: also a listener that waits is let go. */
    void disconnect() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.abort(Runnable::run);
            } catch (SQLException gone) {
                // It is gone: that is what was wanted.
            }
        }
    }
}
