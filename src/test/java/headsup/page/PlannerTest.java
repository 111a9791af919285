package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PlannerTest {

    @Property(tries = 300)
    void noLineIsLongerThan75OctetsAndUnfoldedItIsTheSame(
            @ForAll @StringLength(max = 400) @CharRange(from = ' ', to = '\uD7FF') String words) {
        String line = "X:" + words;
        String folded = Planner.folded(line + "\r\n");
        for (String part : folded.split("\r\n")) {
            assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= 75, part);
        }
        assertEquals(line + "\r\n", folded.replace("\r\n ", ""));
    }

    @Test
    void noCharacterIsCutInTwo() {
        String line = "X:" + "🚇".repeat(40);
        String folded = Planner.folded(line + "\r\n");
        String read = new String(folded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        assertEquals(folded, read);
        assertEquals(line + "\r\n", read.replace("\r\n ", ""));
    }

    @Test
    void foldsOfTheLibraryAreTakenOutWhereverTheyLie() {
        assertEquals("X:🚇abc\r\nY:d\r\n", Planner.folded("X:\uD83D\r\n \uDE87a\r\n bc\r\nY:d\r\n"));
    }
}
