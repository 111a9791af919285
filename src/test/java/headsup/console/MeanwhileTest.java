package headsup.console;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two write to the same incident at once. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class MeanwhileTest {

    @Test
    void whoComesSecondIsToldWhatTheFirstOneSaidAndKeepsTheirWords() {
        String id = Cast.admin()
                .body(Map.of("name", "Cards fail", "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String room = "/console/incidents/" + id;
        Visit one = Visit.by("responder");
        Visit two = Visit.byAdmin();
        RequestSpecification early = words(one, room, "It is the <carrier>.");
        RequestSpecification late = words(two, room, "We know nothing yet.");
        early.post(room + "/updates").then().statusCode(303);
        String again = late.post(room + "/updates")
                .then()
                .statusCode(409)
                .body(containsString("said: “It is the &lt;carrier&gt;.”"))
                .body(containsString("We know nothing yet.</textarea>"))
                .extract()
                .asString();
        said(id, 2);
        two.as()
                .formParam("seal", Visit.hidden(again, "seal"))
                .formParam("form", Visit.hidden(again, "form"))
                .formParam("known", Visit.hidden(again, "known"))
                .formParam("status", "investigating")
                .formParam("message", "We know nothing yet.")
                .post(room + "/updates")
                .then()
                .statusCode(303);
        said(id, 3);
    }

    @Test
    void whoLeftItAtNotKnownYetDoesNotTakeBackAnEstimateTheyHaveNotSeen() {
        String id = Cast.admin()
                .body(Map.of("name", "Cards fail", "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String room = "/console/incidents/" + id;
        Visit one = Visit.by("responder");
        Visit two = Visit.byAdmin();
        RequestSpecification early = words(one, room, "It is the carrier.").formParam("estimate", "2h");
        RequestSpecification late = words(two, room, "We know nothing yet.").formParam("estimate", "unknown");
        early.post(room + "/updates").then().statusCode(303);
        late.post(room + "/updates")
                .then()
                .statusCode(409)
                .body(containsString("<option value=\"keep\" selected>No change: "));
    }

    private static RequestSpecification words(Visit visit, String room, String message) {
        return visit.form(room)
                .formParam("known", Visit.hidden(visit.page(room), "known"))
                .formParam("status", "investigating")
                .formParam("message", message);
    }

    private static void said(String id, int updates) {
        Cast.admin()
                .get("/api/v1/incidents/" + id)
                .then()
                .body("updates", hasSize(updates))
                .body("status", equalTo("investigating"));
    }
}
