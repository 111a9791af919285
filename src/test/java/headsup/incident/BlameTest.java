package headsup.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody else named as the cause, without owning it, is told from all that only sounds like it; in four languages. */
class BlameTest {

    private static final Blame BLAME = BlameJudge.of(null);

    @TempDir
    Path folder;

    static List<String> sentences() throws IOException {
        return lines("blame-sentences.txt");
    }

    /** Ordinals and fractions beside third parties, the formal “your” beside “their”, and names on what is ours. */
    static List<String> lookalikes() throws IOException {
        return lines("blame-lookalikes.txt");
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = Objects.requireNonNull(BlameTest.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource({"sentences", "lookalikes"})
    void aSentenceIsSortedRight(String line) {
        String[] parts = line.split("\\|", 3);
        assertEquals(parts[1].equals("yes"), BLAME.isIn(parts[2]), parts[2]);
    }

    @Test
    void thereAreFifteenSentencesOfEachLanguageAndHalfOfThemAreInnocent() throws IOException {
        Map<String, Integer> counts = new HashMap<>();
        for (String line : sentences()) {
            counts.merge(line.substring(0, line.lastIndexOf('|', line.indexOf('|') + 5)), 1, Integer::sum);
        }
        assertEquals(
                Map.of(
                        "en|yes", 7, "en|no", 8, "de|yes", 7, "de|no", 8, "fr|yes", 7, "fr|no", 8, "es|yes", 7, "es|no",
                        8),
                counts);
    }

    @Test
    void wordsThatApologiseAreNotJudgedUnlessTheirWriterSaysSo() {
        BlameJudge judge = new BlameJudge(BLAME);
        assertTrue(judge.isBlaming(words(false)));
        assertFalse(judge.isBlaming(words(true)));
        assertTrue(judge.isBlaming(words(true).blaming(true)));
    }

    private static Words words(boolean apology) {
        return new Words(
                Status.IDENTIFIED,
                Update.Kind.NEWS,
                "Our provider has an outage.",
                null,
                null,
                Map.of(),
                null,
                null,
                apology,
                true,
                Translations.NONE);
    }

    @Test
    void whatOwnsItMayStandInAnotherSentence() {
        assertTrue(BLAME.isIn("Our provider has an outage. Please wait."));
        assertFalse(BLAME.isIn("Our provider has an outage. We are sorry, and have switched to another one."));
    }

    @Test
    void anAddressIsNoAccusation() {
        assertFalse(BLAME.isIn("Some calls fail, see https://status.provider.example/outage-down"));
        assertFalse(BLAME.isIn(""));
        assertFalse(BLAME.isIn("* * *"));
    }

    @Test
    void anOperatorAddsToTheLists() throws IOException {
        String blames = "Northwind Freight is down.";
        String innocent = "Our blue vendor is down.";
        assertFalse(BLAME.isIn(blames));
        assertTrue(BLAME.isIn(innocent));
        Path more = folder.resolve("blame.properties");
        Files.writeString(more, "names = Northwind Freight\nen.harmless = blue vendor\nde.others = *wärter\n");
        Blame extended = BlameJudge.of(more.toString());
        assertTrue(extended.isIn(blames));
        assertFalse(extended.isIn(innocent));
        assertTrue(extended.isIn("Der Schrankenwärter ist schuld."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en.villains = x",
                "it.others = fornitore",
                "others = x",
                "en.others = pro*vider",
                "en.others = ?, x"
            })
    void aFileWithAListNobodyKnowsRefusesTheStartInOneLine(String line) throws IOException {
        Path wrong = folder.resolve("wrong.properties");
        Files.writeString(wrong, line + "\n");
        String refused =
                String.valueOf(assertThrows(ConfigurationException.class, () -> BlameJudge.of(wrong.toString()))
                        .getMessage());
        assertTrue(refused.startsWith("headsup.incident.blame-words: \"" + wrong + "\" has "), refused);
        assertFalse(refused.contains("\n"), refused);
    }

    @Test
    void aFileThatIsNotThereRefusesTheStart() {
        assertThrows(
                ConfigurationException.class,
                () -> BlameJudge.of(folder.resolve("nowhere").toString()));
        assertThrows(ConfigurationException.class, () -> BlameJudge.of("\0"));
    }
}
