package headsup.console;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Words kept ready for declaring, as a browser without scripts and as a program have them. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class TemplateScreensTest {

    @Test
    void aTemplateIsKeptOnceAndFillsADeclaration() {
        String component = Cast.component("Cards");
        Visit visit = Visit.by("responder");
        String name = Cast.unique("Cards down");
        RequestSpecification form = visit.form("/console/templates/new")
                .formParam("name", name)
                .formParam("title", "Card payments fail & wait")
                .formParam("message", "Some cards are declined.")
                .formParam("state." + component, "partial_outage")
                .formParam("next", "1h");
        for (String said : List.of("added", "once")) {
            form.post("/console/templates/new")
                    .then()
                    .statusCode(303)
                    .header("Location", "/console/templates?said=" + said);
        }
        String id = id(name);
        visit.as()
                .get("/console/declare")
                .then()
                .body(containsString("<a href=\"/console/declare?template=" + id + "\">" + name));
        visit.as()
                .get("/console/declare?template=" + id)
                .then()
                .statusCode(200)
                .body(containsString("aria-current=\"true\">" + name))
                .body(containsString("name=\"name\" value=\"Card payments fail &amp; wait\""))
                .body(containsString("Some cards are declined.</textarea>"))
                .body(containsString("<option value=\"partial_outage\" selected>"))
                .body(containsString("value=\"1h\" selected"))
                .body(not(containsString("Nothing was sent.")));
        visit.as()
                .get("/console/declare?template=gone")
                .then()
                .statusCode(200)
                .body(containsString("There is no template gone."));
        visit.as().get("/console/settings").then().body(containsString("<a href=\"/console/templates\">Templates</a>"));
        Visit.byAdmin()
                .as()
                .get("/console/trail?what=template")
                .then()
                .body(allOf(containsString("template kept"), containsString(name)));
    }

    @Test
    void aRefusedTemplateKeepsItsWords() {
        Visit visit = Visit.by("responder");
        String taken = Cast.unique("Taken");
        keep(taken);
        visit.form("/console/templates/new")
                .formParam("name", taken.toUpperCase(java.util.Locale.ROOT))
                .formParam("title", "A title")
                .formParam("message", "Kept & whole")
                .post("/console/templates/new")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-wrong\">This is taken by another template."))
                .body(containsString("Kept &amp; whole</textarea>"));
        visit.form("/console/templates/new")
                .formParam("name", "x".repeat(81))
                .formParam("message", " ")
                .post("/console/templates/new")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-wrong\">This has more than 80 characters."))
                .body(containsString("id=\"title-wrong\">This is missing."))
                .body(containsString("id=\"message-wrong\">This is missing."));
    }

    @Test
    void ofTwoWhoChangeOneAtOnceTheSecondIsTold() {
        String name = Cast.unique("Cards down");
        String path = "/console/templates/" + keep(name);
        Visit other = Visit.by("responder");
        RequestSpecification first = change(Visit.by("responder"), path, name, "The first.");
        RequestSpecification second = change(other, path, name, "The second.");
        first.post(path).then().statusCode(303).header("Location", "/console/templates?said=changed");
        String told = second.post(path)
                .then()
                .statusCode(409)
                .body(containsString("It now says: “A title”, “The first.”"))
                .body(containsString("The second.</textarea>"))
                .extract()
                .asString();
        admin().get("/api/v1/templates/" + id(name)).then().body("message", equalTo("The first."));
        RequestSpecification again = other.as()
                .formParam("seal", Visit.hidden(told, "seal"))
                .formParam("form", Visit.hidden(told, "form"))
                .formParam("version", Visit.hidden(told, "version"))
                .formParam("name", name)
                .formParam("title", "A title")
                .formParam("message", "The second.");
        again.post(path).then().statusCode(303);
        admin().get("/api/v1/templates/" + id(name)).then().body("message", equalTo("The second."));
    }

    @Test
    void aDeletedOneIsOfferedNoMore() {
        String name = Cast.unique("Cards down");
        String path = "/console/templates/" + keep(name);
        Visit visit = Visit.by("responder");
        String page = visit.page(path);
        visit.as()
                .formParam("seal", Visit.hidden(page, "seal"))
                .formParam("form", Visit.hidden(page, "form"))
                .formParam("version", Visit.hidden(page, "version"))
                .post(path + "/removal")
                .then()
                .statusCode(303)
                .header("Location", "/console/templates?said=deleted");
        assertFalse(visit.page("/console/declare").contains(name));
        visit.as().get(path).then().statusCode(404);
    }

    @Test
    void aViewerReadsThemAndWritesNone() {
        String name = Cast.unique("Cards down");
        String id = keep(name);
        Visit viewer = Visit.by("viewer");
        String page = viewer.page("/console/templates");
        assertFalse(page.contains("<form"));
        assertFalse(page.contains("/console/templates/" + id));
        viewer.as().get("/console/templates/" + id).then().statusCode(403);
        viewer.form("/console/settings")
                .formParam("name", "x")
                .post("/console/templates/new")
                .then()
                .statusCode(403);
        viewer.form("/console/settings")
                .post("/console/templates/" + id + "/removal")
                .then()
                .statusCode(403);
    }

    @Test
    void programsKeepChangeAndDeleteThemByTheirVersion() {
        String component = Cast.component("Cards");
        String name = Cast.unique("Cards down");
        String id = admin().body(Map.of(
                        "name", name,
                        "title", "Cards fail",
                        "message", "Some cards are declined.",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "nextUpdateIn", "PT45M"))
                .post("/api/v1/templates")
                .then()
                .statusCode(201)
                .body("nextUpdateIn", equalTo("PT45M"))
                .body("components[0].status", equalTo("major_outage"))
                .body("changedBy", equalTo("admin"))
                .extract()
                .path("id");
        Visit.byAdmin()
                .as()
                .get("/console/declare?template=" + id)
                .then()
                .body(containsString("value=\"30m\" selected"));
        Map<String, Object> other = Map.of("name", name, "title", "Cards fail", "message", "All.", "version", 0);
        admin().body(other)
                .put("/api/v1/templates/" + id)
                .then()
                .statusCode(200)
                .body("message", equalTo("All."))
                .body("components", hasSize(0))
                .body("version", equalTo(1));
        admin().body(other)
                .put("/api/v1/templates/" + id)
                .then()
                .statusCode(409)
                .body("code", equalTo("stale"));
        admin().body(Map.of("name", Cast.unique("x"), "title", "t", "message", "m", "nextUpdateIn", "P2D"))
                .post("/api/v1/templates")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("nextUpdateIn"));
        admin().delete("/api/v1/templates/" + id).then().statusCode(204);
        admin().get("/api/v1/templates/" + id).then().statusCode(404);
    }

    private static String keep(String name) {
        return admin().body(Map.of("name", name, "title", "A title", "message", "Words."))
                .post("/api/v1/templates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String id(String name) {
        return admin().get("/api/v1/templates").jsonPath().getString("items.find { it.name == '" + name + "' }.id");
    }

    private static RequestSpecification change(Visit visit, String path, String name, String message) {
        String page = visit.page(path);
        return visit.as()
                .formParam("seal", Visit.hidden(page, "seal"))
                .formParam("form", Visit.hidden(page, "form"))
                .formParam("version", Visit.hidden(page, "version"))
                .formParam("name", name)
                .formParam("title", "A title")
                .formParam("message", message);
    }
}
