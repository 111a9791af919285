package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a fan-out, then a start on the same folder: nobody is told twice, nobody is forgotten. */
class KilledMidFanOutIT {

    private static final int CUSTOMERS = 6_000;

    @TempDir
    private Path home;

    @Test
    void everyContactHasItsLetterOnceOrItsRowSaysInDoubt() throws IOException {
        Path data = home.resolve("data");
        String incident;
        RunningProduct first = RunningProduct.start(data, Map.of());
        try {
            first.component("Cards");
            first.customers(CUSTOMERS, home.resolve("customers.csv"), i -> "Cards");
            incident = first.declare("Cards", "major_outage", "We are looking into it.");
            Eventually.holds(
                    "some letters are out", () -> RunningProduct.letters(data).size() > 200);
        } finally {
            first.kill();
        }
        int outBefore = RunningProduct.letters(data).size();
        assertTrue(outBefore < CUSTOMERS, "killed too late: all " + outBefore + " letters were out");

        try (RunningProduct second = RunningProduct.start(data, Map.of())) {
            Eventually.holds("every row is settled", () -> open(second, incident) == 0);
            long accepted = second.count(incident, "accepted");
            assertEquals(CUSTOMERS, accepted + second.count(incident, "in_doubt"), "lost");
            assertEquals(recipients(data).size(), RunningProduct.letters(data).size(), "told twice");
            assertTrue(recipients(data).size() >= accepted, "accepted without a letter");
            assertTrue(
                    second.admin().get("/api/v1/goodwill/audit").jsonPath().getBoolean("ok"), "the books don't add up");
        }
    }

    private static long open(RunningProduct product, String incident) {
        return product.count(incident, "pending")
                + product.count(incident, "sending")
                + product.count(incident, "deferred");
    }

    private static Set<String> recipients(Path data) {
        return RunningProduct.letters(data).stream()
                .map(KilledMidFanOutIT::recipient)
                .collect(Collectors.toSet());
    }

    private static String recipient(Path letter) {
        try (var lines = Files.lines(letter, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("To: ")).findFirst().orElseThrow();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
