package headsup.delivery;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.delivery.Receiver.Heard;
import headsup.delivery.Receiver.Says;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs are told of what happens, by signed messages that are tried again; the receiver is a real one. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class WebhooksDoorTest {

    private static final String PATH = "/api/v1/webhooks";

    @Inject
    MovableClock clock;

    @Inject
    Messenger messenger;

    @Inject
    Errands errands;

    @Inject
    PromiseWatch promises;

    @Inject
    EstimateWatch estimates;

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void anIncidentIsToldSignedFromItsDeclarationToItsEnd() {
        receiver.listen("incident.declared", "incident.updated", "incident.resolved");
        String component = Cast.component("Cards");
        String incident = declared(component);
        receiver.await(1);
        post(incident, "identified", "It is the database.");
        receiver.await(2);
        post(incident, "resolved", "It works again.");
        receiver.await(3);

        assertEquals(
                List.of("incident.declared", "incident.updated", "incident.resolved"),
                receiver.heard().stream().map(Heard::type).toList());
        receiver.heard().forEach(receiver::assertSigned);
        JsonPath first = receiver.heard().get(0).json();
        assertEquals(incident, first.getString("data.incident.id"));
        assertEquals("investigating", first.getString("data.incident.status"));
        assertEquals("major", first.getString("data.incident.impact"));
        assertEquals(component, first.getString("data.incident.components[0].id"));
        assertEquals("partial_outage", first.getString("data.incident.components[0].status"));
        assertEquals("http://localhost:8080/incidents/" + incident, first.getString("data.incident.url"));
        assertEquals("We are looking.", first.getString("data.update.message"));
        assertEquals("open", first.getString("data.promise.state"));
        assertEquals(
                (String) admin().get("/api/v1/incidents/{id}", incident).path("updates[2].promise.dueAt"),
                first.getString("data.promise.dueAt"));
        JsonPath last = receiver.heard().get(2).json();
        assertEquals("resolved", last.getString("data.incident.status"));
        assertNull(last.get("data.promise"));
        assertEquals(3, receiver.heard().stream().map(Heard::id).distinct().count());
    }

    @Test
    void whatOnlyTheAffectedMaySeeIsToldToWebhooksThatAskForIt() {
        try (var asking = new Receiver()) {
            receiver.listen("incident.declared", "incident.updated");
            asking.listen("incident.declared", "incident.updated");
            admin().body(Map.of("affected", true))
                    .patch(PATH + "/" + asking.id())
                    .then()
                    .body("affected", equalTo(true));
            admin().get(PATH + "/" + receiver.id()).then().body("affected", equalTo(false));
            String hidden = admin().body(Map.of(
                            "name", "It fails",
                            "message", "We are looking.",
                            "visibility", "affected",
                            "components", List.of(Map.of("id", Cast.component("Cards"), "status", "partial_outage"))))
                    .post("/api/v1/incidents")
                    .path("id");
            String open = declared(Cast.component("Cards"));
            asking.await(2);
            assertEquals(open, receiver.await(1).json().getString("data.incident.id"));
            assertEquals("public", receiver.heard().get(0).json().getString("data.incident.visibility"));
            JsonPath first = asking.heard().stream()
                    .map(Heard::json)
                    .filter(json -> json.getString("data.incident.id").equals(hidden))
                    .findFirst()
                    .orElseThrow();
            assertEquals("affected", first.getString("data.incident.visibility"));
            assertNull(first.get("data.incident.url"));
            admin().body(Map.of("visibility", "public")).patch("/api/v1/incidents/" + hidden);
            post(hidden, "identified", "It is the database.");
            assertEquals(hidden, receiver.await(2).json().getString("data.incident.id"));
        }
    }

    @Test
    void whatItsWebhookMayNotSeeAnyMoreIsNotSentThoughItWaited() {
        try (var asking = new Receiver()) {
            receiver.listen("incident.declared");
            asking.listen("incident.declared");
            change(asking, Map.of("affected", true, "paused", true));
            change(receiver, Map.of("paused", true));
            String narrowed = declared(Cast.component("Cards"));
            admin().body(Map.of("visibility", "affected"))
                    .patch("/api/v1/incidents/" + narrowed)
                    .then()
                    .statusCode(200);
            change(asking, Map.of("affected", false, "paused", false));
            change(receiver, Map.of("paused", false));
            String open = declared(Cast.component("Cards"));
            for (Receiver one : List.of(receiver, asking)) {
                assertEquals(open, one.await(1).json().getString("data.incident.id"));
                String letGo = "items.find { it.state == 'given_up' }";
                Eventually.holds("it is let go", () -> one.attempts().get(letGo) != null);
                assertTrue(one.attempts().getString(letGo + ".answer").startsWith("Not sent"));
                assertEquals(0, one.attempts().getInt(letGo + ".tries"));
                assertEquals(1, one.heard().size());
            }
        }
    }

    private static void change(Receiver webhook, Map<String, Object> change) {
        admin().body(change).patch(PATH + "/" + webhook.id()).then().statusCode(200);
    }

    @Test
    void whatIsRefusedIsTriedAgainUnderItsIdAndSignedAnew() {
        receiver.listen("incident.declared").says(Says.just(500), new Says(302, Map.of("Location", "/other"), ""));
        declared(Cast.component("Cards"));
        receiver.awaitState("deferred");
        assertEquals(500, receiver.attempts().getInt("items[0].statusCode"));
        assertEquals("said 500", receiver.attempts().getString("items[0].answer"));
        assertEquals(Duration.ofSeconds(5), pause());

        jump(Duration.ofSeconds(6));
        Eventually.holds(
                "a redirect is not followed",
                () -> receiver.attempts().getInt("items[0].tries") == 2
                        && receiver.attempts().getString("items[0].state").equals("deferred"));
        assertEquals(302, receiver.attempts().getInt("items[0].statusCode"));
        assertEquals(Duration.ofMinutes(5), pause());

        jump(Duration.ofMinutes(6));
        receiver.awaitState("delivered");
        assertNull(receiver.attempts().get("items[0].nextTryAt"));
        List<Heard> tries = receiver.heard();
        assertEquals(3, tries.size());
        assertEquals(1, tries.stream().map(Heard::id).distinct().count());
        assertEquals(1, tries.stream().map(Heard::body).distinct().count());
        assertNotEquals(tries.get(0).signature(), tries.get(2).signature());
        tries.forEach(receiver::assertSigned);
    }

    @Test
    void aReceiverThatIsGoneIsToldNothingMore() {
        receiver.listen("incident.declared").always(Says.just(410));
        String component = Cast.component("Cards");
        declared(component);
        receiver.awaitState("given_up");
        admin().get(PATH + "/" + receiver.id())
                .then()
                .body("state", equalTo("gone"))
                .body("last.statusCode", equalTo(410));
        declared(component);
        admin().post(PATH + "/{id}/test", receiver.id())
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_transition"));
        assertEquals(1, receiver.attempts().getList("items").size());

        receiver.always(Says.just(204));
        admin().body(Map.of("paused", false))
                .patch(PATH + "/" + receiver.id())
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));
        declared(component);
        receiver.awaitState("delivered");
        assertEquals(2, receiver.heard().size());
    }

    @Test
    void whatIsNeverTakenIsGivenUpAfterTenTriesOverThreeDays() {
        receiver.listen("incident.declared").always(Says.just(503));
        Instant from = clock.instant();
        declared(Cast.component("Cards"));
        for (int tries = 1; tries <= 9; tries++) {
            int made = tries;
            Eventually.holds(
                    "try " + tries,
                    () -> receiver.attempts().getInt("items[0].tries") == made
                            && receiver.attempts().getString("items[0].state").equals("deferred"));
            jump(pause().plusSeconds(1));
        }
        receiver.awaitState("given_up");
        assertEquals(10, receiver.attempts().getInt("items[0].tries"));
        assertEquals(10, receiver.heard().size());
        assertTrue(Duration.between(from, clock.instant()).compareTo(Duration.ofHours(75)) > 0);
        assertNull(receiver.attempts().get("items[0].nextTryAt"));
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        receiver.listen("ping").says(new Says(429, Map.of("Retry-After", "600"), "slow down"));
        ping();
        receiver.awaitState("deferred");
        assertEquals(Duration.ofMinutes(10), pause());
    }

    @Test
    void silenceIsNotWaitedForAndHoldsUpNobodyElse() {
        receiver.listen("incident.declared").fallSilent();
        try (Receiver other = new Receiver().listen("incident.declared")) {
            declared(Cast.component("Cards"));
            other.awaitState("delivered");
            receiver.awaitState("deferred");
            assertNull(receiver.attempts().get("items[0].statusCode"));
            assertEquals("no answer within 2 s", receiver.attempts().getString("items[0].answer"));
        }
    }

    @Test
    void ofALongAnswerTheBeginningIsKept() {
        receiver.listen("ping").says(new Says(400, Map.of(), "no\u0000pe ".repeat(100_000)));
        ping();
        receiver.awaitState("deferred");
        String kept = receiver.attempts().getString("items[0].answer");
        assertTrue(kept.startsWith("no pe no pe"), kept);
        assertTrue(kept.length() <= Excerpt.MOST);
    }

    @Test
    void ticksAtOnceSendOnce() {
        receiver.listen("ping");
        IntStream.range(0, 20).forEach(i -> ping());
        List<CompletableFuture<Integer>> ticks = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(messenger::sendWhatIsDue))
                .toList();
        ticks.forEach(CompletableFuture::join);
        Eventually.holds(
                "all are delivered",
                () -> receiver.attempts()
                                .getList("items.findAll { it.state == 'delivered' }")
                                .size()
                        == 20);
        Set<String> ids = receiver.heard().stream().map(Heard::id).collect(Collectors.toSet());
        assertEquals(20, ids.size());
        assertEquals(20, receiver.heard().size());
    }

    @Test
    void aClaimThatIsOverIsTakenAgainAndItsLateResultRefused() {
        receiver.listen("ping").fallSilent();
        String message = ping();
        receiver.await(1);
        Errand lost = new Errand(0, receiver.id(), message, 1, receiver.url(), receiver.secret(), "");
        assertTrue(errands.claim(List.of(), 10, 10).stream()
                .noneMatch(errand -> errand.message().equals(message)));
        assertEquals(new Fate.Delivered(), errands.settle(lost, new Answer.Heard(200, "late", null)));
        receiver.awaitState("deferred");
        assertEquals("no answer within 2 s", receiver.attempts().getString("items[0].answer"));
    }

    @Test
    void whatHappensWhileItIsPausedWaits() {
        receiver.listen("incident.declared");
        pause(true);
        declared(Cast.component("Cards"));
        messenger.sendWhatIsDue();
        assertEquals("pending", receiver.attempts().getString("items[0].state"));
        pause(false);
        receiver.await(1);
    }

    @Test
    void aPromiseIsWarnedOfBeforeAndToldWhenItIsLateOnceEach() {
        receiver.listen("promise.due_soon", "promise.late");
        String incident = declared(Cast.component("Cards"));
        Instant due =
                Instant.parse(admin().get("/api/v1/incidents/{id}", incident).path("promise.dueAt"));
        clock.jumpTo(due.minus(Duration.ofMinutes(4)));
        promises.warnOfWhatIsDue();
        promises.warnOfWhatIsDue();
        clock.jumpTo(due.plusSeconds(61));
        promises.warnOfWhatIsDue();
        promises.warnOfWhatIsDue();
        Eventually.holds("both are told", () -> told(incident, "promise.due_soon") && told(incident, "promise.late"));
        JsonPath soon = about(incident, "promise.due_soon");
        assertEquals("open", soon.getString("data.promise.state"));
        JsonPath late = about(incident, "promise.late");
        assertEquals("late", late.getString("data.promise.state"));
        assertTrue(late.getInt("data.promise.overdueSeconds") >= 61);
        assertEquals(
                2,
                receiver.heard().stream()
                        .filter(heard -> isAbout(heard, incident))
                        .count());
        post(incident, "resolved", "It works again.");
    }

    @Test
    void anEstimateIsToldBeforeItPassesAndWhenItHasOnceEach() {
        receiver.listen("estimate.due_soon", "estimate.passed");
        String incident = declared(Cast.component("Cards"));
        Instant first = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        Instant second = first.plus(Duration.ofHours(1));
        expect(incident, first);
        expect(incident, second);
        clock.jumpTo(second.minus(Duration.ofMinutes(14)));
        estimates.warnOfWhatIsDue();
        estimates.warnOfWhatIsDue();
        clock.jumpTo(second.plusSeconds(1));
        estimates.warnOfWhatIsDue();
        estimates.warnOfWhatIsDue();
        Eventually.holds(
                "both are told", () -> told(incident, "estimate.due_soon") && told(incident, "estimate.passed"));
        JsonPath soon = about(incident, "estimate.due_soon");
        assertEquals(second, Instant.parse(soon.getString("data.estimate.at")));
        assertEquals(first, Instant.parse(soon.getString("data.estimate.movedFrom")));
        assertEquals("standing", soon.getString("data.estimate.state"));
        assertFalse(soon.getBoolean("data.estimateUnknown"));
        assertEquals("passed", about(incident, "estimate.passed").getString("data.estimate.state"));
        assertEquals(
                2,
                receiver.heard().stream()
                        .filter(heard -> isAbout(heard, incident))
                        .count());
        post(incident, "resolved", "It works again.");
    }

    @Test
    void thatItIsNotKnownYetWhenItWillBeFixedIsTold() {
        receiver.listen("incident.updated");
        String incident = declared(Cast.component("Cards"));
        admin().body(Map.of("status", "identified", "message", "It is the database.", "estimateUnknown", true))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        Eventually.holds("it is told", () -> told(incident, "incident.updated"));
        JsonPath news = about(incident, "incident.updated");
        assertNull(news.get("data.estimate"));
        assertTrue(news.getBoolean("data.estimateUnknown"));
        post(incident, "resolved", "It works again.");
    }

    private static void expect(String incident, Instant estimate) {
        admin().body(Map.of("status", "identified", "message", "We know more.", "estimateAt", estimate.toString()))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }

    @Test
    void aMaintenanceIsToldFromItsAnnouncement() {
        receiver.listen("maintenance.announced", "maintenance.cancelled");
        String id = admin().body(Map.of(
                        "name", "New disks",
                        "components", List.of(Cast.component("Disks")),
                        "message", "We change disks.",
                        "scheduledFor", clock.instant().plus(Duration.ofDays(2)).toString(),
                        "scheduledUntil",
                                clock.instant().plus(Duration.ofDays(3)).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Heard heard = receiver.await(1);
        assertEquals("maintenance.announced", heard.type());
        assertEquals("maintenance", heard.json().getString("data.incident.kind"));
        assertEquals("http://localhost:8080/maintenances/" + id, heard.json().getString("data.incident.url"));
    }

    @Test
    void aSecretIsMadeOrTakenAndNeverListed() {
        receiver.listen("ping");
        String secret = receiver.secret();
        assertEquals(32, Base64.getDecoder().decode(secret.substring("whsec_".length())).length);
        admin().get(PATH + "/" + receiver.id()).then().statusCode(200).body("$", not(hasItem("secret")));
        assertFalse(admin().get(PATH).asString().contains(secret));

        String own = "whsec_" + Base64.getEncoder().encodeToString(new byte[24]);
        String id = admin().body(Map.of("url", receiver.url(), "secret", own, "note", "pager"))
                .post(PATH)
                .then()
                .statusCode(201)
                .body("secret", equalTo(own))
                .body("note", equalTo("pager"))
                .body("events", hasItem("incident.declared"))
                .extract()
                .path("id");
        admin().delete(PATH + "/" + id).then().statusCode(204);
        admin().get(PATH + "/" + id).then().statusCode(404).body("code", equalTo("not_found"));
        admin().delete(PATH + "/" + id).then().statusCode(404);
        admin().get(PATH + "/" + id + "/attempts").then().statusCode(404);
        admin().post(PATH + "/" + id + "/test").then().statusCode(404);
        admin().body(Map.of("paused", true)).patch(PATH + "/" + id).then().statusCode(404);
    }

    @Test
    void whatIsWrongIsRefusedBesideItsField() {
        for (String url : List.of(
                "ftp://example.com/",
                "/hook",
                "example.com",
                "https://user:word@example.com/",
                "https://exa mple.com/",
                "https:///nowhere",
                "https://example.com:0/",
                "https://example.com/" + "x".repeat(2_000))) {
            refused(Map.of("url", url), "url");
        }
        String url = "https://hooks.example.com/";
        refused(Map.of(), "url");
        refused(Map.of("url", url, "events", List.of("incident.declared", "incident.exploded")), "events[1]");
        refused(Map.of("url", url, "events", List.of()), "events");
        refused(Map.of("url", url, "secret", "whsec_c2hvcnQ="), "secret");
        refused(Map.of("url", url, "secret", "whsec_!"), "secret");
        refused(Map.of("url", url, "note", "two\nlines"), "note");
        receiver.listen("ping");
        admin().body(Map.of("url", "gopher://x"))
                .patch(PATH + "/" + receiver.id())
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("url"));
        admin().body(Map.of("events", List.of("incident.resolved"), "note", "chat"))
                .patch(PATH + "/" + receiver.id())
                .then()
                .statusCode(200)
                .body("events", equalTo(List.of("incident.resolved")))
                .body("note", equalTo("chat"))
                .body("url", equalTo(receiver.url()))
                .body("last", nullValue());
    }

    @Test
    void webhooksAreForAdministrators() {
        String name = Cast.unique("responder");
        admin().body(Map.of("name", name, "role", "responder", "password", "long enough for anyone"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        given().auth()
                .preemptive()
                .basic(name, "long enough for anyone")
                .get(PATH)
                .then()
                .statusCode(403);
        given().get(PATH).then().statusCode(401);
    }

    @Test
    void whatIsOldIsForgotten() {
        receiver.listen("ping");
        ping();
        receiver.awaitState("delivered");
        jump(Errands.KEPT.plusDays(1));
        messenger.forgetOld();
        assertEquals(0, receiver.attempts().getList("items").size());
    }

    private static void refused(Map<String, Object> draft, String field) {
        admin().body(draft)
                .post(PATH)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors.field", hasItem(field));
    }

    private String ping() {
        return admin().post(PATH + "/{id}/test", receiver.id())
                .then()
                .statusCode(202)
                .body("event", equalTo("ping"))
                .extract()
                .path("id");
    }

    private void pause(boolean paused) {
        admin().body(Map.of("paused", paused))
                .patch(PATH + "/" + receiver.id())
                .then()
                .statusCode(200);
    }

    /** Until the next try of the newest message, to the second. */
    private Duration pause() {
        JsonPath attempts = receiver.attempts();
        Instant tried = Instant.parse(attempts.getString("items[0].triedAt"));
        Instant next = Instant.parse(attempts.getString("items[0].nextTryAt"));
        return Duration.ofSeconds(Duration.between(tried, next).toSeconds());
    }

    private void jump(Duration ahead) {
        clock.jumpTo(clock.instant().plus(ahead));
    }

    private JsonPath about(String incident, String type) {
        return receiver.heard().stream()
                .filter(heard -> isAbout(heard, incident) && heard.type().equals(type))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private boolean told(String incident, String type) {
        return receiver.heard().stream()
                .anyMatch(heard -> isAbout(heard, incident) && heard.type().equals(type));
    }

    private static boolean isAbout(Heard heard, String incident) {
        return incident.equals(heard.json().getString("data.incident.id"));
    }

    private static String declared(String component) {
        return admin().body(Map.of(
                        "name",
                        Cast.unique("Outage"),
                        "components",
                        List.of(Map.of("id", component, "status", "partial_outage")),
                        "message",
                        "We are looking.",
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void post(String incident, String status, String message) {
        admin().body(Map.of("status", status, "message", message))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }
}
