package headsup;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The embedded server of the product itself, on a new folder for each test run. */
public class FreshDatabase implements QuarkusTestResourceLifecycleManager {

    private @Nullable Path data;
    private @Nullable EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("headsup-test");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        database = EmbeddedDatabase.start(data);
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password(),
                "headsup.data-dir", data.toString(),
                "headsup.admin.password", Cast.ADMIN_PASSWORD,
                // So that a test can come from a place of its own, or as if by TLS.
                "quarkus.http.proxy.proxy-address-forwarding", "true");
    }

    @Override
    public void stop() {
        if (database != null) {
            database.close();
        }
        if (data != null) {
            try (var files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException left) {
                throw new UncheckedIOException(left);
            }
        }
    }
}
