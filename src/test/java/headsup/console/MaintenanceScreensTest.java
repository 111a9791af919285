package headsup.console;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Planned work from its announcement to its end, as a browser without scripts has it. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class MaintenanceScreensTest {

    private final Instant from = Instant.now().plus(4, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
    private final Instant until = from.plus(90, ChronoUnit.MINUTES);

    @Test
    void anAnnouncementSaysWhoIsToldAndIsMadeOnceByADoubleClick() {
        String component = Cast.component("Cards");
        Cast.customer(component, "ops@example.com");
        Visit visit = Visit.by("responder");
        String name = Cast.unique("Cards pause");
        String page = visit.page("/console/announce");
        assertTrue(page.contains("as in 2026-11-30 22:00, in UTC."), page);
        Map<String, String> fields = Map.of(
                "seal",
                Visit.hidden(page, "seal"),
                "form",
                Visit.hidden(page, "form"),
                "zone",
                Visit.hidden(page, "zone"),
                "name",
                name,
                "message",
                "We replace a <switch>.",
                "scheduledFor",
                field(from),
                "scheduledUntil",
                field(until),
                "state." + component,
                "under_maintenance");
        visit.as()
                .formParams(fields)
                .formParam("step", "look")
                .post("/console/announce")
                .then()
                .statusCode(200)
                .body(containsString("1 customer is affected. 1 contact"))
                .body(containsString("Tell 1 contact"))
                .body(containsString("1 h 30 min"))
                .body(containsString("We replace a &lt;switch&gt;."));
        var click = CompletableFuture.supplyAsync(() -> told(visit, fields));
        var doubleClick = CompletableFuture.supplyAsync(() -> told(visit, fields));
        Set<String> rooms = Set.of(click.join(), doubleClick.join());
        String first = rooms.stream()
                .filter(to -> to.endsWith("said=announced"))
                .findFirst()
                .orElseThrow();
        assertEquals(Set.of(first, first.replace("announced", "once")), rooms);
        admin().get("/api/v1/maintenances?limit=500")
                .then()
                .body("items.findAll { it.name == '" + name + "' }", hasSize(1));
        visit.as().get(first).then().statusCode(200).body(containsString("Letters are on their way."));
        visit.as().get("/console").then().body(containsString(name));
        visit.as().get("/console/maintenances").then().body(allOf(containsString(name), containsString("begins in")));
    }

    @Test
    void aRefusedAnnouncementKeepsItsWords() {
        String component = Cast.component("Cards");
        Visit visit = Visit.by("responder");
        visit.form("/console/announce")
                .formParam("name", " ")
                .formParam("message", "Kept & whole")
                .formParam("scheduledFor", "soon")
                .formParam("state." + component, "under_maintenance")
                .formParam("silent", "yes")
                .formParam("step", "look")
                .post("/console/announce")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-wrong\">This is missing."))
                .body(containsString("id=\"scheduledFor-wrong\">This must be a date and a time"))
                .body(containsString("id=\"scheduledUntil-wrong\">This is missing."))
                .body(containsString("Kept &amp; whole</textarea>"))
                .body(containsString("name=\"state." + component + "\" value=\"under_maintenance\" checked"))
                .body(containsString("name=\"silent\" value=\"yes\" checked"));
        announcement(visit, component, until, from)
                .formParam("step", "look")
                .post("/console/announce")
                .then()
                .statusCode(422)
                .body(containsString(
                        "id=\"scheduledUntil-wrong\">This must be at least a minute after its beginning."));
    }

    @Test
    void whoPlansElsewhereDoesSoInTheirOwnTime() {
        Visit visit = Visit.by("responder");
        String page = visit.as()
                .cookie(OwnZone.COOKIE, "Asia/Tokyo")
                .get("/console/announce")
                .asString();
        assertTrue(page.contains("in Asia/Tokyo."), page);
        String component = Cast.component("Cards");
        String room = visit.as()
                .formParam("seal", Visit.hidden(page, "seal"))
                .formParam("form", Visit.hidden(page, "form"))
                .formParam("zone", Visit.hidden(page, "zone"))
                .formParam("name", "Cards pause")
                .formParam("message", "We replace a switch.")
                .formParam("scheduledFor", field(from.plus(9, ChronoUnit.HOURS)))
                .formParam("scheduledUntil", field(until.plus(9, ChronoUnit.HOURS)))
                .formParam("state." + component, "under_maintenance")
                .formParam("step", "tell")
                .post("/console/announce")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        admin().get("/api/v1" + room.replace("/console", "").replaceAll("\\?.*", ""))
                .then()
                .body("scheduledFor", startsWith(field(from)));
        visit.as()
                .cookie(OwnZone.COOKIE, "Asia/Tokyo")
                .get(room)
                .then()
                .body(containsString("For you:"))
                .body(containsString(
                        "value=\"" + field(from.plus(9, ChronoUnit.HOURS)).replace('T', ' ') + "\""));
        visit.as().cookie(OwnZone.COOKIE, "Nowhere/At all").get(room).then().body(not(containsString("For you:")));
    }

    @Test
    void itIsUpdatedMovedAndCalledOff() {
        String component = Cast.component("Cards");
        Visit visit = Visit.by("responder");
        String room = announced(visit, component);
        act(visit, room)
                .formParam("message", " ")
                .formParam("status", "scheduled")
                .post(room + "/updates")
                .then()
                .statusCode(422)
                .body(containsString("id=\"message-wrong\">This is missing."));
        act(visit, room)
                .formParam("message", "Bring a torch.")
                .formParam("status", "scheduled")
                .post(room + "/updates")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=said");
        act(visit, room)
                .formParam("message", "A day later.")
                .formParam("scheduledFor", field(from))
                .formParam("scheduledUntil", field(until))
                .post(room + "/window")
                .then()
                .statusCode(422)
                .body(containsString("This is what is planned already."))
                .body(containsString("A day later.</textarea>"));
        act(visit, room)
                .formParam("message", "A day later.")
                .formParam("scheduledFor", field(from.plus(1, ChronoUnit.DAYS)))
                .formParam("scheduledUntil", field(until.plus(1, ChronoUnit.DAYS)))
                .post(room + "/window")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=moved");
        RequestSpecification off = act(visit, room).formParam("message", "The switch did not come.");
        off.post(room + "/cancellation").then().statusCode(303).header("Location", room + "?said=cancelled");
        off.post(room + "/cancellation").then().statusCode(303).header("Location", room + "?said=once");
        visit.as()
                .get(room)
                .then()
                .body(allOf(
                        containsString("Called off"), containsString("Bring a torch."), containsString("A day later.")))
                .body(containsString("Planned for "))
                .body(not(containsString("action=\"" + room)));
    }

    @Test
    void ofTwoWhoChangeItAtOnceTheSecondIsToldAndNothingIsOverwritten() {
        String component = Cast.component("Cards");
        Visit one = Visit.by("responder");
        Visit other = Visit.by("responder");
        String room = announced(one, component);
        RequestSpecification first = move(one, room, 1);
        RequestSpecification second = move(other, room, 2);
        first.post(room + "/window").then().statusCode(303);
        String told = second.post(room + "/window")
                .then()
                .statusCode(409)
                .body(containsString("said: “Later by 1.”"))
                .body(containsString("value=\"" + field(from.plus(2, ChronoUnit.DAYS)) + "\""))
                .body(containsString("Later by 2.</textarea>"))
                .extract()
                .asString();
        stands(room, from.plus(1, ChronoUnit.DAYS));
        String form = told.substring(told.indexOf("id=\"move\""));
        other.as()
                .formParam("seal", Visit.hidden(form, "seal"))
                .formParam("form", Visit.hidden(form, "form"))
                .formParam("known", Visit.hidden(form, "known"))
                .formParam("message", "Later by 2.")
                .formParam("scheduledFor", field(from.plus(2, ChronoUnit.DAYS)))
                .formParam("scheduledUntil", field(until.plus(2, ChronoUnit.DAYS)))
                .post(room + "/window")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=moved");
        stands(room, from.plus(2, ChronoUnit.DAYS));
    }

    @Test
    void wordsThatComeWhenItIsOverAreNotLost() {
        Visit one = Visit.by("responder");
        Visit other = Visit.by("responder");
        String room = announced(one, Cast.component("Cards"));
        RequestSpecification late =
                act(other, room).formParam("status", "scheduled").formParam("message", "See you there.");
        act(one, room)
                .formParam("message", "Not needed.")
                .post(room + "/cancellation")
                .then()
                .statusCode(303);
        late.post(room + "/updates")
                .then()
                .statusCode(409)
                .body(containsString("It is over, and takes no more words."))
                .body(containsString("<blockquote>See you there.</blockquote>"));
    }

    @Test
    void aViewerReadsAndWritesNothing() {
        String room = announced(Visit.by("responder"), Cast.component("Cards"));
        Visit viewer = Visit.by("viewer");
        for (String path : List.of("/console", "/console/maintenances", room)) {
            String page = viewer.page(path);
            assertFalse(page.contains("/console/announce"), path);
            assertFalse(page.contains("<form"), path);
        }
        viewer.as().get("/console/announce").then().statusCode(403);
        for (String act : List.of("/console/announce", room + "/updates", room + "/window", room + "/cancellation")) {
            viewer.form("/console/settings")
                    .formParam("message", "Words")
                    .post(act)
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void theRoomOfAnIncidentLeadsToThatOfTheMaintenance() {
        Visit visit = Visit.by("responder");
        String room = announced(visit, Cast.component("Cards"));
        String asIncident = room.replace("maintenances", "incidents");
        visit.as().get(asIncident).then().statusCode(303).header("Location", room);
        visit.as()
                .get(asIncident + "/deliveries")
                .then()
                .statusCode(200)
                .body(containsString("<a href=\"" + room + "\">"));
        visit.as().get("/console/maintenances/nothing").then().statusCode(404).contentType("text/html");
    }

    private String told(Visit visit, Map<String, String> fields) {
        return visit.as()
                .formParams(fields)
                .formParam("step", "tell")
                .post("/console/announce")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    private RequestSpecification announcement(Visit visit, String component, Instant begin, Instant end) {
        return visit.form("/console/announce")
                .formParam("name", Cast.unique("Cards pause"))
                .formParam("message", "We replace a switch.")
                .formParam("scheduledFor", field(begin))
                .formParam("scheduledUntil", field(end))
                .formParam("state." + component, "under_maintenance");
    }

    /** Its room. */
    private String announced(Visit visit, String component) {
        return announcement(visit, component, from, until)
                .formParam("step", "tell")
                .post("/console/announce")
                .then()
                .statusCode(303)
                .extract()
                .header("Location")
                .replaceAll("\\?.*", "");
    }

    private static RequestSpecification act(Visit visit, String room) {
        String page = visit.page(room);
        return visit.as()
                .formParam("seal", Visit.hidden(page, "seal"))
                .formParam("form", Form.newId())
                .formParam("known", Visit.hidden(page, "known"));
    }

    private RequestSpecification move(Visit visit, String room, int days) {
        return act(visit, room)
                .formParam("message", "Later by " + days + ".")
                .formParam("scheduledFor", field(from.plus(days, ChronoUnit.DAYS)))
                .formParam("scheduledUntil", field(until.plus(days, ChronoUnit.DAYS)));
    }

    private static void stands(String room, Instant begin) {
        admin().get("/api/v1" + room.replace("/console", ""))
                .then()
                .body("scheduledFor", startsWith(field(begin)))
                .body("status", equalTo("scheduled"));
    }

    /** As a field for date and time holds it, in UTC. */
    private static String field(Instant at) {
        return at.atOffset(ZoneOffset.UTC)
                .toLocalDateTime()
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }
}
