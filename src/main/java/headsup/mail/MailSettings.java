package headsup.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** {@code headsup.mail.*}, in the environment {@code HEADSUP_MAIL_*}. Checked once, at start. */
@ConfigMapping(prefix = "headsup.mail")
public interface MailSettings {

    /**
     * Where letters are handed in: {@code smtp://host:25}, {@code smtps://host:465}, with {@code user:password@} before
     * the host when the relay wants it (STARTTLS is then required). After a {@code ?}: {@code weight=3} for a larger
     * share, {@code starttls=required} without credentials. None: letters are kept in the outbox.
     */
    Optional<List<String>> relays();

    /** The author of all letters; its domain names Message-IDs and lists. */
    @WithDefault("HeadsUp Status <status@headsup.localhost>")
    String from();

    /** Where answers go; without it, to the author. */
    Optional<String> replyTo();

    /** Where bounces are received; without it, the author's domain. */
    Optional<String> bounceDomain();

    /**
     * What bounce addresses are sealed with, 16 characters or more; the same on all nodes. Without it each data folder
     * keeps a generated one.
     */
    Optional<String> secret();

    /** Connections kept to each relay. */
    @WithDefault("8")
    int connections();

    /**
     * Letters taken on per connection at most; a lane takes fewer on while they would only wait. 1 sends without pipelining; with more, the next letter's envelope leaves together
     * with the dot before it (on the wire never more than that: RFC 2920 section 3.1), and the rest wait behind.
     */
    @WithDefault("128")
    int pipeliningDepth();

    /** A connection is closed in peace after so many letters. */
    @WithDefault("1000")
    int lettersPerConnection();

    /** Letters per second each relay gets at most; without it, as many as it takes. */
    OptionalDouble rate();

    /** How often a relay that failed is tried. */
    @WithDefault("15s")
    Duration probeEvery();

    /** An idle connection is closed after so long. */
    @WithDefault("20s")
    Duration idle();

    Deadlines deadlines();

    /** Puts an invented root before the first letter in {@code References}; keeps threads whole where letters miss. */
    @WithDefault("false")
    boolean inventedThreadRoot();

    Dkim dkim();

    /** Signs letters here, for relays that don't; off while none of the three is set. */
    interface Dkim {

        /** Whose signature it is; the author's domain or one that shares its organisation, or DMARC does not count it. */
        Optional<String> domain();

        /** Under which name the key is published: {@code <selector>._domainkey.<domain>}. */
        Optional<String> selector();

        /** An unencrypted RSA key (PKCS#8 in PEM, 2048 bits), or the path of a file that holds it. */
        Optional<String> key();
    }

    /** How long a relay may take; all far below the lease of a claim. */
    interface Deadlines {

        /** For the connection and its TLS. */
        @WithDefault("10s")
        Duration connect();

        /** For the banner and each reply to a command. */
        @WithDefault("30s")
        Duration command();

        /** From the final dot to its reply. */
        @WithDefault("120s")
        Duration dot();
    }
}
