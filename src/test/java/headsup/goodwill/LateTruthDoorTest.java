package headsup.goodwill;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes known later is set right by reversals and new entries; the old ones can still be read. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class LateTruthDoorTest {

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    private String customer = "";
    private String incident = "";

    @BeforeEach
    void anOutageThatWasSaidToHaveBegunThreeHoursAgo() {
        String component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
        incident = Cast.admin()
                .body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "partial_outage")),
                        "message", "We are looking into it.",
                        "nextUpdateIn", "PT4H",
                        "startedAt", clock.instant().minus(Duration.ofHours(3)).toString()))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Eventually.holds("the letter is out", () -> deliveries().getInt("counts.accepted") == 1);
        clock.jumpTo(clock.instant().plus(Duration.ofMinutes(1)));
        awaitRule("promise_broken");
    }

    @Test
    void aCorrectedStartIsAnotherIncidentToTheBooks() {
        int before = statement("").getList("entries").size();
        Instant corrected = clock.instant();
        correct(clock.instant().minus(Duration.ofMinutes(12))).then().statusCode(200);
        awaitRule("first_word");

        JsonPath books = statement("");
        assertEquals(
                before,
                books.getList("entries.findAll { it.rule == 'reversal' }").size());
        assertEquals(List.of("impact_onset", "first_word"), standing(books));
        assertEquals(-2, books.getInt("balance"));
        assertEquals(List.of("start"), books.getList("corrections.cause"));
        assertTrue(books.getString("corrections[0].because").startsWith("it began at "));
        assertEquals(incident, books.getString("corrections[0].incident"));
        aCorrectionAddsUpAndStandsBehindWhatItCorrects(books);
        assertEquals(
                before,
                statement("?recordedAt=" + corrected).getList("entries").size(),
                "the books as they were recorded then");
        assertEquals(
                0,
                statement("?effectiveAt=2000-01-01T00:00:00Z")
                        .getList("entries")
                        .size());
        correct(clock.instant().plus(Duration.ofHours(1)))
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("startedAt"));
        correct(clock.instant()).then().statusCode(422).body("errors.field", hasItem("startedAt"));
        audit();
    }

    @Test
    void aLetterTheCustomerSaysNeverCameIsNoWord() {
        correct(clock.instant().minus(Duration.ofMinutes(12))).then().statusCode(200);
        awaitRule("first_word");
        String delivery = deliveries().getString("items[0].delivery");
        dispute(delivery).then().statusCode(204);
        dispute(delivery).then().statusCode(409).body("code", equalTo("illegal_transition"));
        dispute("0000000000000").then().statusCode(404);
        assertEquals(1, deliveries().getInt("counts.bounced"));
        assertTrue(deliveries().getString("items[0].reply").contains("Dana rang"));
        Eventually.holds("the first word is taken back", () -> {
            bookkeeper.bookWhatIsDue();
            return standing(statement("")).equals(List.of("impact_onset"));
        });
        JsonPath books = statement("");
        assertEquals(List.of("start", "disputed"), books.getList("corrections.cause"));
        assertTrue(
                books.getString("corrections[1].because").startsWith("you told us the email of "),
                books.getString("corrections[1].because"));
        assertTrue(books.getString("corrections[1].because").endsWith(" never came"));
        String update = deliveries().getString("items[0].update");
        assertEquals(update, books.getString("corrections[1].update"), "it is linked to the fact");
        assertEquals(-3, books.getInt("corrections[1].points"));
        List<Integer> pair = books.getList("corrections[1].entries");
        assertEquals(1, pair.size());
        Map<String, Object> reversal = books.getMap("entries.find { it.id == " + pair.get(0) + " }");
        assertEquals("reversal", reversal.get("rule"));
        assertEquals(update, reversal.get("update"));
        assertTrue(
                String.valueOf(reversal.get("because"))
                        .matches(
                                "Correction: \\+3 for first word at .* UTC taken back: you told us the email of .* never came\\."));
        aCorrectionAddsUpAndStandsBehindWhatItCorrects(books);
        Cast.admin().get("/api/v1/audit").then().body(containsString("delivery.disputed"));
        audit();
    }

    private static void aCorrectionAddsUpAndStandsBehindWhatItCorrects(JsonPath books) {
        List<Map<String, Object>> entries = books.getList("entries");
        List<Object> ids = entries.stream().map(entry -> entry.get("id")).toList();
        entries.stream()
                .filter(entry -> entry.get("reverses") != null)
                .forEach(entry ->
                        assertTrue(ids.indexOf(entry.get("id")) > ids.indexOf(entry.get("reverses")), entry::toString));
        List<Map<String, Object>> corrections = books.getList("corrections");
        for (Map<String, Object> correction : corrections) {
            List<?> own = (List<?>) Objects.requireNonNull(correction.get("entries"));
            assertEquals(
                    correction.get("points"),
                    entries.stream()
                            .filter(entry -> own.contains(entry.get("id")))
                            .mapToInt(entry -> (Integer) entry.get("points"))
                            .sum());
        }
    }

    private io.restassured.response.Response correct(Instant start) {
        return Cast.admin().body(Map.of("startedAt", start.toString())).patch("/api/v1/incidents/" + incident);
    }

    private io.restassured.response.Response dispute(String delivery) {
        return Cast.admin()
                .body(Map.of("note", "Dana rang: nothing came"))
                .post("/api/v1/incidents/" + incident + "/deliveries/" + delivery + "/dispute");
    }

    private void awaitRule(String rule) {
        Eventually.holds(rule + " is booked", () -> {
            bookkeeper.bookWhatIsDue();
            return statement("").getList("entries.rule").contains(rule);
        });
    }

    /** The rules of entries that were not taken back. */
    private static List<String> standing(JsonPath books) {
        List<Map<String, Object>> entries = books.getList("entries");
        List<Object> reversed = books.getList("entries.reverses");
        return entries.stream()
                .filter(entry -> entry.get("reverses") == null && !reversed.contains(entry.get("id")))
                .map(entry -> (String) entry.get("rule"))
                .toList();
    }

    private JsonPath statement(String asOf) {
        return Cast.admin()
                .get("/api/v1/customers/" + customer + "/statement" + asOf)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath deliveries() {
        return Cast.admin()
                .get("/api/v1/incidents/" + incident + "/deliveries")
                .then()
                .extract()
                .jsonPath();
    }

    private static void audit() {
        Cast.admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }
}
