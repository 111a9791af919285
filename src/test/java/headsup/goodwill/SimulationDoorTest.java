package headsup.goodwill;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked cases of the policy, posted to the product. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class SimulationDoorTest {

    @Test
    void everyWorkedCaseIsAnsweredToTheLetter() throws IOException {
        for (WorkedCase sample : WorkedCase.all()) {
            ValidatableResponse answer = Cast.admin()
                    .body(sample.request().toString())
                    .post(
                            "/api/v1/goodwill/simulations?policy={version}",
                            sample.policy().id())
                    .then();
            if (sample.refused() != null) {
                answer.statusCode(422)
                        .body("code", equalTo(sample.refused()))
                        .body("errors.field", hasItem(sample.field()));
            } else {
                String said = answer.statusCode(200).extract().asString();
                assertEquals(
                        sample.response().toPrettyString(),
                        WorkedCase.JSON.readTree(said).toPrettyString(),
                        sample.name());
            }
        }
    }

    @Test
    void theVersionInForceIsMeantWhereNoneIsNamedAndAnUnknownOneIsRefusedWithThoseThereAre() {
        String silentHour = """
                {"impact": [{"minute": 0, "severity": "critical"}], "untilMinute": 100000}""";
        simulated(silentHour, "?policy=default/1").statusCode(200).body("closing", equalTo(-90));
        simulated(silentHour, "?policy=default/2").statusCode(200).body("closing", equalTo(-42));
        String inForce = Cast.admin()
                .get("/api/v1/goodwill/policies?limit=500")
                .path("items.find { it.active }.with { it.name + '/' + it.version }");
        String named = simulated(silentHour, "?policy=" + inForce).extract().asString();
        assertEquals(named, simulated(silentHour, "").statusCode(200).extract().asString());
        for (String unknown : List.of("default/4711", "2", "other/2")) {
            simulated(silentHour, "?policy=" + unknown)
                    .statusCode(422)
                    .body("code", equalTo("invalid_field"))
                    .body("errors[0].field", equalTo("policy"))
                    .body("errors[0].message", containsString("default/1, default/2"));
        }
    }

    private static ValidatableResponse simulated(String facts, String query) {
        return Cast.admin()
                .body(facts)
                .post("/api/v1/goodwill/simulations" + query)
                .then();
    }
}
