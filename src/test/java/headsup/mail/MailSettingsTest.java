package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailSettingsTest {

    @Test
    void withoutAnySettingLettersGoToTheOutbox() {
        Posture posture = posture(Map.of());

        assertTrue(posture.relays().isEmpty());
        assertEquals(
                "status@headsup.localhost",
                posture.letterhead().from().mailbox().address());
        assertEquals("headsup.localhost", posture.letterhead().bounceDomain());
        assertEquals(Duration.ofMinutes(2), posture.deadlines().dot());
        assertNull(posture.secret());
    }

    @Test
    void theEnvironmentNamesRelaysAuthorAndBounceDomain() {
        Posture posture = posture(Map.of(
                "HEADSUP_MAIL_RELAYS", "smtp://one.acme.example:2525,smtps://u%40x:p%3Aw+1@two.acme.example?weight=3",
                "HEADSUP_MAIL_FROM", "Acme Status <status@acme.example>",
                "HEADSUP_MAIL_BOUNCE_DOMAIN", "Bounce.Acme.example",
                "HEADSUP_MAIL_DEADLINES_DOT", "90s",
                "HEADSUP_MAIL_SECRET", "sixteen characters"));

        Relay one = posture.relays().get(0);
        assertEquals("one.acme.example:2525", one.name());
        assertEquals(Relay.Security.NONE, one.security());
        Relay two = posture.relays().get(1);
        assertEquals("two.acme.example:465", two.name());
        assertEquals(Relay.Security.TLS, two.security());
        assertEquals(new Relay.Login("u@x", "p:w+1"), two.login());
        assertEquals(3, two.weight());
        assertEquals("Acme Status", posture.letterhead().from().name());
        assertEquals("bounce.acme.example", posture.letterhead().bounceDomain());
        assertEquals(Duration.ofSeconds(90), posture.deadlines().dot());
    }

    @Test
    void credentialsMakeStarttlsRequired() {
        assertEquals(
                Relay.Security.STARTTLS,
                Relay.parse("smtp://user:word@acme.example").security());
        assertEquals(587, Relay.parse("smtp://user:word@acme.example").port());
        assertEquals(
                Relay.Security.STARTTLS,
                Relay.parse("smtp://acme.example:25?starttls=required").security());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp:/acme.example",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | http://acme.example",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp://acme example",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp://user:geheim@acme.example?starttls=off",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp://user@acme.example",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp://acme.example?wait=3",
                "headsup.mail.from | HEADSUP_MAIL_FROM | Acme Status",
                "headsup.mail.from | HEADSUP_MAIL_FROM | a@acme.example b@acme.example",
                "headsup.mail.reply-to | HEADSUP_MAIL_REPLY_TO | nobody",
                "headsup.mail.bounce-domain | HEADSUP_MAIL_BOUNCE_DOMAIN | not a domain",
                "headsup.mail.secret | HEADSUP_MAIL_SECRET | short",
                "headsup.mail.connections | HEADSUP_MAIL_CONNECTIONS | 0",
                "headsup.mail.rate | HEADSUP_MAIL_RATE | -1",
                "headsup.mail.dkim.domain | HEADSUP_MAIL_DKIM_SELECTOR | status",
                "headsup.mail.dkim.domain | HEADSUP_MAIL_DKIM_DOMAIN | no domain",
                "headsup.mail.dkim.selector | HEADSUP_MAIL_DKIM_DOMAIN | acme.example",
                "headsup.mail.deadlines.dot | HEADSUP_MAIL_DEADLINES_DOT | 0s"
            })
    void aWrongSettingRefusesTheStartAndNamesTheProperty(String property, String variable, String value) {
        aWrongSettingRefusesTheStartAndNamesTheProperty(property, Map.of(variable, value));
    }

    private static void aWrongSettingRefusesTheStartAndNamesTheProperty(
            String property, Map<String, String> environment) {
        var refused = assertThrows(ConfigurationException.class, () -> posture(environment));

        String sentence = String.valueOf(refused.getMessage());
        assertTrue(sentence.startsWith(property + ": "), sentence);
        assertFalse(sentence.contains("geheim"), "a password is never shown");
        assertFalse(sentence.contains("\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere/geheim.pem",
                "geheim",
                "-----BEGIN RSA PRIVATE KEY-----\ngeheim\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\ngeheim\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----"
            })
    void aKeyThatIsNoneRefusesTheStartAndIsNotShown(String key) {
        aWrongSettingRefusesTheStartAndNamesTheProperty(
                "headsup.mail.dkim.key",
                Map.of(
                        "HEADSUP_MAIL_DKIM_DOMAIN", "acme.example",
                        "HEADSUP_MAIL_DKIM_SELECTOR", "status",
                        "HEADSUP_MAIL_DKIM_KEY", key));
    }

    @Test
    void aKeyThatIsMissingTooShortOrOfAnotherKindRefusesTheStart() {
        var named = Map.of("HEADSUP_MAIL_DKIM_DOMAIN", "acme.example", "HEADSUP_MAIL_DKIM_SELECTOR", "status");
        aWrongSettingRefusesTheStartAndNamesTheProperty("headsup.mail.dkim.key", named);
        for (KeyPair key : List.of(DkimTest.key("RSA", 512), DkimTest.key("EC", 256))) {
            var unfit = new HashMap<>(named);
            unfit.put("HEADSUP_MAIL_DKIM_KEY", DkimTest.pem(key));
            aWrongSettingRefusesTheStartAndNamesTheProperty("headsup.mail.dkim.key", unfit);
        }
    }

    @Test
    void allThreeTogetherSign() {
        Dkim dkim = posture(Map.of(
                        "HEADSUP_MAIL_DKIM_DOMAIN", "Acme.example",
                        "HEADSUP_MAIL_DKIM_SELECTOR", "status-2026",
                        "HEADSUP_MAIL_DKIM_KEY", DkimTest.pem(DkimTest.key("RSA", 2048))))
                .dkim();

        assertNotNull(dkim);
        assertTrue(dkim.record().startsWith("status-2026._domainkey.acme.example TXT"), dkim.record());
        assertNull(posture(Map.of()).dkim());
    }

    @Test
    void theSecretIsDrawnOnceForItsOwnerAlone(@TempDir Path data) throws IOException {
        byte[] first = MailSecret.kept(data.resolve("new"));

        assertArrayEquals(first, MailSecret.kept(data.resolve("new")));
        assertEquals(64, first.length);
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(data.resolve("new/mail.secret")));
        try (var files = Files.list(data.resolve("new"))) {
            assertEquals(1, files.count());
        }
    }

    static Posture posture(Map<String, String> environment) {
        MailSettings settings = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(MailSettings.class)
                .build()
                .getConfigMapping(MailSettings.class);
        return Posture.of(settings, "Acme", "https://status.acme.example/");
    }
}
