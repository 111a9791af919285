package headsup.access;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
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

    private static RequestSpecification hired(String role) {
        String name = Cast.unique(role);
        admin().body(Map.of("name", name, "role", role, "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return given().auth().preemptive().basic(name, "a long enough word").contentType(ContentType.JSON);
    }
}
