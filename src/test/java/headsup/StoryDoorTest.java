package headsup;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.Bookkeeper;
import headsup.kernel.JsonShape;
import headsup.kernel.PublicId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From declaring to letter, page and statement, through the doors alone. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class StoryDoorTest {

    @Inject
    Bookkeeper bookkeeper;

    @ConfigProperty(name = "headsup.data-dir")
    Path data;

    @Test
    void everyAffectedContactGetsOneLetterAndNobodyElse() throws IOException {
        String component = Cast.component("Cards");
        String affected = customer(component, "email", 2);
        customer(Cast.component("Elsewhere"), "email", 1);
        String incident = declare(component, Instant.now(), "We are looking.");
        Eventually.holds("both letters are out", () -> accepted(incident) == 2);
        admin().get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.customer", everyItem(equalTo(affected)))
                .body("items.email", containsInAnyOrder(affected + "-0@mail.example", affected + "-1@mail.example"))
                .body("items.reply", everyItem(notNullValue()));
        assertEquals(2, lettersAbout(incident));
        admin().get("/api/v1/incidents/" + incident).then().body("audienceSize", equalTo(1));
    }

    @Test
    void threeHoursWithoutAWordAreBookedAtOnceAsThePolicyHasThem() {
        String component = Cast.component("Cards");
        String customer = customer(component, "email", 1);
        Instant started = Instant.now().minus(Duration.ofHours(3));
        declare(component, started, "We only see it now.");
        awaitBooks(customer);
        JsonPath statement = statement(customer, null);
        Instant minute = started.truncatedTo(ChronoUnit.MINUTES);
        assertEquals(List.of(-10), statement.getList("entries.findAll { it.rule == 'promise_broken' }.points"));
        assertEquals(
                List.of(JsonShape.time(minute.plus(Duration.ofMinutes(20)))),
                statement.getList("entries.findAll { it.rule == 'promise_broken' }.effectiveAt"));
        assertEquals(
                List.of(45, 75, 105).stream()
                        .map(m -> JsonShape.time(minute.plus(Duration.ofMinutes(m))))
                        .toList(),
                statement.getList("entries.findAll { it.rule == 'silence' }.effectiveAt"));
        assertEquals(List.of(-2, -2, -2), statement.getList("entries.findAll { it.rule == 'silence' }.points"));
        assertEquals(List.of(-10), statement.getList("entries.findAll { it.rule == 'impact_onset' }.points"));
        assertEquals("overdrawn", statement.getString("band"));
        admin().get("/api/v1/goodwill/audit").then().body("ok", equalTo(true));
    }

    @Test
    void anIncidentOfManyLongNamesIsBookedAsWell() {
        String component = Cast.component("x".repeat(200));
        List<Map<String, String>> many = Stream.concat(
                        Stream.of(component),
                        Stream.generate(() -> Cast.component("x".repeat(200))).limit(29))
                .map(id -> Map.of("id", id, "status", "major_outage"))
                .toList();
        String customer = customer(component, "email", 1);
        admin().body(Map.of(
                        "name",
                        "All fails",
                        "components",
                        many,
                        "message",
                        "We look.",
                        "startedAt",
                        Instant.now().minus(Duration.ofHours(1)).toString()))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        awaitBooks(customer);
    }

    @Test
    void bookingAgainChangesNothing() {
        String component = Cast.component("Cards");
        String customer = customer(component, "email", 1);
        declare(component, Instant.now().minus(Duration.ofHours(2)), "We only see it now.");
        awaitBooks(customer);
        String once = statement(customer, null).prettify();
        bookkeeper.bookWhatIsDue();
        assertEquals(once, statement(customer, null).prettify());
    }

    @Test
    void aRealIncidentToldInStockSentencesEarnsNoMoreThanThePolicyAllows() throws IOException {
        String capture = Files.readString(Path.of("src/test/resources/statuspage/instructure-summary.json"))
                .replace("g1zp3jpycgbz", PublicId.next());
        JsonPath real = JsonPath.from(capture).setRootPath("incidents[0]");
        String component = canvas();
        String customer = customer(component, "page", 0);
        admin().body(capture).post("/api/v1/incidents/import").then().statusCode(201);
        awaitBooks(customer);
        JsonPath statement = statement(customer, "2021-12-07T18:00:00Z");
        assertEquals(11, real.getList("incident_updates").size());
        assertEquals(
                List.of("impact_onset", "first_word"),
                statement.getList("entries.rule", String.class).subList(0, 2));
        List<Integer> kept = statement.getList("entries.findAll { it.rule == 'promise_kept' }.points");
        assertTrue(kept.stream().mapToInt(Integer::intValue).sum() <= 4, "minor: at most +4 for updates, was " + kept);
        int credits = statement.getList("entries.points", Integer.class).stream()
                .filter(points -> points > 0)
                .mapToInt(Integer::intValue)
                .sum();
        assertTrue(credits <= 2, "stock sentences within 93 minutes earned " + credits);
        assertFalse(statement.getInt("balance") > 2, "an outage never leaves a customer richer than the ceiling");
    }

    @Test
    void timesHaveMillisecondsAlsoWhenTheyAreZero() {
        String component = Cast.component("Cards");
        admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        "m",
                        "startedAt",
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()))
                .post("/api/v1/incidents")
                .then()
                .body("startedAt", org.hamcrest.Matchers.endsWith(".000Z"));
    }

    @Test
    void aCustomerWhoChoseThePageHearsByThePage() {
        String component = Cast.component("Cards");
        String customer = customer(component, "page", 1);
        String incident = declare(component, Instant.now(), "We are looking.");
        admin().get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.state", contains("suppressed"))
                .body("items.customer", contains(customer))
                .body("items.reply", contains("chose the page"));
    }

    /** The tick may be at it already; then it is waited for. */
    private void awaitBooks(String customer) {
        Eventually.holds("the books have it", () -> {
            bookkeeper.bookWhatIsDue();
            return !statement(customer, null).getList("entries").isEmpty();
        });
    }

    /** A component that the capture names; an import of the same capture may have made it before. */
    private static String canvas() {
        admin().body(Map.of("name", "Canvas", "group", "Canvas")).post("/api/v1/components");
        return admin().get("/api/v1/components").path("items.find { it.name == 'Canvas' && it.group == 'Canvas' }.id");
    }

    private static String customer(String component, String channel, int contacts) {
        String ref = Cast.unique("customer");
        List<Map<String, String>> people = java.util.stream.IntStream.range(0, contacts)
                .mapToObj(i -> Map.of("email", ref + "-" + i + "@mail.example"))
                .toList();
        admin().body(Map.of("name", ref, "components", List.of(component), "contacts", people, "channel", channel))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }

    private static String declare(String component, Instant startedAt, String message) {
        return admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        message,
                        "startedAt",
                        startedAt.toString(),
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath statement(String customer, @Nullable String effectiveAt) {
        var request = admin();
        if (effectiveAt != null) {
            request.queryParam("effectiveAt", effectiveAt);
        }
        return request.get("/api/v1/customers/{ref}/statement", customer)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static int accepted(String incident) {
        return admin().get("/api/v1/incidents/{id}/deliveries", incident).path("counts.accepted");
    }

    private long lettersAbout(String incident) throws IOException {
        try (var letters = Files.list(data.resolve("outbox"))) {
            return letters.filter(letter -> mentions(letter, "X-HeadsUp-Incident: " + incident))
                    .count();
        }
    }

    private static boolean mentions(Path letter, String line) {
        try {
            return Files.readString(letter).contains(line);
        } catch (IOException beingWritten) {
            return false;
        }
    }
}
