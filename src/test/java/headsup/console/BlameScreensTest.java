package headsup.console;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blaming others in the console: what it costs stands beside the words, a tick denies it, and care corrects it later. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class BlameScreensTest {

    private static final String BLAMING = "Ihre Karten gehen nicht. Schuld ist unser Netzbetreiber.";
    private static final String PRICE = "it costs −5 per customer, 1 customer.";

    private String component = "";
    private String customer = "";

    @BeforeEach
    void aCustomer() {
        component = Cast.component("Cards");
        customer = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
    }

    @Test
    void thePriceStandsBesideTheWordsAndInTheReviewUnlessTheirWriterDeniesIt() {
        Visit visit = Visit.by("responder");
        hints(visit).post("/console/hints").then().statusCode(200).body(containsString(PRICE));
        hints(visit)
                .formParam("blameless", "yes")
                .post("/console/hints")
                .then()
                .body(not(containsString("per customer")));
        visit.form("/console/declare")
                .formParam("name", "Cards fail")
                .formParam("message", BLAMING)
                .formParam("status", "investigating")
                .formParam("next", "30m")
                .formParam("state." + component, "major_outage")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .body(allOf(containsString(PRICE), containsString("name=\"blameless\"")));
    }

    private RequestSpecification hints(Visit visit) {
        return visit.form("/console/declare")
                .formParam("message", BLAMING)
                .formParam("state." + component, "major_outage");
    }

    @Test
    void aTickDeniesItForOneUpdateAndAFormerOneIsNotChargedTwice() {
        String incident = declared();
        String room = "/console/incidents/" + incident;
        Visit visit = Visit.by("responder");
        visit.form(room)
                .formParam("incident", incident)
                .formParam("message", BLAMING)
                .post("/console/hints")
                .then()
                .body(containsString("charged no second time"));
        visit.form(room)
                .formParam("message", BLAMING)
                .formParam("status", "identified")
                .formParam("next", "30m")
                .formParam("blameless", "yes")
                .post(room + "/updates")
                .then()
                .statusCode(303);
        admin().get("/api/v1/incidents/" + incident)
                .then()
                .body("updates[0].blame", equalTo(false))
                .body("updates[1].blame", equalTo(true));
        visit.as().get(room).then().body(not(containsString("/blame\"")));
    }

    @Test
    void anUpdateComesBackOnceWithItsPriceBeforeItIsPosted() {
        String incident = declared("We are looking.");
        String room = "/console/incidents/" + incident;
        Visit visit = Visit.by("responder");
        next(visit, room)
                .post(room + "/updates")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("<strong>Nothing was sent.</strong> It blames others"),
                        containsString(PRICE),
                        containsString(BLAMING + "</textarea>"),
                        containsString("name=\"priced\" value=\"yes\"")));
        admin().get("/api/v1/incidents/" + incident).then().body("updates.size()", equalTo(1));
        next(visit, room)
                .formParam("apology", "yes")
                .post(room + "/updates")
                .then()
                .statusCode(303);
        next(visit, room)
                .formParam("priced", "yes")
                .post(room + "/updates")
                .then()
                .statusCode(303);
        admin().get("/api/v1/incidents/" + incident)
                .then()
                .body("updates[1].blame", equalTo(false))
                .body("updates[0].blame", equalTo(true));
        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", incident);
        next(visit, room)
                .post(room + "/reopening")
                .then()
                .statusCode(200)
                .body(containsString("charged no second time"));
    }

    private static RequestSpecification next(Visit visit, String room) {
        return visit.form(room)
                .formParam("message", BLAMING)
                .formParam("status", "identified")
                .formParam("next", "30m");
    }

    @Test
    void careCorrectsTheJudgementInTheTimelineWithAReason() {
        String incident = declared();
        String update = admin().get("/api/v1/incidents/" + incident).path("updates[0].id");
        String room = "/console/incidents/" + incident;
        String judge = room + "/updates/" + update + "/blame";
        Visit care = Visit.by("care");
        care.as().get(room).then().body(allOf(containsString("Blames others</p>"), containsString(judge)));
        care.form(room)
                .formParam("blame", "no")
                .formParam("reason", " ")
                .post(judge)
                .then()
                .statusCode(422)
                .body(containsString("id=\"" + update + "-wrong\">This must have from 1 to 1000 characters."));
        care.form(room)
                .formParam("blame", "no")
                .formParam("reason", "It was <our> line")
                .post(judge)
                .then()
                .statusCode(303)
                .header("Location", room + "?said=judged");
        care.as()
                .get(room)
                .then()
                .body(allOf(
                        containsString("Judged not to blame others by "),
                        containsString("“It was &lt;our&gt; line”"),
                        not(containsString("Blames others</p>"))));
        Visit.by("responder")
                .form(room)
                .formParam("blame", "yes")
                .formParam("reason", "x")
                .post(judge)
                .then()
                .statusCode(403);
    }

    private String declared() {
        return declared(BLAMING);
    }

    private String declared(String message) {
        return admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "audience",
                        Map.of("customers", List.of(customer)),
                        "visibility",
                        "public",
                        "message",
                        message))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
