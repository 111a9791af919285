package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailerSettingsTest {

    @Test
    void withoutARelayOnlyTheAuthorIsTold() {
        Map<String, String> derived = MailerSettings.derivedFrom(config(Map.of()));

        assertEquals("\"HeadsUp Status\" <status@headsup.localhost>", derived.get("quarkus.mailer.from"));
        assertEquals("headsup.localhost", derived.get("quarkus.mailer.own-host-name"));
        assertEquals(2, derived.size(), derived.keySet().toString());
        assertFalse(MailerSettings.nameARelay(config(Map.of())));
    }

    @Test
    void theFirstRelayIsTheMailersToo() {
        Map<String, String> derived = MailerSettings.derivedFrom(config(Map.of(
                "HEADSUP_MAIL_RELAYS", "smtp://u%40x:p%3Aw@one.acme.example,smtps://two.acme.example",
                "HEADSUP_MAIL_FROM", "Ärger <status@acme.example>")));

        assertEquals("one.acme.example", derived.get("quarkus.mailer.host"));
        assertEquals("587", derived.get("quarkus.mailer.port"));
        assertEquals("u@x", derived.get("quarkus.mailer.username"));
        assertEquals("p:w", derived.get("quarkus.mailer.password"));
        assertEquals("REQUIRED", derived.get("quarkus.mailer.login"));
        assertEquals("REQUIRED", derived.get("quarkus.mailer.start-tls"));
        assertEquals("false", derived.get("quarkus.mailer.tls"));
        assertEquals("=?UTF-8?Q?=C3=84rger?= <status@acme.example>", derived.get("quarkus.mailer.from"));
    }

    @ParameterizedTest
    @CsvSource({
        "smtp://acme.example, 25, false, DISABLED",
        "smtps://acme.example, 465, true, DISABLED",
        "smtp://acme.example:26?starttls=required, 26, false, REQUIRED"
    })
    void aRelayWithoutCredentialsIsNeverAskedForALogin(String relay, String port, String tls, String startTls) {
        Map<String, String> derived = MailerSettings.derivedFrom(config(Map.of("HEADSUP_MAIL_RELAYS", relay)));

        assertEquals(port, derived.get("quarkus.mailer.port"));
        assertEquals(tls, derived.get("quarkus.mailer.tls"));
        assertEquals(startTls, derived.get("quarkus.mailer.start-tls"));
        assertEquals("DISABLED", derived.get("quarkus.mailer.login"));
        assertNull(derived.get("quarkus.mailer.password"));
    }

    @Test
    void whatTheOperatorSaysOfTheMailerStays() {
        Map<String, String> derived = MailerSettings.derivedFrom(config(Map.of(
                "HEADSUP_MAIL_RELAYS", "smtp://acme.example",
                "QUARKUS_MAILER_START_TLS", "OPTIONAL",
                "QUARKUS_MAILER_FROM", "other@acme.example")));

        assertEquals("acme.example", derived.get("quarkus.mailer.host"));
        assertNull(derived.get("quarkus.mailer.start-tls"));
        assertNull(derived.get("quarkus.mailer.from"));
    }

    @Test
    void anotherHostNeverGetsOurPassword() {
        SmallRyeConfig config = config(Map.of(
                "HEADSUP_MAIL_RELAYS", "smtp://user:geheim@acme.example", "QUARKUS_MAILER_HOST", "other.example"));
        Map<String, String> derived = MailerSettings.derivedFrom(config);

        assertTrue(MailerSettings.nameARelay(config));
        assertFalse(derived.containsValue("geheim"));
        assertFalse(derived.containsKey("quarkus.mailer.port"));
        assertEquals("\"HeadsUp Status\" <status@headsup.localhost>", derived.get("quarkus.mailer.from"));
    }

    @Test
    void whoSignsLettersSignsPostcards() {
        Map<String, String> derived = MailerSettings.derivedFrom(config(Map.of(
                "HEADSUP_MAIL_DKIM_DOMAIN", "acme.example",
                "HEADSUP_MAIL_DKIM_SELECTOR", "status",
                "HEADSUP_MAIL_DKIM_KEY", DkimTest.pem(DkimTest.key("RSA", 2048)))));

        assertEquals("true", derived.get("quarkus.mailer.dkim.enabled"));
        assertEquals("acme.example", derived.get("quarkus.mailer.dkim.sdid"));
        assertEquals("status", derived.get("quarkus.mailer.dkim.selector"));
    }

    @ParameterizedTest
    @CsvSource({
        "headsup.mail.relays, HEADSUP_MAIL_RELAYS, smtp:/acme.example",
        "headsup.mail.connections, HEADSUP_MAIL_CONNECTIONS, many",
        "headsup.page.url, HEADSUP_PAGE_URL, status.acme.example",
        "headsup.page.name, HEADSUP_PAGE_NAME, '  '"
    })
    void aWrongSettingIsNamedBeforeAnythingStarts(String property, String variable, String value) {
        var refused = assertThrows(
                ConfigurationException.class, () -> MailerSettings.derivedFrom(config(Map.of(variable, value))));

        assertTrue(String.valueOf(refused.getMessage()).startsWith(property + ": "), refused.getMessage());
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .addDiscoveredConverters()
                .withDefaultValue("quarkus.mailer.host", "localhost")
                .build();
    }
}
