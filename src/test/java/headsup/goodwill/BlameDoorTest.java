package headsup.goodwill;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blame is told with its price before it leaves, booked when it is left standing, and corrected with a reason. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class BlameDoorTest {

    private static final String BLAMING = "Some cards are refused. It is due to an outage of our provider.";
    private static final String OWNING = "Some cards are refused. We are moving payments to our second route.";

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    private String component = "";
    private String customer = "";

    @BeforeEach
    void aCustomer() {
        component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
    }

    private Map<String, Object> draft(String message, Map<String, Object> more) {
        Map<String, Object> draft = new HashMap<>(Map.of(
                "name",
                "Cards fail",
                "components",
                List.of(Map.of("id", component, "status", "major_outage")),
                "message",
                message));
        draft.putAll(more);
        return draft;
    }

    private String declared(String message, Map<String, Object> more) {
        return Cast.admin()
                .body(draft(message, more))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static JsonPath shown(String incident) {
        return Cast.admin().get("/api/v1/incidents/" + incident).jsonPath();
    }

    private JsonPath statement() {
        return Cast.admin().get("/api/v1/customers/" + customer + "/statement").jsonPath();
    }

    private void awaitStatement(String what, java.util.function.Predicate<JsonPath> holds) {
        Eventually.holds(what, () -> {
            clock.jumpTo(clock.instant().plus(Duration.ofMinutes(1)));
            bookkeeper.bookWhatIsDue();
            return holds.test(statement());
        });
    }

    private static ValidatableResponse judge(RequestSpecification who, String incident, boolean blame, String reason) {
        String update = shown(incident).getString("updates[-1].id");
        return who.body(Map.of("blame", blame, "reason", reason))
                .post("/api/v1/incidents/" + incident + "/updates/" + update + "/blame")
                .then();
    }

    @Test
    void itsPriceIsToldBeforePostingByTheTariffInForce() {
        Cast.customer(component, Cast.unique("eve") + "@rivermill.example");
        Cast.admin()
                .body(draft(BLAMING, Map.of()))
                .post("/api/v1/incidents/preview")
                .then()
                .statusCode(200)
                .body(
                        "hints.find { it.code == 'blame' }.sentence",
                        containsString("it costs −5 per customer, 2 customers."));
        Cast.admin()
                .body(draft(
                        BLAMING,
                        Map.of("components", List.of(Map.of("id", component, "status", "degraded_performance")))))
                .post("/api/v1/incidents/preview")
                .then()
                .body(
                        "hints.find { it.code == 'blame' }.sentence",
                        containsString("it costs −2 per customer, 2 customers."));
        Cast.admin()
                .body(draft(BLAMING, Map.of("blame", false)))
                .post("/api/v1/incidents/preview")
                .then()
                .body("hints.code", not(hasItem("blame")));
    }

    @Test
    void theSamePriceIsToldBeforeAnUpdateIsPosted() {
        String incident = declared("Some cards are refused. We are moving to our second route.", Map.of());
        Map<String, Object> blaming = Map.of("status", "identified", "message", BLAMING);
        Cast.admin()
                .body(blaming)
                .post("/api/v1/incidents/{id}/updates/preview", incident)
                .then()
                .statusCode(200)
                .body(
                        "hints.find { it.code == 'blame' }.sentence",
                        containsString("it costs −5 per customer, 1 customer."));
        Cast.admin()
                .body(Map.of("status", "identified", "message", BLAMING, "blame", false))
                .post("/api/v1/incidents/{id}/updates/preview", incident)
                .then()
                .body("hints.code", not(hasItem("blame")));
        Cast.admin()
                .body(blaming)
                .post("/api/v1/incidents/{id}/updates/preview", "nowhere")
                .then()
                .statusCode(404);
        assertEquals(1, shown(incident).getList("updates").size());
    }

    @Test
    void whatIsLeftStandingIsBookedAndACorrectionTakesItBack() {
        String incident = declared(BLAMING, Map.of());
        assertEquals(true, shown(incident).getBoolean("updates[0].blame"));
        awaitStatement("blame is booked", books -> books.getList("entries.rule").contains("blame"));
        assertEquals(-5, statement().getInt("entries.find { it.rule == 'blame' }.points"));

        judge(Cast.admin(), incident, false, " ").statusCode(422).body("errors.field", hasItem("reason"));
        judge(Cast.admin(), incident, true, "It does").statusCode(409);
        judge(Cast.admin(), incident, false, "The line was ours")
                .statusCode(200)
                .body("blame", equalTo(false))
                .body("blameCorrection.by", equalTo("admin"))
                .body("blameCorrection.reason", equalTo("The line was ours"));
        int id = statement().getInt("entries.find { it.rule == 'blame' }.id");
        awaitStatement(
                "it is taken back", books -> books.getList("entries.reverses").contains(id));
        Cast.admin()
                .get("/api/v1/audit?verb=update.blame_corrected&limit=1")
                .then()
                .body("items[0].detail", equalTo("incident " + incident + ", blames nobody: The line was ours"));
        Cast.admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }

    @Test
    void whoSaysSoWinsOverTheJudgementAndATranslationIsJudgedToo() {
        assertEquals(false, shown(declared(BLAMING, Map.of("blame", false))).getBoolean("updates[0].blame"));
        assertEquals(true, shown(declared(OWNING, Map.of("blame", true))).getBoolean("updates[0].blame"));
        assertEquals(false, shown(declared(OWNING, Map.of())).getBoolean("updates[0].blame"));
        Map<String, Object> german = Map.of(
                "translations",
                Map.of("de", Map.of("name", "Karten", "message", "Die Störung liegt bei unserem Anbieter.")));
        assertEquals(
                true, shown(declared("Some of your cards are refused.", german)).getBoolean("updates[0].blame"));
    }

    @Test
    void anEditChangesNothingOfWhatWasSentAndARootCauseIsJudgedButNoMessage() {
        // Whoever reads the page has heard it when it is published; an email with a root cause may wait for the
        // morning.
        customer = Cast.unique("reader");
        Cast.admin()
                .body(Map.of(
                        "name",
                        "Rivermill",
                        "channel",
                        "page",
                        "contacts",
                        List.of(),
                        "components",
                        List.of(component)))
                .put("/api/v1/customers/" + customer)
                .then()
                .statusCode(201);
        String incident = declared(BLAMING, Map.of());
        String update = shown(incident).getString("updates[0].id");
        Cast.admin()
                .body(Map.of("message", OWNING))
                .patch("/api/v1/incidents/" + incident + "/updates/" + update)
                .then()
                .statusCode(200)
                .body("blame", equalTo(true))
                .body("blameCorrection", nullValue());
        String other = declared(OWNING, Map.of());
        // What is over within its first minute makes no entries.
        clock.jumpTo(clock.instant().plus(Duration.ofMinutes(5)));
        Cast.admin()
                .body(Map.of("status", "resolved", "message", "Your cards work again. We moved them."))
                .post("/api/v1/incidents/" + other + "/updates")
                .then()
                .statusCode(201)
                .body("blame", equalTo(false));
        Cast.admin()
                .body(Map.of("message", "The root cause was a fault at our carrier."))
                .post("/api/v1/incidents/" + other + "/root-cause")
                .then()
                .statusCode(201)
                .body("blame", equalTo(true));
        awaitStatement("the root cause is booked", books -> books.getList("entries.rule")
                .contains("root_cause_told"));
        // Only the first incident's words are a message with blame.
        assertEquals(
                1,
                statement()
                        .getList("entries.findAll { it.rule == 'blame' && it.incident == '" + incident + "' }")
                        .size());
        assertEquals(
                0,
                statement()
                        .getList("entries.findAll { it.rule == 'blame' && it.incident == '" + other + "' }")
                        .size());
    }
}
