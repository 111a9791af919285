package headsup.goodwill;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
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
                    .post("/api/v1/goodwill/simulations")
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
}
