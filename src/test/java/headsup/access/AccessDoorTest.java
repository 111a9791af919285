package headsup.access;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class AccessDoorTest {

    @Test
    void aViewerReadsAndWritesNothing() {
        RequestSpecification viewer = hired("viewer");
        viewer.get("/api/v1/components").then().statusCode(200);
        viewer.body(Map.of("name", "x"))
                .post("/api/v1/components")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("forbidden"));
    }

    @Test
    void aResponderDeclaresAndDoesNotAdminister() {
        RequestSpecification responder = hired("responder");
        responder
                .body(Map.of("name", "Fails", "message", "We look."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        responder.get("/api/v1/staff").then().statusCode(403);
    }

    @Test
    void aTokenActsForItsOwnerUntilItIsRevoked() {
        Map<String, Object> token = admin().body(Map.of("label", "runbook"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .body("secret", startsWith("hup_"))
                .extract()
                .path("");
        given().header("Authorization", "Bearer " + token.get("secret"))
                .get("/api/v1/staff")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("admin"));
        admin().get("/api/v1/tokens").then().body("items[0].keySet()", not(hasItem("secret")));
        admin().delete("/api/v1/tokens/" + token.get("id")).then().statusCode(204);
        given().header("Authorization", "Bearer " + token.get("secret"))
                .get("/api/v1/staff")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aReplayedTokenComesWithoutItsSecret() {
        String key = Cast.unique("key");
        admin().header("Idempotency-Key", key)
                .body(Map.of("label", "once"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .body("secret", startsWith("hup_"));
        admin().header("Idempotency-Key", key)
                .body(Map.of("label", "once"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("keySet()", not(hasItem("secret")));
    }

    @Test
    void whatIsWrittenStandsInTheAuditTrail() {
        String component = Cast.component("Trail");
        admin().get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items.subject", hasItem(component))
                .body("items.actor", hasItem("admin"));
    }

    @Test
    void aShortPasswordIsRefusedWithItsField() {
        admin().body(Map.of("name", Cast.unique("staff"), "role", "viewer", "password", "short"))
                .post("/api/v1/staff")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("password"));
    }

    @Test
    void anAccountIsChangedAndWhoComesSecondIsTold() {
        String name = Cast.unique("staff");
        admin().body(Map.of("name", name, "role", "viewer", "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201)
                .body("keySet()", not(hasItem("password")));
        int version = admin().get("/api/v1/staff/" + name)
                .then()
                .statusCode(200)
                .body("role", equalTo("viewer"))
                .body("disabled", equalTo(false))
                .extract()
                .path("version");
        admin().body(Map.of("role", "care", "version", version))
                .patch("/api/v1/staff/" + name)
                .then()
                .statusCode(200)
                .body("role", equalTo("care"));
        admin().body(Map.of("disabled", true, "version", version))
                .patch("/api/v1/staff/" + name)
                .then()
                .statusCode(409)
                .body("code", equalTo("stale"));
        admin().body(Map.of("disabled", true))
                .patch("/api/v1/staff/" + name)
                .then()
                .body("disabled", equalTo(true));
        admin().body(Map.of("role", "care"))
                .patch("/api/v1/staff/nobody-has-this")
                .then()
                .statusCode(404);
        admin().get("/api/v1/audit?verb=staff.role_changed").then().body("items.detail", hasItem("viewer to care"));
    }

    @Test
    void theLastAdministratorWithAPasswordStays() {
        String second = Cast.unique("admin");
        admin().body(Map.of("name", second, "role", "admin", "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        admin().body(Map.of("disabled", true))
                .patch("/api/v1/staff/" + second)
                .then()
                .statusCode(200);
        for (Map<String, Object> change :
                List.of(Map.<String, Object>of("role", "viewer"), Map.<String, Object>of("disabled", true))) {
            admin().body(change)
                    .patch("/api/v1/staff/admin")
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo(change.keySet().iterator().next()));
        }
    }

    @Test
    void whoNamesNoPasswordIsGivenOneOnce() {
        String name = Cast.unique("staff");
        String key = Cast.unique("key");
        String made = admin().header("Idempotency-Key", key)
                .body(Map.of("name", name, "role", "viewer"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201)
                .extract()
                .path("password");
        admin().header("Idempotency-Key", key)
                .body(Map.of("name", name, "role", "viewer"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201)
                .body("keySet()", not(hasItem("password")));
        asks(name, made).then().statusCode(200);
        String next = admin().body(Map.of())
                .post("/api/v1/staff/" + name + "/password")
                .then()
                .statusCode(200)
                .extract()
                .path("password");
        asks(name, made).then().statusCode(401);
        asks(name, next).then().statusCode(200);
    }

    @Test
    void aTokenMayDoLessThanItsOwnerAndEnds() {
        Map<String, Object> token = admin().body(
                        Map.of("label", "reader", "role", "viewer", "expiresAt", "2099-01-01T00:00:00Z"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("");
        RequestSpecification reader = given().header("Authorization", "Bearer " + token.get("secret"));
        reader.get("/api/v1/components").then().statusCode(200);
        reader.get("/api/v1/staff").then().statusCode(403);
        String shown = "items.find { it.id == " + token.get("id") + " }.";
        admin().get("/api/v1/tokens")
                .then()
                .body(shown + "role", equalTo("viewer"))
                .body(shown + "lastUsedAt", notNullValue())
                .body(shown + "expiresAt", equalTo("2099-01-01T00:00:00.000Z"));
        admin().body(Map.of("label", "late", "expiresAt", "2020-01-01T00:00:00Z"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("expiresAt"));
        hired("responder")
                .body(Map.of("label", "more", "role", "care"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("role"));
    }

    @Test
    void tokensAreTheirOwnersAndTheAdministrators() {
        RequestSpecification viewer = hired("viewer");
        int own = viewer.body(Map.of("label", "own")).post("/api/v1/tokens").path("id");
        int other =
                admin().body(Map.of("label", "others")).post("/api/v1/tokens").path("id");
        viewer.get("/api/v1/tokens").then().body("items.id", equalTo(List.of(own)));
        viewer.delete("/api/v1/tokens/" + other).then().statusCode(404);
        viewer.delete("/api/v1/tokens/" + own).then().statusCode(204);
        viewer.get("/api/v1/tokens").then().body("items", hasSize(0));
    }

    private static Response asks(String name, String password) {
        return given().auth().preemptive().basic(name, password).get("/api/v1/components");
    }

    private static RequestSpecification hired(String role) {
        String name = Cast.unique(role);
        admin().body(Map.of("name", name, "role", role, "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return given().auth().preemptive().basic(name, "a long enough word").contentType(ContentType.JSON);
    }
}
