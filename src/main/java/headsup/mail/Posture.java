package headsup.mail;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings, checked: what is wrong refuses the start with one sentence that names the property.
 *
 * @param secret the configured one; null when the data folder's own is meant
 * @param dkim null when letters are not signed here
 */
@SuppressWarnings("ArrayRecordComponent") // carried once from here to Verp
record Posture(
        Letterhead letterhead,
        List<Relay> relays,
        LaneRules rules,
        Deadlines deadlines,
        byte @Nullable [] secret,
        @Nullable Dkim dkim) {

    private static final int SHORTEST_SECRET = 16;
    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_DEPTH = 10_000;

    static Posture of(MailSettings settings, String pageName, String pageUrl) {
        Sender from = checked("headsup.mail.from", () -> Sender.parse(settings.from()));
        Sender replyTo = settings.replyTo()
                .map(text -> checked("headsup.mail.reply-to", () -> Sender.parse(text)))
                .orElse(null);
        String bounceDomain = settings.bounceDomain()
                .map(Posture::bounceDomain)
                .orElse(from.mailbox().domain());
        var letterhead = new Letterhead(
                checked("headsup.page.name", () -> Hygiene.line("name", pageName, 60)),
                checked("headsup.page.url", () -> pageUrl(pageUrl)),
                from,
                replyTo,
                bounceDomain);
        List<Relay> relays = checked("headsup.mail.relays", () -> settings.relays().orElse(List.of()).stream()
                .map(Relay::parse)
                .toList());
        numbers(settings);
        return new Posture(
                letterhead,
                relays,
                LaneRules.of(settings),
                Deadlines.of(settings.deadlines()),
                secret(settings),
                dkim(settings.dkim()));
    }

    private static <T> T checked(String property, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | headsup.kernel.Refusal wrong) {
            throw new ConfigurationException(property + ": " + wrong.getMessage());
        }
    }

    private static void require(boolean holds, String property, String must) {
        if (!holds) {
            throw new ConfigurationException(property + ": must be " + must);
        }
    }

    private static String bounceDomain(String text) {
        String domain = Mailbox.asciiDomain(text.strip());
        require(domain != null, "headsup.mail.bounce-domain", "a domain like bounce.acme.example");
        return String.valueOf(domain);
    }

    private static String pageUrl(String text) {
        try {
            URI url = new URI(text.strip());
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
                return url.toASCIIString().replaceAll("/+$", "");
            }
        } catch (URISyntaxException typo) {
            throw new IllegalArgumentException("\"" + text + "\" is no URL like https://status.acme.example", typo);
        }
        throw new IllegalArgumentException("\"" + text + "\" is no URL like https://status.acme.example");
    }

    private static void numbers(MailSettings settings) {
        int connections = settings.connections();
        require(
                connections >= 1 && connections <= MOST_CONNECTIONS,
                "headsup.mail.connections",
                "1 to " + MOST_CONNECTIONS);
        int depth = settings.pipeliningDepth();
        require(depth >= 1 && depth <= MOST_DEPTH, "headsup.mail.pipelining-depth", "1 to " + MOST_DEPTH);
        require(settings.lettersPerConnection() >= 1, "headsup.mail.letters-per-connection", "1 or more");
        require(settings.rate().orElse(1) > 0, "headsup.mail.rate", "more than 0 letters per second");
        positive("probe-every", settings.probeEvery());
        positive("idle", settings.idle());
        positive("deadlines.connect", settings.deadlines().connect());
        positive("deadlines.command", settings.deadlines().command());
        positive("deadlines.dot", settings.deadlines().dot());
    }

    private static void positive(String name, Duration duration) {
        require(duration.toMillis() >= 1, "headsup.mail." + name, "a time like 30s");
    }

    private static @Nullable Dkim dkim(MailSettings.Dkim settings) {
        if (settings.domain().isEmpty()
                && settings.selector().isEmpty()
                && settings.key().isEmpty()) {
            return null;
        }
        String domain = named(settings.domain(), "headsup.mail.dkim.domain", "a domain like acme.example");
        String selector = named(settings.selector(), "headsup.mail.dkim.selector", "a name like status-2026");
        require(settings.key().isPresent(), "headsup.mail.dkim.key", "set too: a key in PEM, or the path of its file");
        SigningKey key = checked(
                "headsup.mail.dkim.key", () -> SigningKey.read(settings.key().orElseThrow()));
        return new Dkim(domain, selector, key);
    }

    /** A selector has the shape of a domain too (RFC 6376 section 3.1). */
    private static String named(Optional<String> text, String property, String like) {
        String name = text.map(given -> Mailbox.asciiDomain(given.strip())).orElse(null);
        require(name != null, property, like);
        return String.valueOf(name);
    }

    private static byte @Nullable [] secret(MailSettings settings) {
        if (settings.secret().isEmpty()) {
            return null;
        }
        String secret = settings.secret().get().strip();
        require(secret.length() >= SHORTEST_SECRET, "headsup.mail.secret", SHORTEST_SECRET + " characters or more");
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}
