package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import headsup.incident.AffectedState;
import headsup.incident.Status;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class StateWordsTest {

    @Test
    void everyLanguageHasAWordForEveryState() {
        for (Locale language : StateWords.LANGUAGES) {
            for (Status status : Status.values()) {
                assertFalse(StateWords.in(language).of(status).isBlank(), language + " " + status);
            }
        }
        assertEquals(
                "Karten: Teilausfall",
                StateWords.in(Locale.GERMAN).of(new AffectedState("a", "Karten", "partial_outage")));
        assertEquals("Karten", StateWords.in(Locale.GERMAN).of(new AffectedState("a", "Karten", "")));
        assertEquals("Investigating", StateWords.in(Locale.ENGLISH).of(Status.INVESTIGATING));
        assertEquals("Ursache gefunden", StateWords.in(Locale.GERMAN).of(Status.IDENTIFIED));
        assertEquals("Resuelto", StateWords.in(Locale.of("es")).of(Status.RESOLVED));
    }
}
