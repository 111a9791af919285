package headsup.console;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What words would look like, seen before they leave. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ProofScreenTest {

    private static final String MESSAGE = "You can't pay by card. We are on it.";

    private Visit visit;
    private String component = "";
    private String name = "";

    @BeforeEach
    void atTheDesk() {
        visit = Visit.byAdmin();
        component = Cast.component("Cards");
        name = Cast.unique("Cards fail");
    }

    private RequestSpecification words() {
        return visit.form("/console/declare")
                .formParam("name", name)
                .formParam("message", MESSAGE)
                .formParam("state." + component, "major_outage")
                .formParam("next", "30m")
                .formParam("status", "investigating");
    }

    @Test
    void theLetterIsReadBeforeItLeavesAndNothingIsKept() {
        words().formParam("in", "en")
                .post("/console/proofs/letter")
                .then()
                .statusCode(200)
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("frame-ancestors 'self'"), not(containsString("script-src"))))
                .header("X-Frame-Options", equalTo("SAMEORIGIN"))
                .body(containsString(name))
                .body(containsString("pay by card. We are on it."))
                .body(containsString("Next update by"));
        assertEquals(
                List.of(),
                Cast.admin().get("/api/v1/incidents?limit=500").path("items.findAll { it.name == '%s' }", name));
        Cast.admin().get("/api/v1/components").then().body(containsString(component));
        Cast.admin()
                .get("/api/v2/components.json")
                .then()
                .body("components.find { it.id == '" + component + "' }.status", equalTo("operational"));
    }

    @Test
    void theLetterSpeaksItsReadersLanguageWhereTheWordsDo() {
        words().formParam("translations.de.name", "Karten fallen aus")
                .formParam("translations.de.message", "Kartenzahlung ist nicht möglich.")
                .formParam("in", "de")
                .post("/console/proofs/letter")
                .then()
                .statusCode(200)
                .body(containsString("Karten fallen aus"))
                .body(containsString("Kartenzahlung ist nicht möglich."))
                .body(not(containsString("We are on it")));
    }

    @Test
    void thePageIsTheOneThatIsPrintedAfterwards() {
        Eventually.holds(
                "the page knows the component",
                () -> RestAssured.get("/api/v2/components.json").asString().contains(component));
        String before = story(words().formParam("in", "en")
                .post("/console/proofs/page")
                .then()
                .statusCode(200)
                .extract()
                .asString());
        words().formParam("step", "tell").post("/console/declare").then().statusCode(303);
        Eventually.holds("the page tells it", () -> page().contains(name));
        assertEquals(before, story(page()));
    }

    @Test
    void theDeclarerSeesWhoWillSeeItAndChangesThatBeforeAndAfterItLeaves() {
        String form = visit.page("/console/declare");
        assertEquals(true, form.contains("value=\"public\" selected"), "everyone, unless somebody says otherwise");
        words().formParam("visibility", "public")
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .body(containsString("Who can see it"))
                .body(containsString("value=\"public\" selected"));
        words().formParam("visibility", "affected")
                .formParam("in", "en")
                .post("/console/proofs/page")
                .then()
                .statusCode(200)
                .body(containsString("Nothing appears on the public page"))
                .body(containsString(name));
        String room = words().formParam("visibility", "affected")
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        String id = room.substring(room.lastIndexOf('/') + 1, room.indexOf('?'));
        String shown = visit.page("/console/incidents/" + id);
        assertEquals(true, shown.contains("only they can see it") && shown.contains("Not on the public page"));
        assertEquals(true, shown.contains("with its name and every update so far"), "what widening does is said first");
        Cast.admin().get("/api/v1/incidents/" + id).then().body("visibility", equalTo("affected"));
        visit.form("/console/incidents/" + id)
                .formParam("visibility", "public")
                .post("/console/incidents/{id}/visibility", id)
                .then()
                .statusCode(303);
        Cast.admin().get("/api/v1/incidents/" + id).then().body("visibility", equalTo("public"));
        Eventually.holds("the page tells it", () -> page().contains(name));
    }

    @Test
    void whoeverChangesWhoCanSeeItInTheLastLookIsShownWhomItReachesNow() {
        String look = words().formParam("visibility", "affected")
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertEquals("affected", Visit.hidden(look, "reviewed"));
        String again = words().formParam("visibility", "public")
                .formParam("reviewed", "affected")
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .body(containsString("You changed who can see it"))
                .extract()
                .asString();
        assertEquals("public", Visit.hidden(again, "reviewed"));
        assertEquals(1, again.split("name=\"reviewed\"", -1).length - 1);
        words().formParam("visibility", "public")
                .formParam("reviewed", "public")
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(303);
        visit.form("/console/announce")
                .formParam("name", Cast.unique("Cards pause"))
                .formParam("message", "We replace a switch.")
                .formParam("scheduledFor", "2027-02-03 4:05")
                .formParam("scheduledUntil", "2027-02-03 06:35")
                .formParam("state." + component, "under_maintenance")
                .formParam("visibility", "public")
                .formParam("reviewed", "affected")
                .formParam("step", "tell")
                .post("/console/announce")
                .then()
                .statusCode(200)
                .body(containsString("You changed who can see it"));
    }

    private String page() {
        return RestAssured.given().accept("text/html").get("/").asString();
    }

    /** The article that tells it, without its ids and times. */
    private String story(String page) {
        int at = page.indexOf(name, page.indexOf("<article"));
        String article = page.substring(page.lastIndexOf("<article", at), page.indexOf("</article>", at));
        return article.replaceAll("[a-z0-9]{12}", "ID")
                .replaceAll("\\d{2}:\\d{2}", "TIME")
                .replaceAll("T[^\"]+Z\"", "T\"");
    }

    @Test
    void aMaintenanceIsSeenBeforeItIsAnnouncedAndBeforeItsNextWords() {
        String planned = Cast.unique("Cards pause");
        RequestSpecification plan = visit.form("/console/announce")
                .formParam("maintenance", "new")
                .formParam("name", planned)
                .formParam("message", "We replace a switch.")
                .formParam("scheduledFor", "2027-02-03 4:05")
                .formParam("scheduledUntil", "2027-02-03 06:35")
                .formParam("state." + component, "under_maintenance")
                .formParam("in", "en");
        for (String proof : List.of("letter", "page")) {
            plan.post("/console/proofs/" + proof)
                    .then()
                    .statusCode(200)
                    .body(containsString(planned))
                    .body(containsString("We replace a switch."))
                    .body(containsString("3 Feb"))
                    .body(containsString("04:05"));
        }
        Cast.admin()
                .get("/api/v1/maintenances?limit=500")
                .then()
                .body("items.findAll { it.name == '" + planned + "' }", equalTo(List.of()));
        String room = plan.formParam("step", "tell")
                .post("/console/announce")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        String id = room.replaceAll(".*/maintenances/([a-z0-9]{12}).*", "$1");
        visit.form("/console/maintenances/" + id)
                .formParam("maintenance", id)
                .formParam("status", "scheduled")
                .formParam("message", "It will be short.")
                .formParam("in", "en")
                .post("/console/proofs/letter")
                .then()
                .statusCode(200)
                .body(containsString(planned))
                .body(containsString("It will be short."));
        Cast.admin().get("/api/v1/maintenances/" + id).then().body("updates.size()", equalTo(1));
    }

    @Test
    void whatIsMissingIsSaidInItsPlace() {
        ValidatableResponse answer = visit.form("/console/declare")
                .formParam("name", "")
                .formParam("message", "<script>")
                .post("/console/proofs/page")
                .then();
        answer.statusCode(422).body(containsString("name")).body(not(containsString("<script>")));
        words().formParam("translations.de.name", "n".repeat(256))
                .post("/console/declare")
                .then()
                .statusCode(422)
                .body(containsString("must have 1 to 255 characters"))
                .body(containsString("n".repeat(256)));
    }

    @Test
    void theNextWordsOfAKnownIncidentAreSeenTooAndTheSameWordsInOtherLanguagesLeave() {
        String id = Cast.admin()
                .body(Map.of(
                        "name", name,
                        "message", MESSAGE,
                        "components", List.of(Map.of("id", component, "status", "partial_outage"))))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String room = "/console/incidents/" + id;
        RequestSpecification next = visit.form(room)
                .formParam("incident", id)
                .formParam("status", "resolved")
                .formParam("message", "It works again.")
                .formParam("translations.fr.message", "Tout fonctionne de nouveau.");
        next.formParam("in", "fr")
                .post("/console/proofs/letter")
                .then()
                .statusCode(200)
                .body(containsString("Tout fonctionne de nouveau."));
        Cast.admin().get("/api/v1/incidents/" + id).then().body("status", equalTo("investigating"));
        next.post(room + "/updates").then().statusCode(303);
        Cast.admin()
                .get("/api/v1/incidents/" + id)
                .then()
                .body("status", equalTo("resolved"))
                .body("updates[0].translations.fr.message", equalTo("Tout fonctionne de nouveau."));
    }
}
