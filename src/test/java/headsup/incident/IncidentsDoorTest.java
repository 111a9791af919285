package headsup.incident;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class IncidentsDoorTest {

    @Test
    void aDeclaredIncidentSaysWhatItPromised() {
        String component = Cast.component("Cards");
        String id = declare(component, "partial_outage");
        admin().get("/api/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .body("impact", equalTo("major"))
                .body("status", equalTo("investigating"))
                .body("promise.state", equalTo("open"))
                .body("startedAt", matchesPattern("....-..-..T..:..:..\\.\\d{3}Z"))
                .body("updates.number", contains(1));
        admin().get("/api/v1/components/" + component).then().body("status", equalTo("partial_outage"));
    }

    @Test
    void aResolvedIncidentHealsItsComponentsAndTakesNoMoreUpdates() {
        String component = Cast.component("Cards");
        String id = declare(component, "major_outage");
        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201)
                .body("kind", equalTo("resolved"));
        admin().get("/api/v1/components/" + component).then().body("status", equalTo("operational"));
        admin().body(Map.of("status", "monitoring", "message", "More?"))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("illegal_transition"));
    }

    @Test
    void whatAnotherIncidentStillHoldsAComponentToIsNotTheDoingOfTheOneThatEnds() {
        String component = Cast.component("Cards");
        declare(component, "major_outage");
        String smaller = declare(component, "degraded_performance");
        admin().body(Map.of("status", "resolved", "message", "The slow part works again."))
                .post("/api/v1/incidents/{id}/updates", smaller)
                .then()
                .statusCode(201);
        admin().get("/api/v1/incidents/" + smaller).then().body("impact", equalTo("minor"));
        admin().get("/api/v1/components/" + component).then().body("status", equalTo("major_outage"));
    }

    @Test
    void whatIsNarrowedToNamedCustomersOrTagsIsTheirsToSeeAloneUnlessSomebodySaysOtherwise() {
        String component = Cast.component("Cards");
        String customer = Cast.customer(component, "narrow@shop.example");
        Map<String, Object> narrow = Map.of("customers", List.of(customer));
        assertVisibility("public", declared(component, Map.of()));
        assertVisibility("affected", declared(component, Map.of("audience", narrow)));
        assertVisibility("public", declared(component, Map.of("audience", narrow, "visibility", "public")));
        assertVisibility("affected", declared(component, Map.of("visibility", "affected")));
    }

    private static String declared(String component, Map<String, Object> besides) {
        Map<String, Object> body = new java.util.HashMap<>(besides);
        body.put("name", "Cards fail");
        body.put("components", List.of(Map.of("id", component, "status", "partial_outage")));
        body.put("message", "We are looking.");
        return admin().body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void assertVisibility(String expected, String id) {
        admin().get("/api/v1/incidents/" + id).then().body("visibility", equalTo(expected));
    }

    @Test
    void aPromiseInThePastIsRefused() {
        String component = Cast.component("Cards");
        admin().body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking.",
                        "nextUpdateAt", "2020-01-01T00:00:00Z"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors[0].field", equalTo("nextUpdateAt"));
        admin().get("/api/v1/components/" + component).then().body("status", equalTo("operational"));
    }

    @Test
    void anEstimateIsAnsweredBesideThePromiseMovedAndWithdrawn() {
        String id = declare(Cast.component("Cards"), "partial_outage");
        admin().get("/api/v1/incidents/" + id).then().body("estimate", nullValue());
        Instant first = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        Instant second = first.plus(Duration.ofHours(1));
        update(id, Map.of("estimateAt", first.toString()));
        admin().get("/api/v1/incidents/" + id)
                .then()
                .body("estimate.at", equalTo(written(first)))
                .body("estimate.givenAt", equalTo(publishedLast(id)))
                .body("estimate.movedFrom", nullValue())
                .body("estimate.state", equalTo("standing"));
        update(id, Map.of("estimateAt", second.toString()));
        update(id, Map.of());
        admin().get("/api/v1/incidents/" + id)
                .then()
                .body("estimate.at", equalTo(written(second)))
                .body("estimate.movedFrom", equalTo(written(first)));
        update(id, Map.of("estimateUnknown", true));
        admin().get("/api/v1/incidents/" + id)
                .then()
                .body("estimate.state", equalTo("withdrawn"))
                .body("updates[0].estimateUnknown", equalTo(true));
        admin().body(Map.of(
                        "status",
                        "identified",
                        "message",
                        "Both?",
                        "estimateAt",
                        second.toString(),
                        "estimateUnknown",
                        true))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("estimateUnknown"));
    }

    private static void update(String id, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("status", "identified", "message", "We know more."));
        body.putAll(more);
        admin().body(body).post("/api/v1/incidents/{id}/updates", id).then().statusCode(201);
    }

    private static String publishedLast(String id) {
        return admin().get("/api/v1/incidents/" + id).path("updates[0].publishedAt");
    }

    private static String written(Instant at) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    @Test
    void badInputGetsAClearAnswer() {
        admin().body("{\"name\":")
                .post("/api/v1/incidents")
                .then()
                .statusCode(400)
                .body("code", equalTo("malformed"));
        admin().body("{\"name\":\"x\",\"message\":\"m\",\"impact\":\"huge\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("impact"));
        admin().body(
                        "{\"name\":\"x\",\"message\":\"m\",\"components\":[{\"id\":\"nope\",\"status\":\"major_outage\"}]}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("components[0].id"));
        admin().body("{\"message\":\"m\"}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("name"));
        admin().body("x".repeat((1 << 20) + 1))
                .post("/api/v1/incidents")
                .then()
                .statusCode(413)
                .body("code", equalTo("too_large"));
        admin().get("/api/v1/incidents/nothing").then().statusCode(404).body("code", equalTo("not_found"));
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/incidents")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", matchesPattern("Basic.*"));
        given().auth()
                .preemptive()
                .basic("admin", "wrong")
                .get("/api/v1/incidents")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a\\u0000b","message":"m"}                                       | name
            {"name":"a","message":"m\\ud800"}                                        | message
            {"name":"a\\r\\nBcc: x@y.example","message":"m"}                         | name
            {"name":"\\u00a0 ","message":"m"} | name
            {"name":"a\\u202Eb","message":"m"}                                       | name
            {"name":"a","message":"m","components":[null]}                           | components[0]
            {"name":"a","message":"m","audience":{"customers":["nobody-we-know"]}}   | audience.customers[0]
            {"name":"a","message":"m","nextUpdateAt":"+999999999-12-31T23:59:59Z"}   | nextUpdateAt
            {"name":"a","message":"m","nextUpdateAt":"2190-01-01T00:00:00Z"}         | nextUpdateAt
            {"name":"a","message":"m","nextUpdateIn":"soon"}                         | nextUpdateIn
            {"name":"a","message":"m","startedAt":"1990-01-01T00:00:00Z"}            | startedAt
            """)
    void whatCannotBeMeantIsRefusedWithItsField(String body, String field) {
        admin().body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhateverItCallsItself() {
        admin().contentType("text/csv")
                .body("x".repeat((1 << 20) + 1))
                .post("/u/nobody")
                .then()
                .statusCode(413);
    }

    @Test
    void anAddressThatCannotBeReadIsNoFaultOfOurs() {
        admin().urlEncodingEnabled(false).get("/api/v1/incidents/x%00y").then().statusCode(400);
        admin().get("/api/v1/incidents?limit=abc").then().statusCode(400).body("code", equalTo("malformed"));
        admin().get("/api/v1/customers/nobody/statement?effectiveAt=soon")
                .then()
                .statusCode(422);
    }

    @Test
    void theSameKeyAndBodyDeclareOnce() {
        String component = Cast.component("Cards");
        String key = Cast.unique("key");
        Map<String, Object> body = Map.of(
                "name", "Cards fail",
                "components", List.of(Map.of("id", component, "status", "major_outage")),
                "message", "We are looking.");
        String first = admin().header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        admin().header("Idempotency-Key", key)
                .body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .header("Location", matchesPattern(".*/api/v1/incidents/" + first))
                .body("id", equalTo(first));
        admin().header("Idempotency-Key", key)
                .body(Map.of("name", "Another", "message", "m"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_conflict"));
    }

    @Test
    void theListIsReadPageByPageNewestFirst() {
        String component = Cast.component("Cards");
        String first = declare(component, "major_outage");
        String second = declare(component, "major_outage");
        String third = declare(component, "major_outage");
        String cursor = admin().get("/api/v1/incidents?limit=2")
                .then()
                .body("items.id", contains(third, second))
                .extract()
                .path("next");
        admin().queryParam("cursor", cursor)
                .get("/api/v1/incidents?limit=1")
                .then()
                .body("items.id", contains(first));
        admin().queryParam("cursor", "bm8").get("/api/v1/incidents").then().statusCode(422);
    }

    @Test
    void anEditedUpdateKeepsItsEarlierWords() {
        String id = declare(Cast.component("Cards"), "major_outage");
        String update = admin().get("/api/v1/incidents/" + id).path("updates[0].id");
        admin().body(Map.of("message", "Better words."))
                .patch("/api/v1/incidents/{id}/updates/{uid}", id, update)
                .then()
                .statusCode(200)
                .body("message", equalTo("Better words."))
                .body("earlier.message", contains("We are looking."));
    }

    @Test
    void anIncidentThatFailsAgainIsReopened() {
        String id = declare(Cast.component("Cards"), "major_outage");
        admin().body(Map.of("status", "resolved", "message", "Fixed.")).post("/api/v1/incidents/{id}/updates", id);
        admin().body(Map.of("status", "investigating", "message", "It failed again."))
                .post("/api/v1/incidents/{id}/reopen", id)
                .then()
                .statusCode(201);
        admin().get("/api/v1/incidents/" + id)
                .then()
                .body("status", equalTo("investigating"))
                .body("updates.size()", greaterThan(2));
    }

    private static String declare(String component, String status) {
        return admin().body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", status)),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
