package headsup.page;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.postgresql.Driver;

/**
 * A start while the database is gone: readers get the last snapshot from its files until the database answers; only then
 * the application starts. Nothing else can be done without it.
 */
public final class Vigil {

    private static final Logger LOG = Logger.getLogger(Vigil.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final String LIVE = "/q/health/live";

    private final Config config;

    private Vigil(Config config) {
        this.config = config;
    }

    /** Returns at once when the database answers, else keeps vigil until it does. */
    public static void keep(Config config) throws InterruptedException {
        Vigil vigil = new Vigil(config);
        if (vigil.isDatabaseGone()) {
            vigil.keep();
        }
    }

    private void keep() throws InterruptedException {
        Snapshot last = new Shelf(
                        Path.of(value("headsup.page.snapshot-dir", value("headsup.data-dir", "data") + "/snapshot")))
                .last();
        Answers answers =
                new Answers((reader, token) -> false, new Headers(value("headsup.page.url", "http://localhost:8080")));
        Vertx vertx = Vertx.vertx();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setHost(value("quarkus.http.host", "0.0.0.0"))
                .setPort(Integer.parseInt(value("quarkus.http.port", "8080")))
                .setCompressionSupported(true));
        server.requestHandler(request -> answer(answers, request, last));
        server.listen()
                .onSuccess(up -> LOG.warnf(
                        "The database can't be reached; the page as of %s is served until it can", last.asOf()))
                .onFailure(failed -> LOG.error("The database can't be reached, nor can the port be opened", failed));
        while (isDatabaseGone()) {
            Thread.sleep(BETWEEN_TRIES);
        }
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
            LOG.warn("The vigil's server did not end in time", stuck);
        }
    }

    private static void answer(Answers answers, HttpServerRequest request, Snapshot last) {
        String path = String.valueOf(request.path());
        if (path.equals(LIVE)) {
            request.response().putHeader("Content-Type", "application/json").end("{\"status\":\"UP\",\"checks\":[]}");
        } else if (!answers.answer(request, last)) {
            Answers.notYet(request);
        }
    }

    /** Not there, or still starting; a refused password is no reason to wait. */
    private boolean isDatabaseGone() {
        Properties credentials = new Properties();
        credentials.setProperty("user", value("quarkus.datasource.username", ""));
        credentials.setProperty("password", value("quarkus.datasource.password", ""));
        credentials.setProperty("connectTimeout", "2");
        credentials.setProperty("loginTimeout", "4");
        try {
            Connection there = new Driver().connect(value("quarkus.datasource.jdbc.url", ""), credentials);
            if (there != null) {
                there.close();
            }
            return false;
        } catch (SQLException refused) {
            String state = String.valueOf(refused.getSQLState());
            return state.startsWith("08") || state.startsWith("57P");
        }
    }

    private String value(String name, String otherwise) {
        return config.getOptionalValue(name, String.class).orElse(otherwise);
    }
}
