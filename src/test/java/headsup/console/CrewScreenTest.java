package headsup.console;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who is on an incident: seen by all of the staff, and by nobody else. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class CrewScreenTest {

    @Inject
    DataSource database;

    @Test
    void whoIsOnItStandsInTheRoomAndOnNowUntilTheyAreOff() {
        String room = "/console/incidents/" + declared();
        Visit visit = Visit.by("responder");
        visit.as().get(room).then().body(containsString("Nobody is on it yet."));
        visit.form(room)
                .formParam("role", "tap <communications>")
                .post(room + "/crew")
                .then()
                .statusCode(303)
                .header("Location", room);
        for (String path : List.of(room, "/console")) {
            visit.as()
                    .get(path)
                    .then()
                    .body(allOf(
                            containsString("On it:"), containsString("</strong>, tap &lt;communications&gt; <span")));
        }
        visit.as().get(room).then().body(containsString("I’m off")).body(not(containsString("I’m on it")));
        visit.form(room).post(room + "/crew/leave").then().statusCode(303);
        visit.as().get(room).then().body(containsString("Nobody is on it yet.")).body(containsString("I’m on it"));
        Visit.byAdmin()
                .as()
                .get("/console/trail?what=incident.left")
                .then()
                .body(containsString(room.substring(room.lastIndexOf('/') + 1)));
    }

    @Test
    void aDoubleClickComesOnceAndAnotherRoleBeginsAnew() throws SQLException {
        String id = declared();
        String room = "/console/incidents/" + id;
        Visit visit = Visit.by("care");
        RequestSpecification form = visit.form(room).formParam("role", "calls");
        form.post(room + "/crew").then().statusCode(303);
        form.post(room + "/crew").then().statusCode(303);
        assertEquals(List.of("calls true"), rows(id));
        visit.form(room).formParam("role", "lead").post(room + "/crew").then().statusCode(303);
        assertEquals(List.of("calls false", "lead true"), rows(id));
    }

    @Test
    void aRoleThatIsTooLongIsKeptAndRefused() {
        String room = "/console/incidents/" + declared();
        Visit.by("responder")
                .form(room)
                .formParam("role", "x".repeat(61))
                .post(room + "/crew")
                .then()
                .statusCode(422)
                .body(containsString("id=\"role-wrong\">This has more than 60 characters."))
                .body(containsString("value=\"" + "x".repeat(61) + "\""));
    }

    @Test
    void aViewerSeesItAndIsNotOnIt() {
        String room = "/console/incidents/" + declared();
        Visit viewer = Visit.by("viewer");
        assertFalse(viewer.page(room).contains("<form"));
        for (String act : List.of("/crew", "/crew/leave")) {
            viewer.form("/console/settings").post(room + act).then().statusCode(403);
        }
    }

    @Test
    void nobodyComesToWhatIsOverAndThePublicNeverKnows() {
        String id = declared();
        String room = "/console/incidents/" + id;
        Visit visit = Visit.by("responder");
        String role = Cast.unique("quietly");
        visit.form(room).formParam("role", role).post(room + "/crew").then().statusCode(303);
        Visit late = Visit.by("responder");
        RequestSpecification form = late.form(room);
        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        form.post(room + "/crew").then().statusCode(409);
        visit.as().get(room).then().body(containsString("Were on it:"));
        Eventually.holds(
                "the page has it",
                () -> given().get("/incidents/" + id).asString().contains("It works again."));
        for (String path : List.of("/", "/incidents/" + id, "/incidents/" + id + ".json", "/updates.atom")) {
            assertFalse(given().get(path).asString().contains(role), path);
        }
    }

    private List<String> rows(String incident) throws SQLException {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "SELECT string_agg(role || ' ' || (left_at IS NULL), ',' ORDER BY id)"
                                + " FROM incident_crew WHERE incident_id = ?")) {
            query.setString(1, incident);
            try (var rows = query.executeQuery()) {
                rows.next();
                return List.of(rows.getString(1).split(","));
            }
        }
    }

    private static String declared() {
        return admin().body(Map.of("name", Cast.unique("Cards fail"), "message", "We look into it."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
