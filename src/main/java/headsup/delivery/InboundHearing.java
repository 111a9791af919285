package headsup.delivery;

import headsup.mail.Letters;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Whether mail to the bounce domain is read: by a mailbox that is set up, or by a mail server that hands it in. Where it is
 * not, bounces are not heard, and emails don't offer to leave by mail.
 */
@ApplicationScoped
public class InboundHearing {

    /** How a message came in. */
    enum Way {
        DOOR,
        MAILBOX;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it stands.
     *
     * @param hears whether bounces reach us, as far as is known
     * @param lastAt when the last message came in; null when none ever did
     * @param mailbox the one that is looked into, without its password; null without one
     * @param trouble why it could not be read lately; null when it could
     */
    public record Standing(
            boolean hears,
            @Nullable Instant lastAt,
            @Nullable String mailbox,
            @Nullable String trouble) {}

    private final Session database;
    private final Clock clock;
    private final InboundSettings settings;
    private final Letters letters;

    InboundHearing(Session database, Clock clock, InboundSettings settings, Letters letters) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.letters = letters;
    }

    /** Before the first letter is written. */
    @Transactional
    void start(@Observes @Priority(2900) StartupEvent event) {
        look();
    }

    /** Another process may have heard first. */
    @Scheduled(every = "30s", identity = "inbound-hearing", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void look() {
        letters.offerLeavingByMail(standing().hears());
    }

    /** A message came in; noted once in a while, since a thousand bounces say the same. Within the caller's transaction. */
    void heard(Way way) {
        database.createNativeMutationQuery("""
                        INSERT INTO inbound_heard AS h (way, last_at) VALUES (:way, :now)
                            ON CONFLICT ON CONSTRAINT inbound_heard_pk DO UPDATE SET last_at = excluded.last_at
                         WHERE h.last_at < CAST(:now AS timestamptz) - interval '10 seconds'""")
                .setParameter("way", way.word())
                .setParameter("now", clock.instant())
                .executeUpdate();
        letters.offerLeavingByMail(true);
    }

    @Transactional
    public Standing standing() {
        Optional<Instant> last = database.createNativeQuery("SELECT max(last_at) FROM inbound_heard", Instant.class)
                .uniqueResultOptional();
        String mailbox = settings.imap().host().isPresent() ? Mailboxes.name(settings.imap()) : null;
        String trouble = mailbox == null
                ? null
                : database.createNativeQuery("SELECT trouble FROM inbound_mailbox WHERE name = :name", String.class)
                        .setParameter("name", mailbox)
                        .uniqueResult();
        return new Standing(
                mailbox != null || settings.piped() || last.isPresent(), last.orElse(null), mailbox, trouble);
    }
}
