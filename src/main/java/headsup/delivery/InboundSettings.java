package headsup.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code headsup.inbound.*}, in the environment {@code HEADSUP_INBOUND_*}: how mail to the bounce domain comes in. */
@ConfigMapping(prefix = "headsup.inbound")
interface InboundSettings {

    /**
     * Whether a mail server hands mail for the bounce domain to {@code POST /api/v1/integrations/bounce}. Need not be set: the
     * first message that comes in there says so, too.
     */
    @WithDefault("false")
    boolean piped();

    Imap imap();

    /** A mailbox that gets what is sent to the bounce domain; read only while {@link #host} is set. */
    interface Imap {

        Optional<String> host();

        /** Without it 993 with {@link Tls#IMPLICIT}, else 143. */
        OptionalInt port();

        Optional<String> username();

        Optional<String> password();

        @WithDefault("INBOX")
        String folder();

        @WithDefault("implicit")
        Tls tls();

        /** How often it is looked into. */
        @WithDefault("1m")
        Duration every();

        /** Whether a message is taken out of the mailbox once what it said is stored; else the mailbox is never changed. */
        @WithDefault("false")
        boolean delete();
    }

    /** How the connection is kept from others' eyes. */
    enum Tls {
        /** TLS from the first byte. */
        IMPLICIT,
        /** STARTTLS, or no connection. */
        STARTTLS,
        /** None; for a server on the same machine. */
        NONE
    }
}
