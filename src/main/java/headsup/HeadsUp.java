package headsup;

import headsup.incident.BlameJudge;
import headsup.mail.MailerSettings;
import headsup.page.Vigil;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Starts HeadsUp. When no JDBC URL is configured, an {@link EmbeddedDatabase} under {@code HEADSUP_DATA_DIR} is started
 * first and stopped last: after the application has ended its transactions. When a configured one can't be reached, the
 * page's last snapshot is served until it can.
 */
@QuarkusMain
public final class HeadsUp {

    private static final long LONGEST_SHUTDOWN_SECONDS = 145;

    private HeadsUp() {}

    public static void main(String... args) throws InterruptedException {
        var applicationEnded = new CountDownLatch(1);
        var exitCode = new AtomicInteger();
        Config config = ConfigProvider.getConfig();
        checkSettings(config);
        if (config.getOptionalValue("quarkus.datasource.jdbc.url", String.class).isEmpty()) {
            Path data = Path.of(
                    config.getOptionalValue("headsup.data-dir", String.class).orElse("data"));
            startDatabase(data, applicationEnded);
        } else {
            Vigil.keep(config);
        }
        Quarkus.run(
                null,
                (code, failure) -> {
                    if (failure != null) {
                        explain(failure);
                    }
                    exitCode.set(code);
                    applicationEnded.countDown();
                },
                args);
        applicationEnded.await();
        System.exit(exitCode.get());
    }

    /** A wrong setting is one sentence for the operator; anything else is for a programmer. */
    private static void explain(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof ConfigurationException)) {
            root = root.getCause();
        }
        if (root instanceof ConfigurationException) {
            System.err.println("HeadsUp can't start: " + root.getMessage());
        } else {
            failure.printStackTrace();
        }
    }

    /** Before anything is started: a wrong setting is told in the first second. */
    private static void checkSettings(Config config) {
        try {
            BlameJudge.check(config);
            MailerSettings.derivedFrom(config).forEach(System::setProperty);
        } catch (ConfigurationException wrong) {
            explain(wrong);
            System.exit(1);
        }
    }

    private static void startDatabase(Path data, CountDownLatch applicationEnded) {
        EmbeddedDatabase database;
        try {
            database = EmbeddedDatabase.start(data);
        } catch (EmbeddedDatabase.Unavailable refused) {
            System.err.println("HeadsUp can't start: " + refused.getMessage());
            System.exit(1);
            return;
        }
        System.setProperty("headsup.database.embedded", "true");
        System.setProperty("quarkus.datasource.jdbc.url", database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.user());
        System.setProperty("quarkus.datasource.password", database.password());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfter(applicationEnded, database), "database-stop"));
    }

    private static void stopAfter(CountDownLatch applicationEnded, EmbeddedDatabase database) {
        try {
            boolean ended = applicationEnded.await(LONGEST_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                System.err.println("HeadsUp did not end in " + LONGEST_SHUTDOWN_SECONDS + " s; stopping its database");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
