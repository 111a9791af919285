package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.audience.Contacts;
import headsup.mail.UnsubscribeMails;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mailbox of the bounce domain, read over IMAP from a server of another hand. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class MailboxReaderTest {

    private static final String DOMAIN = "headsup.localhost";

    @Inject
    MailboxReader reader;

    @Inject
    InboundSettings inboundSettings;

    @Inject
    InboundMail inbound;

    @Inject
    Mailboxes mailboxes;

    @Inject
    Contacts contacts;

    @Inject
    UnsubscribeMails ours;

    @Inject
    InboundHearing hearing;

    @Inject
    DataSource database;

    private GreenMail server;
    private GreenMailUser mailbox;
    private long dana;
    private String token = "";

    @BeforeEach
    void aMailbox() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        server.start();
        mailbox = server.setUser(Cast.unique("bounces") + "@" + DOMAIN, Cast.unique("bounces"), "secret");
        String ref = Cast.customer(Cast.component("Cards"), Cast.unique("dana") + "@home.example");
        dana = Cast.admin().get("/api/v1/customers/" + ref).jsonPath().getLong("contacts[0].id");
        token = contacts.byIds(List.of(dana)).get(0).token();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private record Settings(GreenMail server, String user, String word, boolean delete)
            implements InboundSettings.Imap {

        @Override
        public Optional<String> host() {
            return Optional.of("127.0.0.1");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(server.getImap().getPort());
        }

        @Override
        public Optional<String> username() {
            return Optional.of(user);
        }

        @Override
        public Optional<String> password() {
            return Optional.of(word);
        }

        @Override
        public String folder() {
            return "INBOX";
        }

        @Override
        public InboundSettings.Tls tls() {
            return InboundSettings.Tls.NONE;
        }

        @Override
        public Duration every() {
            return Duration.ZERO;
        }
    }

    private Settings settings(boolean delete) {
        return new Settings(server, mailbox.getLogin(), "secret", delete);
    }

    private void arrives(String fields, String body) throws Exception {
        String text = "Return-Path: <dana@far.example>\r\nFrom: dana@far.example\r\n" + fields + "\r\n" + body;
        mailbox.deliver(
                new MimeMessage((Session) null, new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
    }

    private void leaves(String word) throws Exception {
        arrives(
                "Delivered-To: leave@" + DOMAIN + "\r\nTo: leave@" + DOMAIN + "\r\nSubject: " + word + "\r\n",
                "bye\r\n");
    }

    private boolean look(Settings settings) {
        Optional<Mailboxes.Place> place = mailboxes.take(Mailboxes.name(settings), settings.every());
        place.ifPresent(from -> reader.read(settings, from));
        return place.isPresent();
    }

    private boolean unsubscribed() {
        return contacts.byIds(List.of(dana)).get(0).unsubscribedAt() != null;
    }

    private int kept() {
        return (int) Stream.of(server.getReceivedMessages()).count();
    }

    @Test
    void theTestsKnowTheBounceDomain() {
        assertTrue(
                ours.isFor("leave@" + DOMAIN),
                ConfigProvider.getConfig()
                        .getOptionalValue("headsup.mail.from", String.class)
                        .orElse("as by default"));
    }

    @Test
    void aMailToLeaveIsReadAndNothingIsTakenOutOfTheMailbox() throws Exception {
        arrives("To: somebody@elsewhere.example\r\nSubject: lost\r\n", "hello\r\n");
        leaves("Re: " + token);
        assertTrue(look(settings(false)));
        assertTrue(unsubscribed());
        assertEquals(2, kept());
        assertNull(trouble(settings(false)));
        assertNotNull(hearing.standing().lastAt());
    }

    @Test
    void whatWasReadOnceIsNotReadAgainAndWhatComesIsFoundBehindIt() throws Exception {
        leaves(token);
        look(settings(false));
        assertTrue(unsubscribed());
        contacts.resubscribe(token);
        look(settings(false));
        assertTrue(!unsubscribed(), "the old message says nothing new");
        leaves(token);
        look(settings(false));
        assertTrue(unsubscribed());
    }

    @Test
    void aMessageLeavesTheMailboxOnlyWhereThatIsWantedAndOnceItIsStored() throws Exception {
        leaves(token);
        look(settings(true));
        assertTrue(unsubscribed());
        assertEquals(0, kept());
    }

    @Test
    void whatIsLeftAloneStaysInTheMailbox() throws Exception {
        arrives("To: somebody@elsewhere.example\r\nSubject: lost\r\n", "hello\r\n");
        leaves(token);
        look(settings(true));
        assertTrue(unsubscribed());
        assertEquals(1, kept());
    }

    @Test
    void theAddressThatMeansSomethingGoesBeforeTheNameOfTheMailbox() throws Exception {
        arrives(
                "Delivered-To: " + mailbox.getEmail() + "\r\nTo: leave@" + DOMAIN + "\r\nSubject: " + token + "\r\n",
                "bye\r\n");
        look(settings(false));
        assertTrue(unsubscribed());
    }

    @Test
    void aMessageTheServerDoesNotGiveIsPassedOverAfterSomeTries() throws Exception {
        leaves("broken");
        leaves(token);
        var stubborn = new MailboxReader(inboundSettings, inbound, ours, mailboxes) {
            @Override
            Fetched fetch(IMAPMessage message) throws MessagingException, IOException {
                if ("broken".equals(message.getSubject())) {
                    throw new MessagingException("A1 NO FETCH failed");
                }
                return super.fetch(message);
            }
        };
        for (int i = 0; i < 4; i++) {
            stubborn.read(settings(false), place());
            assertNotNull(trouble(settings(false)));
            assertTrue(!unsubscribed());
        }
        stubborn.read(settings(false), place());
        assertTrue(unsubscribed());
        assertNull(trouble(settings(false)));
    }

    private Mailboxes.Place place() {
        return mailboxes.take(Mailboxes.name(settings(false)), Duration.ZERO).orElseThrow();
    }

    @Test
    void aMailboxThatIsReadAnewUnsubscribesNobodyWhoCameBack() throws Exception {
        arrives(
                "Message-ID: <" + Cast.unique("bye") + "@far.example>\r\nTo: leave@" + DOMAIN + "\r\nSubject: " + token
                        + "\r\n",
                "bye\r\n");
        look(settings(false));
        assertTrue(unsubscribed());
        contacts.resubscribe(token);
        mailboxes.read(Mailboxes.name(settings(false)), new Mailboxes.Place(1, 0));
        mailboxes.letGo(Mailboxes.name(settings(false)), null);
        assertTrue(look(settings(false)));
        assertTrue(!unsubscribed(), "it was taken before");

        leaves(token);
        long second = Instant.now().getEpochSecond();
        Eventually.holds("a mailbox counts whole seconds", () -> Instant.now().getEpochSecond() > second);
        contacts.resubscribe(token);
        assertTrue(look(settings(false)));
        assertTrue(!unsubscribed(), "it is older than their return");
        leaves(token);
        assertTrue(look(settings(false)));
        assertTrue(unsubscribed());
    }

    @Test
    void twoProcessesNeverReadItAtOnce() {
        String name = Mailboxes.name(settings(false));
        assertTrue(mailboxes.take(name, Duration.ZERO).isPresent());
        assertTrue(mailboxes.take(name, Duration.ZERO).isEmpty());
        mailboxes.letGo(name, null);
        assertTrue(mailboxes.take(name, Duration.ZERO).isPresent());
        mailboxes.letGo(name, null);
        assertTrue(mailboxes.take(name, Duration.ofMinutes(1)).isEmpty(), "it was looked into just now");
    }

    @Test
    void aMailboxThatCantBeReadSaysSoAndIsTriedAgain() throws Exception {
        leaves(token);
        var wrong = new Settings(server, mailbox.getLogin(), "wrong", false);
        look(wrong);
        assertNotNull(trouble(wrong));
        assertTrue(!unsubscribed());
        look(settings(false));
        assertNull(trouble(wrong));
        assertTrue(unsubscribed());
    }

    private String trouble(Settings settings) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement("SELECT trouble FROM inbound_mailbox WHERE name = ?")) {
            query.setString(1, Mailboxes.name(settings));
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
