package headsup.delivery;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.audience.Contacts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds letters back, and what goes on by itself when it is let go. Letters go into the outbox here. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class BrakesDoorTest {

    @Inject
    Contacts contacts;

    @AfterEach
    void letGo() {
        List<Integer> held = Outage.staff().get("/api/v1/brakes").path("items.id");
        held.forEach(id -> Outage.staff().delete("/api/v1/brakes/" + id));
    }

    @Test
    void aBrakeOnOneCustomerHoldsTheirLettersAlone() {
        Outage outage = new Outage();
        String held = outage.customer("dana");
        String free = outage.customer("eve");
        long brake = pull("customer", held, "they asked for quiet");
        outage.declare();

        outage.await(Outage.address("eve", free), State.ACCEPTED);
        Map<String, Object> waiting = outage.delivery(Outage.address("dana", held));
        assertEquals("pending", waiting.get("state"));
        assertEquals(0, waiting.get("attempts"));
        assertEquals("brake on this customer, by admin: they asked for quiet", waiting.get("waitsFor"));

        release(brake);
        Map<String, Object> gone = outage.await(Outage.address("dana", held), State.ACCEPTED);
        assertNull(gone.get("waitsFor"));
    }

    @Test
    void aBrakeOnAnIncidentHoldsItsLettersAndNoOthers() {
        Outage held = new Outage();
        held.customer("dana");
        held.declare().awaitCount(State.ACCEPTED, 1);
        long brake = pull("incident", held.incident(), "wrong words");
        held.post();
        Outage free = new Outage();
        free.customer("eve");
        free.declare().awaitCount(State.ACCEPTED, 1);

        assertEquals(1, held.count(State.PENDING));
        assertEquals(
                "brake on this incident, by admin: wrong words",
                held.deliveries().getString("items.find { it.state == 'pending' }.waitsFor"));

        release(brake);
        held.awaitCount(State.ACCEPTED, 2);
    }

    @Test
    void aBrakeOnEverythingHoldsEverything() {
        long brake = pull("all", "", "the relay is being moved");
        Outage one = new Outage();
        Outage other = new Outage();
        one.customer("dana");
        other.customer("eve");
        one.declare();
        other.declare();
        other.post();

        other.awaitCount(State.SUPERSEDED, 1);
        assertEquals(1, one.count(State.PENDING));
        assertEquals(1, other.count(State.PENDING));
        assertEquals(
                "brake on everything, by admin: the relay is being moved",
                one.deliveries().getString("items[0].waitsFor"));

        release(brake);
        one.awaitCount(State.ACCEPTED, 1);
        other.awaitCount(State.ACCEPTED, 1);
    }

    @Test
    void aPausedLaneTakesNothingUntilItIsLetGo() {
        lane("open");
        long brake = pull("lane", "outbox", "the disk is full");
        lane("paused");
        Outage outage = new Outage();
        outage.customer("dana");
        outage.declare();

        Map<String, Object> waiting = outage.deliveries().getMap("items[0]");
        assertEquals("pending", waiting.get("state"));
        assertEquals(0, waiting.get("attempts"));
        assertEquals("no lane is open: lane outbox is paused, by admin: the disk is full", waiting.get("waitsFor"));
        String sentence = "Lane outbox is paused by admin: the disk is full";
        Outage.staff().get("/console").then().statusCode(200).body(containsString(sentence));
        Outage.staff().get("/console/settings").then().body(containsString("paused by admin: the disk is full"));
        Outage.staff()
                .get("/console/incidents/{id}/deliveries", outage.incident())
                .then()
                .body(containsString("no lane is open: lane outbox is paused"));

        release(brake);
        outage.awaitCount(State.ACCEPTED, 1);
        Outage.staff().get("/console").then().body(not(containsString(sentence)));
    }

    @Test
    void onlyWhatThereIsCanBeHeld() {
        for (Map<String, String> unknown : List.of(
                Map.of("scope", "lane", "subject", "nowhere.example:25", "reason", "x"),
                Map.of("scope", "lane", "reason", "x"),
                Map.of("scope", "customer", "subject", "nobody", "reason", "x"),
                Map.of("scope", "incident", "subject", "nothing", "reason", "x"))) {
            Outage.staff()
                    .body(unknown)
                    .post("/api/v1/brakes")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("not_found"));
        }
        Outage.staff()
                .body(Map.of("scope", "planet", "reason", "x"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("scope"));
        Outage.staff().delete("/api/v1/brakes/987654321").then().statusCode(404);
    }

    @Test
    void theTwentyFirstLetterWithinAnHourIsLeftToThePage() {
        Outage outage = new Outage();
        String customer = outage.customer("dana");
        for (int i = 0; i < 20; i++) {
            outage.declare();
        }
        assertEquals("pending", planned(outage, customer));
        outage.declare();

        Map<String, Object> left = outage.delivery(Outage.address("dana", customer));
        assertEquals("suppressed", left.get("state"));
        assertEquals("storm brake", left.get("reply"));
        assertEquals(
                "storm brake: the contact had 20 letters within an hour; the page tells the rest",
                left.get("waitsFor"));
    }

    @Test
    void whoLeavesBetweenPlanningAndSendingGetsNoLetter() {
        Outage outage = new Outage();
        String customer = outage.customer("dana", "eve");
        long brake = pull("customer", customer, "a moment");
        outage.declare();
        int id = Outage.staff().get("/api/v1/customers/" + customer).path("contacts.find { it.email =~ 'dana.*' }.id");
        String token = contacts.byIds(List.of((long) id)).get(0).token();
        given().formParam("List-Unsubscribe", "One-Click")
                .post("/u/" + token)
                .then()
                .statusCode(200);

        release(brake);
        Map<String, Object> left = outage.await(Outage.address("dana", customer), State.SUPPRESSED);
        assertEquals("unsubscribed", left.get("reply"));
        assertEquals("the contact wants no letters", left.get("waitsFor"));
        assertEquals(0, left.get("attempts"));
        outage.await(Outage.address("eve", customer), State.ACCEPTED);
    }

    @Test
    void whatNewerWordsOvertakeIsSuperseded() {
        Outage outage = new Outage();
        String customer = outage.customer("dana");
        long brake = pull("customer", customer, "a moment");
        outage.declare();
        outage.post();
        String newest = outage.post();
        outage.awaitCount(State.SUPERSEDED, 2);

        release(brake);
        outage.awaitCount(State.ACCEPTED, 1);
        assertEquals(newest, outage.delivery(Outage.address("dana", customer)).get("update"));
        assertEquals(2, outage.count(State.SUPERSEDED));
    }

    @Test
    void aQuarantinedContactIsLetGoByStaffAndTheTrailSaysWho() {
        Outage outage = new Outage();
        String customer = outage.customer("dana");
        int id = Outage.staff().get("/api/v1/customers/" + customer).path("contacts[0].id");
        contacts.quarantine(List.of((long) id), "550 5.1.1 unknown user");
        outage.declare();
        Map<String, Object> left = outage.delivery(Outage.address("dana", customer));
        assertEquals("suppressed", left.get("state"));
        assertEquals("quarantined: letters to this address don't arrive", left.get("waitsFor"));

        RequestSpecification care = hired("care");
        care.post("/api/v1/contacts/" + id + "/release").then().statusCode(403);
        for (int times = 0; times < 2; times++) {
            hired("responder")
                    .post("/api/v1/contacts/" + id + "/release")
                    .then()
                    .statusCode(200)
                    .body("customer", equalTo(customer))
                    .body("quarantinedAt", equalTo(null));
        }
        List<String> actors = Outage.staff()
                .queryParam("limit", 500)
                .get("/api/v1/audit")
                .path("items.findAll { it.verb == 'contact.released' && it.subject == '" + id + "' }.actor");
        assertEquals(1, actors.size());
        assertEquals("responder", actors.get(0).substring(0, 9));
        outage.post();
        outage.await(Outage.address("dana", customer), State.ACCEPTED);
        Outage.staff().post("/api/v1/contacts/987654321/release").then().statusCode(404);
        given().get("/q/openapi").then().body(containsString("/api/v1/contacts/{id}/release"));
    }

    private static String planned(Outage outage, String customer) {
        String state = String.valueOf(outage.state(Outage.address("dana", customer)));
        return state.equals("sending") || state.equals("accepted") ? "pending" : state;
    }

    private static RequestSpecification hired(String role) {
        String name = Cast.unique(role);
        Outage.staff()
                .body(Map.of("name", name, "role", role, "password", "long enough for anyone"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return given().auth().preemptive().basic(name, "long enough for anyone");
    }

    /** Its id. */
    private static long pull(String scope, String subject, String reason) {
        return Outage.staff()
                .body(Map.of("scope", scope, "subject", subject, "reason", reason))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("items.find { it.scope == '" + scope + "' && it.subject == '" + subject + "' }.id");
    }

    private static void release(long brake) {
        Outage.staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
    }

    private static void lane(String standing) {
        Eventually.holds(
                "the outbox is " + standing,
                () -> standing.equals(Outage.staff().get("/api/v1/lanes").path("items[0].standing")));
    }
}
