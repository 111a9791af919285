package headsup.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:42:00Z");
    private static final Translations GERMAN = Translations.ofMessages(Map.of("de", "Wir suchen."));

    private static Update update(Translations translations) {
        Words words = new Words(
                        Status.INVESTIGATING,
                        Update.Kind.NEWS,
                        "We are looking.",
                        null,
                        null,
                        Map.of(),
                        null,
                        null,
                        false,
                        true)
                .in(translations);
        return new Update("update000001", 1, words, Impact.MAJOR, NOW, NOW, "dana");
    }

    @Test
    void whoeverHasNoTranslationReadsTheOriginal() {
        Update update = update(GERMAN);
        assertEquals("Wir suchen.", update.body(Locale.GERMAN));
        assertEquals("Wir suchen.", update.body(Locale.forLanguageTag("de-CH")));
        assertEquals("We are looking.", update.body(Locale.FRENCH));
        assertEquals("We are looking.", update.body(Locale.JAPAN));
        assertEquals("We are looking.", update.body(Locale.ROOT));
        assertEquals("We are looking.", update.body());
        assertTrue(update.bodies().isIn(Locale.forLanguageTag("de-AT")));
        assertFalse(update.bodies().isIn(Locale.FRENCH));
    }

    @Test
    void aTranslationOutlivesWhateverElseBecomesOfTheWords() {
        Words words = new Words(
                        Status.SCHEDULED,
                        Update.Kind.NEWS,
                        "We renew the cables.",
                        null,
                        null,
                        Map.of(),
                        null,
                        null,
                        false,
                        true)
                .in(GERMAN);
        for (Words other : List.of(
                words.promising(NOW),
                words.restoring(Map.of()),
                words.restoredAt(NOW),
                words.as(Status.COMPLETED, Update.Kind.RESOLVED))) {
            assertEquals(GERMAN, other.translations());
        }
    }

    @Test
    void anEditDropsWhatIsNotGivenAgainAndKeepsTheEarlierOriginal() {
        Update update = update(GERMAN);
        update.edit("A tenth fails.", Translations.ofMessages(Map.of("fr", "Un dixième échoue.")), NOW, "dana");
        assertEquals("A tenth fails.", update.body(Locale.GERMAN));
        assertEquals("Un dixième échoue.", update.body(Locale.FRENCH));
        assertEquals(NOW, update.editedAt());
        assertEquals(
                List.of("We are looking."),
                update.earlier().stream().map(EarlierText::body).toList());
    }

    @Test
    void theSameWordsInOneMoreLanguageAreNoEditButOtherWordsInOneAre() {
        Update update = update(GERMAN);
        update.edit(
                "We are looking.",
                Translations.ofMessages(Map.of("de", "Wir suchen.", "fr", "Nous cherchons.")),
                NOW,
                "dana");
        assertEquals("Nous cherchons.", update.body(Locale.FRENCH));
        assertNull(update.editedAt());
        update.edit("We are looking.", Translations.NONE, NOW, "dana");
        assertEquals("We are looking.", update.body(Locale.GERMAN));
        assertEquals(NOW, update.editedAt());
        assertEquals(List.of(), update.earlier());
    }

    @Test
    void namesAreOneLineAndMessagesCanBeKept() {
        assertEquals(
                "Karten fallen aus",
                Translations.ofNames(Map.of("de", " Karten fallen aus ")).or("Cards fail", Locale.GERMAN));
        refused("translations.de.name", () -> Translations.ofNames(Map.of("de", "Karten\nfallen aus")));
        refused("translations.de.name", () -> Translations.ofNames(Map.of("de", "x".repeat(256))));
        refused("translations.es.message", () -> Translations.ofMessages(Map.of("es", "x".repeat(25_001))));
        refused("translations.es.message", () -> Translations.ofMessages(Map.of("es", " \n")));
        refused("translations.es.message", () -> Translations.ofMessages(Map.of("es", "a\0b")));
        refused("translations.nl", () -> Translations.ofMessages(Map.of("nl", "We zoeken.")));
    }

    private static void refused(String field, Runnable attempt) {
        Refusal no = assertThrows(Refusal.class, attempt::run);
        assertEquals(field, no.errors().get(0).field());
    }
}
