package headsup.mail;

import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.incident.MaintenanceWatch;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** The letters of a maintenance as they lie in the outbox, in the languages of their readers. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class MaintenanceLettersTest {

    @Inject
    MovableClock clock;

    @Inject
    MaintenanceWatch watch;

    @ConfigProperty(name = "headsup.data-dir")
    Path data;

    @Test
    void eachLanguageIsToldInItsWordsAndEachCalendarOfEachChange() {
        Instant from = clock.instant().plus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        String component = headsup.Cast.component("Cards");
        headsup.Cast.customer(component, "en@mail.example");
        for (String language : List.of("de", "fr", "es")) {
            reader(component, language);
        }
        String id = announced(component, from);
        await(id, 1);
        admin().body(Map.of(
                        "message", "A day later.",
                        "scheduledFor", from.plus(Duration.ofDays(1)).toString(),
                        "scheduledUntil", from.plus(Duration.ofHours(26)).toString()))
                .patch("/api/v1/maintenances/" + id)
                .then()
                .statusCode(200);
        await(id, 2);
        admin().body(Map.of("message", "Not needed any more."))
                .post("/api/v1/maintenances/{id}/cancellation", id)
                .then()
                .statusCode(201);
        await(id, 3);

        assertTold(id, "en", "Planned maintenance", "Maintenance moved", "Maintenance cancelled");
        assertTold(id, "de", "Geplante Wartung", "Wartung verschoben", "Wartung abgesagt");
        assertTold(id, "fr", "Maintenance planifiée", "Maintenance déplacée", "Maintenance annulée");
        assertTold(id, "es", "Mantenimiento previsto", "Cambio de fecha del mantenimiento", "Mantenimiento cancelado");
    }

    @Test
    void theClockTellsBeginningAndEndInTheReadersLanguageAlone() {
        Instant from = clock.instant().plus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        String component = headsup.Cast.component("Cards");
        reader(component, "de");
        String id = announced(component, from);
        await(id, 1);
        clock.jumpTo(from);
        watch.turnWhatIsDue();
        await(id, 2);
        clock.jumpTo(from.plus(Duration.ofHours(2)));
        watch.turnWhatIsDue();
        await(id, 3);

        List<Reading> letters = letters(id, "de");
        assertTrue(
                letters.get(1).text().contains("Die Arbeiten haben begonnen:"),
                letters.get(1).text());
        assertEquals("0", value(letters.get(1), Property.SEQUENCE));
        assertTrue(
                letters.get(2).text().contains("Wartung abgeschlossen"),
                letters.get(2).text());
        assertEquals(2, letters.get(2).parts().size());
        for (Reading letter : letters.subList(1, 3)) {
            assertTrue(!letter.text().contains("The maintenance"), letter.text());
            assertTrue(letter.text().contains("#i-" + id), letter.text());
        }
    }

    @Test
    void aTranslatedMaintenanceIsTranslatedInTheCalendarToo() {
        Instant from = clock.instant().plus(Duration.ofDays(4)).truncatedTo(ChronoUnit.MINUTES);
        String component = headsup.Cast.component("Cards");
        reader(component, "de");
        reader(component, "fr");
        String id = announced(
                component, from, Map.of("de", Map.of("name", "Neue Kabel", "message", "Wir erneuern die Kabel.")));
        await(id, 1);

        Reading german = letters(id, "de").get(0);
        assertTrue(german.text().startsWith("Geplante Wartung: Neue Kabel"), german.text());
        assertTrue(german.text().contains("Wir erneuern die Kabel."), german.text());
        assertTrue(value(german, Property.SUMMARY).endsWith(": Neue Kabel"), value(german, Property.SUMMARY));
        Reading french = letters(id, "fr").get(0);
        assertTrue(french.text().contains("We renew the cables."), french.text());
        assertTrue(value(french, Property.SUMMARY).endsWith(": New cables"), value(french, Property.SUMMARY));
    }

    private void assertTold(String id, String language, String... states) {
        List<Reading> letters = letters(id, language);
        assertEquals(3, letters.size());
        for (int i = 0; i < states.length; i++) {
            Reading letter = letters.get(i);
            assertTrue(letter.text().startsWith(states[i] + ": New cables"), letter.text());
            assertEquals(id, value(letter, Property.UID));
            assertEquals(String.valueOf(i), value(letter, Property.SEQUENCE));
            assertEquals(i == 2 ? "CANCELLED" : "CONFIRMED", value(letter, Property.STATUS));
            assertEquals(
                    "text/calendar; charset=UTF-8; method=" + (i == 2 ? "CANCEL" : "PUBLISH"),
                    letter.parts().get(2).getHeader().getField("Content-Type").getBody());
        }
    }

    private static String value(Reading letter, String property) {
        VEvent event = Reading.event(letter.part(2));
        return event.getRequiredProperty(property).getValue();
    }

    private static String announced(String component, Instant from) {
        return announced(component, from, Map.of());
    }

    private static String announced(String component, Instant from, Map<String, Object> translations) {
        return admin().body(Map.of(
                        "name",
                        "New cables",
                        "components",
                        List.of(component),
                        "message",
                        "We renew the cables.",
                        "translations",
                        translations,
                        "scheduledFor",
                        from.toString(),
                        "scheduledUntil",
                        from.plus(Duration.ofHours(2)).toString(),
                        "autoComplete",
                        true))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void reader(String component, String language) {
        String ref = headsup.Cast.unique("customer");
        admin().body(Map.of(
                        "name", ref,
                        "components", List.of(component),
                        "contacts", List.of(Map.of("email", language + "@mail.example", "locale", language))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
    }

    /** All letters of all updates so far are out. */
    private static void await(String id, int updates) {
        Eventually.holds(updates + " letters each", () -> {
            Map<String, Integer> counts =
                    admin().get("/api/v1/incidents/{id}/deliveries", id).path("counts");
            int planned = counts.values().stream().mapToInt(Integer::intValue).sum();
            return planned > 0
                    && planned % updates == 0
                    && counts.getOrDefault("accepted", 0).equals(planned);
        });
    }

    /** In the order of their updates. */
    private List<Reading> letters(String id, String language) {
        List<Reading> letters = new ArrayList<>();
        try (var files = Files.list(data.resolve("outbox"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String raw = new String(bytes, StandardCharsets.ISO_8859_1);
                if (raw.contains("X-HeadsUp-Incident: " + id) && raw.contains("To: " + language + "@mail.example")) {
                    letters.add(Reading.of(bytes));
                }
            }
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        letters.sort(Comparator.comparing(MaintenanceLettersTest::number));
        return letters;
    }

    private static int number(Reading letter) {
        return Integer.parseInt(letter.header("Message-ID").split("\\.")[1]);
    }
}
