package headsup.care;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.goodwill.Bookkeeper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was noted wrongly is taken back with a reason: it stays visible, the books follow, and it is taken back once. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class WithdrawalDoorTest {

    private static final Map<String, Object> WHY = Map.of("reason", "It was another customer");

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    private String customer = "";
    private String incident = "";

    @BeforeEach
    void aCustomerInAnIncident() {
        String component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
        incident = Cast.admin()
                .body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "degraded_performance")),
                        "message", "We are looking into it.",
                        "nextUpdateIn", "PT4H"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse touch(Map<String, Object> what) {
        return Cast.admin()
                .body(what)
                .post("/api/v1/customers/" + customer + "/touchpoints")
                .then();
    }

    private static ValidatableResponse withdraw(String what) {
        return Cast.admin().body(WHY).post("/api/v1/" + what + "/withdrawal").then();
    }

    private void pass(Duration time) {
        clock.jumpTo(clock.instant().plus(time));
        bookkeeper.bookWhatIsDue();
    }

    private JsonPath statement() {
        return Cast.admin()
                .get("/api/v1/customers/" + customer + "/statement")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private long sumOf(String rule) {
        List<Integer> points = statement().getList("entries.findAll { it.rule == '" + rule + "' }.points");
        return points.stream().mapToInt(Integer::intValue).sum();
    }

    private boolean isOnTheCallList() {
        List<String> callees = Cast.admin()
                .get("/api/v1/incidents/" + incident + "/call-list")
                .jsonPath()
                .getList("customer");
        return callees.contains(customer);
    }

    private void awaitBooked(String rule) {
        Eventually.holds("booked: " + rule, () -> {
            pass(Duration.ofMinutes(1));
            return statement().getList("entries.rule").contains(rule);
        });
    }

    private void awaitReversalOf(String rule) {
        int id = statement().getInt("entries.find { it.rule == '" + rule + "' }.id");
        Eventually.holds(rule + " is reversed", () -> {
            pass(Duration.ofMinutes(1));
            return statement().getList("entries.reverses").contains(id);
        });
    }

    private static void auditIsFine() {
        Cast.admin()
                .get("/api/v1/goodwill/audit?derivation=all")
                .then()
                .body("ok", equalTo(true))
                .body("wrongAccounts", equalTo(0));
    }

    @Test
    void aWithdrawnCallIsReversedStaysVisibleAndPutsTheLineBackOnTheCallList() {
        touch(Map.of("kind", "inquiry", "note", "When?", "incident", incident)).statusCode(201);
        assertTrue(isOnTheCallList());
        int call = Cast.admin()
                .body(Map.of("customer", customer, "note", "Told them", "connected", true))
                .post("/api/v1/incidents/" + incident + "/calls")
                .then()
                .statusCode(201)
                .body("withdrawnAt", nullValue())
                .extract()
                .path("id");
        assertFalse(isOnTheCallList());
        awaitBooked("personal_call");

        String path = "incidents/" + incident + "/calls/" + call;
        Cast.admin()
                .body(Map.of("reason", " "))
                .post("/api/v1/" + path + "/withdrawal")
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("reason"));
        withdraw(path)
                .statusCode(200)
                .body("withdrawnBy", equalTo("admin"))
                .body("withdrawnReason", equalTo("It was another customer"));
        withdraw(path).statusCode(409).body("code", equalTo("illegal_transition"));
        withdraw("incidents/" + incident + "/calls/999999999").statusCode(404);
        assertTrue(isOnTheCallList());
        awaitReversalOf("personal_call");
        Cast.admin()
                .get("/api/v1/incidents/" + incident + "/calls")
                .then()
                .body("items[0].note", equalTo("Told them"))
                .body("items[0].withdrawnAt", notNullValue());
        Cast.admin()
                .get("/api/v1/audit?verb=call.withdrawn&limit=1")
                .then()
                .body("items[0].detail", org.hamcrest.Matchers.endsWith(": It was another customer"));
        auditIsFine();
    }

    @Test
    void aTouchpointOfAnIncidentIsWithdrawnWithTheFactItNotedWhicheverOfTheTwoIsWithdrawn() {
        int call = touch(Map.of("kind", "call", "note", "Spoke", "incident", incident))
                .statusCode(201)
                .extract()
                .path("id");
        int gesture = touch(Map.of("kind", "gesture", "note", "Sorry", "percent", 3, "incident", incident))
                .statusCode(201)
                .extract()
                .path("id");
        awaitBooked("personal_call");
        awaitBooked("gesture");
        String touchpoints = "customers/" + customer + "/touchpoints/";
        withdraw(touchpoints + call).statusCode(200).body("withdrawnReason", equalTo("It was another customer"));
        Cast.admin()
                .get("/api/v1/incidents/" + incident + "/calls")
                .then()
                .body("items[0].withdrawnBy", equalTo("admin"));
        int credit = Cast.admin()
                .get("/api/v1/incidents/" + incident + "/gestures")
                .then()
                .body("items[0].customer", equalTo(customer))
                .extract()
                .path("items[0].id");
        withdraw("incidents/" + incident + "/gestures/" + credit).statusCode(200);
        withdraw("incidents/" + incident + "/gestures/" + credit).statusCode(409);
        withdraw(touchpoints + gesture).statusCode(409);
        Cast.admin()
                .get("/api/v1/customers/" + customer + "/touchpoints")
                .then()
                .body("items.findAll { it.withdrawnBy == 'admin' }.size()", equalTo(2));
        awaitReversalOf("personal_call");
        awaitReversalOf("gesture");
        auditIsFine();
    }

    @Test
    void aWithdrawnInquiryIsNoReasonToCallAndAWithdrawnAnswerMakesItOneAgain() {
        int inquiry = touch(Map.of("kind", "inquiry", "note", "When?", "incident", incident))
                .statusCode(201)
                .extract()
                .path("id");
        clock.jumpTo(clock.instant().plusSeconds(5));
        int answer = touch(Map.of("kind", "answer", "note", "By four", "incident", incident))
                .statusCode(201)
                .extract()
                .path("id");
        assertFalse(isOnTheCallList());
        withdraw("customers/" + customer + "/touchpoints/" + answer).statusCode(200);
        assertTrue(isOnTheCallList());
        withdraw("customers/" + customer + "/touchpoints/" + inquiry).statusCode(200);
        assertFalse(isOnTheCallList());
        Cast.admin()
                .get("/api/v1/incidents/" + incident + "/inquiries")
                .then()
                .body("items[0].withdrawnReason", equalTo("It was another customer"));
    }

    private String complaint() {
        return Cast.admin()
                .body(Map.of("customer", customer, "subject", "Noise on the line"))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static ValidatableResponse change(String complaint, Map<String, Object> what) {
        return Cast.admin().body(what).patch("/api/v1/complaints/" + complaint).then();
    }

    @Test
    void aWithdrawnComplaintIsReversedWholeAndAgesNoMore() {
        String complaint = complaint();
        change(complaint, Map.of("state", "answered")).statusCode(200);
        pass(Duration.ofMinutes(1));
        pass(Duration.ofDays(10).plusMinutes(2));
        awaitBooked("complaint_aging");
        List<Integer> booked = statement().getList("entries.findAll { it.rule.startsWith('complaint') }.id");
        assertEquals(3, booked.size());

        withdraw("complaints/" + complaint)
                .statusCode(200)
                .body("state", equalTo("withdrawn"))
                .body("withdrawnReason", equalTo("It was another customer"));
        withdraw("complaints/" + complaint).statusCode(409);
        change(complaint, Map.of("state", "resolved")).statusCode(409);
        Eventually.holds("all of it is reversed", () -> {
            pass(Duration.ofMinutes(1));
            return statement().getList("entries.reverses").containsAll(booked);
        });
        long aged = sumOf("complaint_aging");
        pass(Duration.ofDays(11));
        pass(Duration.ofMinutes(2));
        assertEquals(aged, sumOf("complaint_aging"));
        auditIsFine();
        Cast.admin()
                .get("/api/v1/complaints?customer=" + customer + "&state=open")
                .then()
                .body("items.size()", equalTo(0));
        // The same subject may be taken down again, and is a case of its own.
        assertFalse(complaint().equals(complaint));
    }

    @Test
    void aComplaintTakesAnotherSubjectAndRefusesWhatCantBeChanged() {
        String complaint = complaint();
        pass(Duration.ofMinutes(1));
        awaitBooked("complaint");
        change(complaint, Map.of("subject", "Humming on the line"))
                .statusCode(200)
                .body("subject", equalTo("Humming on the line"))
                .body("state", equalTo("open"));
        change(complaint, Map.of("subjekt", "x", "owner", "ada"))
                .statusCode(422)
                .body("errors.field", hasItem("subjekt"));
        change(complaint, Map.of("subject", "two\nlines")).statusCode(422).body("errors.field", hasItem("subject"));
        change(complaint, Map.of("state", "withdrawn")).statusCode(422).body("errors.field", hasItem("state"));
        Cast.admin().get("/api/v1/complaints/" + complaint).then().body("owner", nullValue());
        String other = complaint();
        change(other, Map.of("subject", "humming ON the line")).statusCode(409);
        Cast.admin()
                .get("/api/v1/audit?verb=complaint.renamed&limit=1")
                .then()
                .body("items[0].subject", equalTo(complaint));
        pass(Duration.ofMinutes(1));
        pass(Duration.ofDays(10).plusMinutes(2));
        awaitBooked("complaint_aging");
        List<String> because = statement().getList("entries.findAll { it.rule == 'complaint_aging' }.because");
        assertTrue(
                because.stream().anyMatch(line -> line.startsWith("Humming on the line open for")), because::toString);
        auditIsFine();
    }
}
