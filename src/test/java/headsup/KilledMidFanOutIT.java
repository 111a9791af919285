package headsup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a fan-out, then a start on the same folder: nobody is told twice, nobody is forgotten. */
class KilledMidFanOutIT {

    private static final int CUSTOMERS = 6_000;

    @TempDir
    private Path home;

    @Test
    void everyContactHasItsLetterOnceOrItsRowSaysInDoubt() {
        Path data = home.resolve("data");
        String incident;
        RunningProduct first = RunningProduct.start(data, Map.of());
        try {
            first.admin()
                    .body(Map.of("name", "Cards"))
                    .post("/api/v1/components")
                    .then()
                    .statusCode(201);
            first.admin()
                    .contentType("text/csv")
                    .body(customers())
                    .post("/api/v1/customers/import")
                    .then()
                    .statusCode(200);
            incident = first.admin()
                    .body(Map.of(
                            "name", "Cards fail",
                            "components", List.of(Map.of("id", "Cards", "status", "major_outage")),
                            "message", "We are looking into it.",
                            "nextUpdateIn", "PT30M"))
                    .post("/api/v1/incidents")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
            Eventually.holds(
                    "some letters are out", () -> RunningProduct.letters(data).size() > 200);
        } finally {
            first.kill();
        }
        int outBefore = RunningProduct.letters(data).size();
        assertTrue(outBefore < CUSTOMERS, "killed too late: all " + outBefore + " letters were out");

        try (RunningProduct second = RunningProduct.start(data, Map.of())) {
            Eventually.holds("every row is settled", () -> open(second, incident) == 0);
            JsonPath counts = overview(second, incident);
            long accepted = counts.getLong("counts.accepted");
            assertEquals(CUSTOMERS, accepted + counts.getLong("counts.in_doubt"), "lost");
            assertEquals(recipients(data).size(), RunningProduct.letters(data).size(), "told twice");
            assertTrue(recipients(data).size() >= accepted, "accepted without a letter");
            assertTrue(
                    second.admin().get("/api/v1/goodwill/audit").jsonPath().getBoolean("ok"), "the books don't add up");
        }
    }

    private static long open(RunningProduct product, String incident) {
        JsonPath counts = overview(product, incident);
        return counts.getLong("counts.pending") + counts.getLong("counts.sending") + counts.getLong("counts.deferred");
    }

    private static JsonPath overview(RunningProduct product, String incident) {
        return product.admin()
                .get("/api/v1/incidents/{id}/deliveries?limit=1", incident)
                .jsonPath();
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

    private static String customers() {
        return IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> "c%d,Customer %d,ops%d@c%d.example,Cards".formatted(i, i, i, i))
                .collect(Collectors.joining("\n", "ref,name,email,components\n", "\n"));
    }
}
