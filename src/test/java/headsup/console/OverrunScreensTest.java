package headsup.console;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.incident.MaintenanceWatch;
import headsup.kernel.JsonShape;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A maintenance whose planned end has passed: the page says by how much, staff are asked, and end or extend it. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class OverrunScreensTest {

    @Inject
    MovableClock clock;

    @Inject
    MaintenanceWatch watch;

    @Test
    void thePageSaysByHowMuchItOverrunsAndStaffEndOrExtendIt() {
        String name = Cast.unique("New cables");
        Instant from = clock.instant().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MINUTES);
        Instant until = from.plus(Duration.ofHours(1));
        String id = admin().body(Map.of(
                        "name", name,
                        "components", List.of(Cast.component("Cables")),
                        "message", "We renew the cables.",
                        "scheduledFor", from.toString(),
                        "scheduledUntil", until.toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        clock.jumpTo(from);
        watch.turnWhatIsDue();
        clock.jumpTo(until.plus(Duration.ofMinutes(35)));
        watch.turnWhatIsDue();
        Eventually.holds("in English", () -> page(id, "en").contains("Overruns by 35 min."));
        Eventually.holds("in German", () -> page(id, "de").contains("Dauert 35 min länger als geplant."));
        Eventually.holds("in French", () -> page(id, "fr").contains("Dure 35 min de plus que prévu."));
        Eventually.holds("in Spanish", () -> page(id, "es").contains("Dura 35 min más de lo previsto."));

        Visit visit = Visit.by("responder");
        String room = "/console/maintenances/" + id;
        visit.as()
                .get("/console")
                .then()
                .body(allOf(containsString("Is it over?"), containsString(name + "</a> overruns by 35 min.")));
        visit.as().get(room).then().body(containsString("Is it over? It overruns by 35 min."));

        visit.as()
                .get(room)
                .then()
                .body(containsString("Die Wartung ist abgeschlossen. Alles funktioniert wieder."))
                .body(containsString("Cela dure plus longtemps que prévu. Nous y travaillons encore."))
                .body(containsString("Tarda más de lo que habíamos previsto. Seguimos trabajando en ello."));
        act(visit, room)
                .formParam("extend", "1h")
                .formParam("message", "It takes longer.")
                .post(room + "/extension")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=moved");
        Instant extended = until.plus(Duration.ofMinutes(95));
        admin().get("/api/v1/maintenances/" + id)
                .then()
                .body("scheduledUntil", equalTo(JsonShape.time(extended)))
                .body("status", equalTo("in_progress"))
                .body("overrunSeconds", equalTo(0));
        visit.as().get(room).then().body(not(containsString("Is it over?")));

        act(visit, room)
                .formParam("message", " ")
                .post(room + "/end")
                .then()
                .statusCode(422)
                .body(containsString("id=\"end-message-wrong\">This is missing."));
        act(visit, room)
                .formParam("message", "It is done.")
                .post(room + "/end")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=completed");
        admin().get("/api/v1/maintenances/" + id).then().body("status", equalTo("completed"));
    }

    @Test
    void wordsThatBlameComeBackWithTheirPriceOnceItHasBegun() {
        Instant from = clock.instant().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MINUTES);
        String id = admin().body(Map.of(
                        "name", Cast.unique("New cables"),
                        "components", List.of(Cast.component("Cables")),
                        "message", "We renew the cables.",
                        "scheduledFor", from.toString(),
                        "scheduledUntil", from.plus(Duration.ofHours(1)).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String room = "/console/maintenances/" + id;
        Visit visit = Visit.by("responder");
        blaming(visit, room, "scheduled").post(room + "/updates").then().statusCode(303);
        clock.jumpTo(from);
        watch.turnWhatIsDue();
        for (String form : List.of("/updates", "/extension", "/end", "/window")) {
            blaming(visit, room, "in_progress")
                    .formParam("extend", "1h")
                    .post(room + form)
                    .then()
                    .statusCode(200)
                    .body(containsString("<strong>Nothing was sent.</strong> It blames others"));
        }
        blaming(visit, room, "in_progress")
                .formParam("priced", "yes")
                .post(room + "/end")
                .then()
                .statusCode(303);
    }

    private static RequestSpecification blaming(Visit visit, String room, String status) {
        return act(visit, room)
                .formParam("message", "Our provider has an outage.")
                .formParam("status", status);
    }

    private static String page(String id, String language) {
        return given().header("Accept-Language", language)
                .get("/maintenances/" + id)
                .asString();
    }

    private static RequestSpecification act(Visit visit, String room) {
        String page = visit.page(room);
        return visit.as()
                .formParam("seal", Visit.hidden(page, "seal"))
                .formParam("form", Form.newId())
                .formParam("known", Visit.hidden(page, "known"));
    }
}
