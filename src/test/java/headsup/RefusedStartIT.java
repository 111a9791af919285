package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong word in the settings ends the start before anything is made, with one sentence that names the property. */
class RefusedStartIT {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smpt://relay.example:25",
                "headsup.mail.relays | HEADSUP_MAIL_RELAYS | smtp://user:geheim@relay.example?starttls=off",
                "headsup.mail.from | HEADSUP_MAIL_FROM | Acme Status",
                "headsup.mail.bounce-domain | HEADSUP_MAIL_BOUNCE_DOMAIN | not a domain",
                "headsup.mail.dkim.key | HEADSUP_MAIL_DKIM_KEY | /nowhere/dkim.pem",
                "headsup.mail.connections | HEADSUP_MAIL_CONNECTIONS | many",
                "headsup.incident.blame-words | HEADSUP_INCIDENT_BLAME_WORDS | /nowhere/blame.properties",
                "headsup.page.url | HEADSUP_PAGE_URL | status.acme.example"
            })
    void theStartIsRefused(String property, String variable, String value) {
        Path data = home.resolve("data");
        RunningProduct.Refused refused = RunningProduct.refused(
                data,
                variable.startsWith("HEADSUP_MAIL_DKIM_")
                        ? Map.of(
                                "HEADSUP_MAIL_DKIM_DOMAIN",
                                "acme.example",
                                "HEADSUP_MAIL_DKIM_SELECTOR",
                                "status",
                                variable,
                                value)
                        : Map.of(variable, value));

        assertEquals(1, refused.exitCode());
        assertTrue(refused.words().startsWith("HeadsUp can't start: " + property + ": "), refused.words());
        assertEquals(1, refused.words().lines().count(), refused.words());
        assertFalse(refused.words().contains("geheim"), "a password is never shown");
        assertFalse(Files.exists(data), "nothing is made");
    }
}
