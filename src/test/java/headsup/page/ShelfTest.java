package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {

    private static final Snapshot SNAPSHOT = new Snapshot(
            Map.of(
                    "/", Edition.inEach(language -> html("front " + language.tag())),
                    "/history", Edition.inEach(language -> html("history " + language.tag())),
                    "/history/2026-06", Edition.inEach(language -> html("june " + language.tag())),
                    "/updates.atom",
                            Edition.of(Leaf.of(Shelf.type("atom"), "<feed/>".getBytes(StandardCharsets.UTF_8))),
                    "/incidents/abcdefghijkl.cap.xml",
                            Edition.of(Leaf.of(Shelf.type("cap.xml"), "<alert/>".getBytes(StandardCharsets.UTF_8))),
                    "/api/v2/status.json",
                            Edition.of(Leaf.of(Shelf.type("json"), "{}".getBytes(StandardCharsets.UTF_8)))),
            Instant.EPOCH);

    @Test
    void whatWasPutIsFoundAgainInEveryLanguage(@TempDir Path folder) {
        new Shelf(folder).put(SNAPSHOT);
        Snapshot found = new Shelf(folder).last();
        assertEquals(SNAPSHOT.editions().keySet(), found.editions().keySet());
        SNAPSHOT.editions().forEach((path, edition) -> edition.leaves().forEach((language, leaf) -> {
            Edition again = Objects.requireNonNull(found.at(path), path);
            assertEquals(leaf.plain().tag(), again.in(language).plain().tag(), path);
            assertEquals(leaf.type().toString(), again.in(language).type().toString(), path);
        }));
    }

    @Test
    void everyPageIsTheIndexOfItsFolder(@TempDir Path folder) {
        new Shelf(folder).put(SNAPSHOT);
        for (String file :
                List.of("index.html", "index.de.html", "history/index.html", "history/2026-06/index.fr.html")) {
            assertTrue(Files.exists(folder.resolve(file)), file);
        }
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing(@TempDir Path folder) {
        assertTrue(new Shelf(folder.resolve("none")).last().editions().isEmpty());
    }

    @Test
    void whatDidNotChangeIsNotWrittenAgain(@TempDir Path folder) throws IOException {
        Shelf shelf = new Shelf(folder);
        shelf.put(SNAPSHOT);
        Files.delete(folder.resolve("history/index.html"));
        shelf.put(SNAPSHOT);
        assertTrue(Files.notExists(folder.resolve("history/index.html")));
    }

    @Test
    void aStartWritesOnlyWhatIsNew(@TempDir Path folder) throws IOException {
        new Shelf(folder).put(SNAPSHOT);
        Shelf next = new Shelf(folder);
        next.last();
        Files.delete(folder.resolve("history/index.html"));
        next.put(SNAPSHOT);
        assertTrue(Files.notExists(folder.resolve("history/index.html")));
    }

    @Test
    void draftsOfTheDeadAreSweptAndThoseOfTheLivingStay(@TempDir Path folder) throws IOException {
        new Shelf(folder).put(SNAPSHOT);
        Path dead = Files.writeString(folder.resolve("index.html.abc.new"), "half a pa");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path living = Files.writeString(folder.resolve("history.def.new"), "half a hi");
        Snapshot found = new Shelf(folder).last();
        assertTrue(Files.notExists(dead));
        assertTrue(Files.exists(living));
        assertEquals(SNAPSHOT.editions().keySet(), found.editions().keySet());
    }

    @Test
    void everyFileThatTellsOfWhatIsTakenAwayGoesPackedOnesToo(@TempDir Path folder) throws IOException {
        Shelf shelf = new Shelf(folder);
        Snapshot more = new Snapshot(
                Map.of(
                        "/incidents/abcdefghijkl", Edition.inEach(language -> html("story")),
                        "/history/2020-01", Edition.inEach(language -> html("<a href=\"/incidents/abcdefghijkl\">")),
                        "/incidents/mnopqrstuvwx", Edition.inEach(language -> html("another"))),
                Instant.EPOCH);
        shelf.put(SNAPSHOT);
        shelf.put(more);
        assertEquals(Set.of("abcdefghijkl", "mnopqrstuvwx"), new Shelf(folder).stories());
        Files.delete(folder.resolve("incidents/abcdefghijkl.cap.xml"));
        shelf.remove(Set.of("abcdefghijkl"));
        try (var left = Files.walk(folder)) {
            assertEquals(
                    Set.of(),
                    left.map(file -> folder.relativize(file).toString())
                            .filter(file -> file.contains("abcdefghijkl") || file.contains("2020-01"))
                            .collect(Collectors.toSet()));
        }
        assertTrue(Files.exists(folder.resolve("incidents/mnopqrstuvwx/index.html.gz")));
        assertTrue(Files.exists(folder.resolve("history/2026-06/index.de.html")));
        shelf.put(more);
        assertTrue(Files.exists(folder.resolve("incidents/abcdefghijkl/index.html")), "it may come back");
    }

    @Test
    void aStartAfterAKillKnowsWhatIsStillToBeTakenAway(@TempDir Path folder) throws IOException {
        Shelf shelf = new Shelf(folder);
        shelf.put(new Snapshot(
                Map.of(
                        "/history/2020-01", Edition.inEach(language -> html("<a href=\"/incidents/abcdefghijkl\">")),
                        "/incidents/abcdefghijkl", Edition.inEach(language -> html("story")),
                        "/incidents/mnopqrstuvwx", Edition.inEach(language -> html("see abcdefghijkl")),
                        "/zoo", Edition.inEach(language -> html("abcdefghijkl"))),
                Instant.EPOCH));
        List<String> order = shelf.telling(Set.of("abcdefghijkl")).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
        int others = (int) order.stream()
                .takeWhile(file -> !file.startsWith("incidents/abcdefghijkl"))
                .count();
        assertEquals(3 * Language.values().length, others, "what only names it goes first: " + order);
    }

    private static Leaf html(String text) {
        return Leaf.of(Shelf.type("html"), text.getBytes(StandardCharsets.UTF_8));
    }
}
