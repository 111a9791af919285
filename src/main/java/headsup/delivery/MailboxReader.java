package headsup.delivery;

import headsup.mail.UnsubscribeMails;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads the mailbox of the bounce domain over IMAP, where one is set up: message by message behind the last one it read.
 * Nothing leaves the mailbox before what it said is stored, and reading it again changes nothing.
 */
@ApplicationScoped
class MailboxReader {

    private static final Logger LOG = Logger.getLogger(MailboxReader.class);

    /** Fields in which mail servers keep the address an envelope had, the surest first. */
    private static final List<String> RECIPIENTS =
            List.of("X-Envelope-To", "Envelope-To", "X-Original-To", "Delivered-To", "X-Delivered-To", "To", "Cc");

    /** As the door takes. */
    private static final int MOST_OCTETS = 25 << 20;

    /** Messages in one go; the next go is soon. */
    private static final int MOST_MESSAGES = 500;

    /** So often a message is asked for that its server does not give us; then the next one's turn comes. */
    private static final int MOST_TRIES = 5;

    private static final String TIMEOUT_MILLIS = "30000";

    private final InboundSettings.Imap settings;
    private final InboundMail inbound;
    private final UnsubscribeMails ours;
    private final Mailboxes mailboxes;

    MailboxReader(InboundSettings settings, InboundMail inbound, UnsubscribeMails ours, Mailboxes mailboxes) {
        this.settings = settings.imap();
        this.inbound = inbound;
        this.ours = ours;
        this.mailboxes = mailboxes;
    }

    @Scheduled(every = "5s", identity = "mailbox", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        if (settings.host().isPresent()) {
            mailboxes.take(Mailboxes.name(settings), settings.every()).ifPresent(from -> read(settings, from));
        }
    }

    /** @param from how far it was read before; the caller has taken it */
    void read(InboundSettings.Imap mailbox, Mailboxes.Place from) {
        String name = Mailboxes.name(mailbox);
        String trouble = "The process that read it was stopped.";
        try {
            int read = look(mailbox, from);
            trouble = null;
            if (read > 0) {
                LOG.infof("Read %d messages to the bounce domain", read);
            }
        } catch (MessagingException | IOException | RuntimeException failed) {
            trouble = String.valueOf(failed.getMessage());
            LOG.warnf("The mailbox %s can't be read now; trying again: %s", name, trouble);
        } finally {
            mailboxes.letGo(name, trouble);
        }
    }

    private int look(InboundSettings.Imap mailbox, Mailboxes.Place from) throws MessagingException, IOException {
        try (Store store = connected(mailbox);
                Folder folder = store.getFolder(mailbox.folder())) {
            folder.open(mailbox.delete() ? Folder.READ_WRITE : Folder.READ_ONLY);
            UIDFolder numbered = (UIDFolder) folder;
            long validity = numbered.getUIDValidity();
            long last = validity == from.uidValidity() ? from.lastUid() : 0;
            int read = 0;
            for (Message message : numbered.getMessagesByUID(last + 1, UIDFolder.LASTUID)) {
                long uid = numbered.getUID(message);
                // A server answers the last message to a range that begins behind it.
                if (uid <= last || read == MOST_MESSAGES) {
                    continue;
                }
                var place = new Mailboxes.Place(validity, uid);
                boolean taken = take((IMAPMessage) message, Mailboxes.name(mailbox), place);
                mailboxes.read(Mailboxes.name(mailbox), place);
                // What is not ours, or not understood, is somebody's to look at.
                if (taken && mailbox.delete()) {
                    message.setFlag(Flags.Flag.DELETED, true);
                }
                read++;
            }
            return read;
        }
    }

