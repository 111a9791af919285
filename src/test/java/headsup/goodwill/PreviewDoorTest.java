package headsup.goodwill;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a declaration would do, seen before anything leaves. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class PreviewDoorTest {

    private String component = "";

    @BeforeEach
    void aPart() {
        component = Cast.component("Cards");
    }

    @Test
    void itCountsWhomItWouldReachAndHowTheyStandAndKeepsNothing() {
        Cast.customer(component, "one@example.com");
        Cast.customer(component, "two@example.com");
        customer(List.of(), "email");
        customer(List.of(), "page");
        preview(Map.of("message", "Some cards are refused. We are moving payments to our second route."))
                .statusCode(200)
                .body("customers", equalTo(4))
                .body("contacts", equalTo(2))
                .body("unreachable", equalTo(1))
                .body("bands.unknown", equalTo(4))
                .body("bands.overdrawn", equalTo(0))
                .body("hints", empty());
        admin().get("/api/v1/incidents?open=true")
                .then()
                .body("items.findAll { it.components.any { c -> c.id == '" + component + "' } }", empty());
    }

    @Test
    void hintsComeWithIt() {
        preview(Map.of("message", "It fails due to an outage of the carrier."))
                .statusCode(200)
                .body("hints.code", contains("action", "blame"));
    }

    @Test
    void badInputIsNamedAsInADeclaration() {
        preview(Map.of("message", " "))
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors.field", contains("message"));
        preview(Map.of("message", "x", "audience", Map.of("customers", List.of("nobody"))))
                .statusCode(422)
                .body("errors.field", contains("audience.customers[0]"));
    }

    private ValidatableResponse preview(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(
                Map.of("name", "Cards fail", "components", List.of(Map.of("id", component, "status", "major_outage"))));
        body.putAll(more);
        return admin().body(body).post("/api/v1/incidents/preview").then();
    }

    private void customer(List<Map<String, String>> contacts, String channel) {
        String ref = Cast.unique("customer");
        admin().body(Map.of("name", ref, "components", List.of(component), "contacts", contacts, "channel", channel))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
    }
}
