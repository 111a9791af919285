package headsup.console;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks, as a browser without scripts has them. Nobody listens at their address. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class WebhookScreensTest {

    private static final String PATH = "/console/webhooks";
    private static final String NOBODY = "http://127.0.0.1:9/hook";

    private Visit visit;

    @BeforeEach
    void signIn() {
        visit = Visit.byAdmin();
    }

    @Test
    void aWebhookIsAddedOnceItsSecretShownOnceTriedHeldAndDeleted() {
        String note = Cast.unique("pager");
        RequestSpecification form = visit.form(PATH)
                .formParam("url", NOBODY)
                .formParam("note", note)
                .formParam("incident.declared", "yes");
        String added = form.post(PATH)
                .then()
                .statusCode(200)
                .body(containsString("It is shown only now"))
                .body(containsString("<code>whsec_"))
                .extract()
                .asString();
        form.post(PATH)
                .then()
                .statusCode(200)
                .body(containsString("had been sent before"))
                .body(not(containsString("whsec_")));
        String id = admin().get("/api/v1/webhooks").path("items.find { it.note == '" + note + "' }.id");
        assertTrue(added.contains(PATH + "/" + id));
        String page = visit.page(PATH + "/" + id);
        assertTrue(page.contains("Events: incident.declared, only what is public."));
        assertFalse(page.contains("whsec_"));

        visit.form(PATH + "/" + id)
                .post(PATH + "/" + id + "/test")
                .then()
                .statusCode(303)
                .header("Location", PATH + "/" + id + "?said=pinged");
        Eventually.holds("it failed", () -> visit.page(PATH + "/" + id).contains("not taken yet, 1 try"));
        assertTrue(visit.page(PATH).contains("not taken yet, 1 try"));

        act(id, "pause", "webhook_paused");
        assertTrue(visit.page(PATH + "/" + id).contains(">Resume<"));
        act(id, "resumption", "webhook_resumed");
        visit.form(PATH + "/" + id)
                .post(PATH + "/" + id + "/deletion")
                .then()
                .statusCode(303)
                .header("Location", PATH + "?said=webhook_deleted");
        admin().get("/api/v1/webhooks/" + id).then().statusCode(404);
    }

    @Test
    void whatIsWrongStandsBesideItsField() {
        visit.form(PATH)
                .formParam("url", "ftp://example.com")
                .formParam("note", "chat")
                .formParam("incident.declared", "yes")
                .post(PATH)
                .then()
                .statusCode(422)
                .body(containsString("id=\"url-wrong\">This must be an absolute http or https address"))
                .body(containsString("value=\"chat\""));
        visit.form(PATH)
                .formParam("url", NOBODY)
                .post(PATH)
                .then()
                .statusCode(422)
                .body(containsString("id=\"events-wrong\">This must name at least one event."));
    }

    @Test
    void onlyAdministratorsComeHere() {
        Visit responder = Visit.by("responder");
        assertFalse(responder.page("/console/settings").contains(PATH));
        assertTrue(visit.page("/console/settings").contains(PATH));
        responder.as().get(PATH).then().statusCode(403);
        String id = admin().body(Map.of("url", NOBODY))
                .post("/api/v1/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        responder.as().get(PATH + "/" + id).then().statusCode(403);
        admin().delete("/api/v1/webhooks/" + id).then().statusCode(204);
        visit.as().get(PATH + "/" + id).then().statusCode(404);
        admin().get("/api/v1/audit?verb=webhook.removed").then().body("items[0].subject", equalTo(id));
    }

    private void act(String id, String act, String said) {
        visit.form(PATH + "/" + id)
                .post(PATH + "/" + id + "/" + act)
                .then()
                .statusCode(303)
                .header("Location", PATH + "/" + id + "?said=" + said);
    }
}
