package headsup;

import io.quarkus.test.junit.callback.QuarkusTestAfterAllCallback;
import io.quarkus.test.junit.callback.QuarkusTestContext;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Ends what a class of tests left open, through the doors, and takes the ninety days of its components off the page: all of
 * them share one product, and nobody's front page holds hundreds of open incidents or thousands of bars.
 */
public class Tidied implements QuarkusTestAfterAllCallback {

    private static final int MOST = 200;

    @Override
    public void afterAll(QuarkusTestContext tests) {
        open("incidents")
                .forEach(id -> admin().body(Map.of("status", "resolved", "message", "This is over.", "notify", false))
                        .post("/api/v1/incidents/" + id + "/updates"));
        open("maintenances").forEach(id -> admin().body(Map.of("message", "This is off.", "notify", false))
                .post("/api/v1/maintenances/" + id + "/cancellation"));
        List<String> shown = admin().get("/api/v1/components")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.showcase }.id");
        shown.forEach(id -> admin().body(Map.of("showcase", false)).patch("/api/v1/components/" + id));
    }

    /** The tests' own address is forgotten by now. */
    private static RequestSpecification admin() {
        return Cast.adminAt(ConfigProvider.getConfig().getValue("test.url", String.class));
    }

    private static List<String> open(String what) {
        JsonPath list = admin().get("/api/v1/" + what + "?open=true&limit=" + MOST)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return list.getList("items.id");
    }
}