    private static Store connected(InboundSettings.Imap mailbox) throws MessagingException {
        boolean implicit = mailbox.tls() == InboundSettings.Tls.IMPLICIT;
        String protocol = implicit ? "imaps" : "imap";
        boolean starttls = mailbox.tls() == InboundSettings.Tls.STARTTLS;
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "timeout", TIMEOUT_MILLIS);
        properties.put(prefix + "writetimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(starttls));
        properties.put(prefix + "starttls.required", Boolean.toString(starttls));
        // Nobody's "unread" is changed by our looking.
        properties.put(prefix + "peek", "true");
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect(
                mailbox.host().orElseThrow(),
                mailbox.port().orElse(-1),
                mailbox.username().orElse(""),
                mailbox.password().orElse(""));
        return store;
    }

    /**
     * @param octets null for one that is left alone
     * @param arrived as the server says; null when it does not
     */
    record Fetched(
            String from,
            String to,
            byte @Nullable [] octets,
            @Nullable Instant arrived) {}

    /** Whether it was understood, and what it said is stored. */
    private boolean take(IMAPMessage message, String mailbox, Mailboxes.Place place)
            throws MessagingException, IOException {
        Fetched fetched;
        try {
            fetched = fetch(message);
        } catch (MessagingException | IOException | RuntimeException failed) {
            if (mailboxes.stuck(mailbox, place.lastUid()) < MOST_TRIES) {
                throw failed;
            }
            LOG.warnf(
                    "Message %d of the mailbox %s was asked for %d times and can't be read; left alone: %s",
                    place.lastUid(), mailbox, MOST_TRIES, failed.getMessage());
            return false;
        }
        if (fetched.octets() == null) {
            return false;
        }
        InboundMail.Message said;
        try {
            said = inbound.read(new ByteArrayInputStream(fetched.octets()), fetched.from(), fetched.to());
        } catch (IOException | RuntimeException broken) {
            // Of somebody else's making: it must not hold up what came after it.
            LOG.infof("A message to the bounce domain can't be read; left alone: %s", broken.getMessage());
            return false;
        }
        inbound.take(said, InboundHearing.Way.MAILBOX, fetched.arrived());
        return true;
    }

    /** Asks the server for a message. */
    Fetched fetch(IMAPMessage message) throws MessagingException, IOException {
        String from =
                Optional.ofNullable(message.getHeader("Return-Path", null)).orElse("");
        String to = recipient(message);
        if (to == null || message.getSize() > MOST_OCTETS) {
            LOG.infof(
                    to == null
                            ? "A message to the bounce domain's mailbox is for nobody there; left alone"
                            : "A message to the bounce domain's mailbox is too large to be read; left alone");
            return new Fetched(from, "", null, null);
        }
        try (InputStream octets = message.getMimeStream()) {
            return new Fetched(from, to, octets.readNBytes(MOST_OCTETS), arrived(message));
        }
    }

    /** The end of the second it came in, as servers tell no more. */
    private static @Nullable Instant arrived(IMAPMessage message) throws MessagingException {
        Date received = message.getReceivedDate();
        return received == null
                ? null
                : received.toInstant().truncatedTo(ChronoUnit.SECONDS).plusMillis(999);
    }

    /**
     * The address of ours it was sent to; whoever made a bounce up can't make up the seal in it. Where several fields name one, that
     * which means something goes before the mailbox's own name. Null when none does.
     */
    private @Nullable String recipient(MimeMessage message) throws MessagingException {
        List<String> named = new ArrayList<>();
        for (String field : RECIPIENTS) {
            String[] values = message.getHeader(field);
            for (String value : values == null ? new String[0] : values) {
                addresses(value).stream().filter(ours::isOurs).forEach(named::add);
            }
        }
        return named.stream()
                .filter(address -> ours.isFor(address) || ours.isOfOurMaking(address))
                .findFirst()
                .orElse(named.isEmpty() ? null : named.get(0));
    }

    private static List<String> addresses(String field) {
        try {
            return Arrays.stream(InternetAddress.parseHeader(field, false))
                    .map(InternetAddress::getAddress)
                    .toList();
        } catch (MessagingException unreadable) {
            return new ArrayList<>();
        }
    }
}
