package headsup.mail;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts the room together from its settings when the process starts, and closes it when the process ends. */
@Startup
@Singleton
class Postroom {

    private static final Logger LOG = Logger.getLogger(Postroom.class);

    private final Letterhead letterhead;
    private final Letters letters;
    private final Bounces bounces;
    private final UnsubscribeMails unsubscribeMails;
    private final Outbox outbox;
    private final Journal journal;
    private final @Nullable Lanes lanes;

    Postroom(
            MailSettings settings,
            @ConfigProperty(name = "headsup.data-dir", defaultValue = "data") Path data,
            @ConfigProperty(name = "headsup.page.name", defaultValue = "HeadsUp") String pageName,
            @ConfigProperty(name = "headsup.page.url", defaultValue = "http://localhost:8080") String pageUrl,
            Wording wording,
            Clock clock) {
        Posture posture = Posture.of(settings, pageName, pageUrl);
        letterhead = posture.letterhead();
        var verp = new Verp(posture.letterhead().bounceDomain(), secret(posture, data));
        letters = new Letters(posture.letterhead(), wording, verp, manner(settings, posture));
        bounces = new Bounces(verp);
        unsubscribeMails = new UnsubscribeMails(verp);
        outbox = new Outbox(data.resolve("outbox"), clock);
        journal = new Journal(data.resolve("journal"), clock);
        lanes = posture.relays().isEmpty() ? null : lanes(posture, clock);
    }

    private static Letters.Manner manner(MailSettings settings, Posture posture) {
        Dkim dkim = posture.dkim();
        if (dkim != null) {
            LOG.infof("Letters are signed; their readers look for %s", dkim.record());
            dkim.doubts(posture.letterhead().domain()).forEach(LOG::warn);
        }
        return new Letters.Manner(settings.inventedThreadRoot(), dkim);
    }

    private Lanes lanes(Posture posture, Clock clock) {
        SSLContext tls = trusted();
        LOG.infof("Letters go out over %d relays", posture.relays().size());
        return new Lanes(
                posture.relays(),
                posture.rules().probeEvery(),
                overflow -> relay -> new Lane(
                        new Opening(
                                relay,
                                posture.deadlines(),
                                tls,
                                posture.letterhead().domain()),
                        posture.rules(),
                        journal,
                        clock,
                        overflow));
    }

    private static byte[] secret(Posture posture, Path data) {
        byte[] configured = posture.secret();
        try {
            return configured != null ? configured : MailSecret.kept(data);
        } catch (IOException unreadable) {
            throw new ConfigurationException(
                    "headsup.data-dir: the secret of bounce addresses can't be kept there: " + unreadable.getMessage());
        }
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("this JDK has no TLS", broken);
        }
    }

    @Produces
    @Singleton
    Letters letters() {
        return letters;
    }

    @Produces
    @Singleton
    Courier courier() {
        return lanes != null ? lanes : outbox;
    }

    @Produces
    @Singleton
    Postcards postcards(Config config, Vertx vertx, MailClient client, Wording wording, Clock clock) {
        Postcards.Way outside = new MailerWay(vertx, client, MailerSettings.author(config, letterhead));
        Postcards.Way inside = card -> outbox.keep(card.code(), card.bytes(letterhead.from()));
        return new Postcards(letterhead, wording, MailerSettings.nameARelay(config) ? outside : inside, clock);
    }

    /** Both traces: relays may have been configured only after the process died. */
    @Produces
    @Singleton
    Evidence evidence() {
        return this::about;
    }

    private Map<Long, Receipt> about(Collection<Long> deliveries) {
        Map<Long, Receipt> known = new HashMap<>(outbox.about(deliveries));
        known.putAll(journal.about(deliveries));
        return known;
    }

    /** Only by its own name: the courier may be another. */
    @Produces
    @Singleton
    @Typed(Outbox.class)
    Outbox outbox() {
        return outbox;
    }

    @Produces
    @Singleton
    Bounces bounces() {
        return bounces;
    }

    @Produces
    @Singleton
    UnsubscribeMails unsubscribeMails() {
        return unsubscribeMails;
    }

    @PreDestroy
    void close() throws IOException {
        if (lanes != null) {
            lanes.close();
        }
        journal.close();
    }
}
