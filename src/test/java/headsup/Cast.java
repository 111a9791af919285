package headsup;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one cast of people and things all door tests play with, each made new so that tests don't meet. */
public final class Cast {

    public static final String ADMIN_PASSWORD = "correct horse battery";

    private Cast() {}

    /** A request by the administrator. */
    public static RequestSpecification admin() {
        return given().auth().preemptive().basic("admin", ADMIN_PASSWORD).contentType(ContentType.JSON);
    }

    /** A name nobody else has. */
    public static String unique(String word) {
        return word + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** A new component; its id. */
    public static String component(String word) {
        return admin().body(Map.of("name", unique(word)))
                .post("/api/v1/components")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A new customer who depends on a component and has one contact; its reference. */
    public static String customer(String componentId, String email) {
        String ref = unique("customer");
        admin().body(Map.of(
                        "name", "The " + ref,
                        "contacts", List.of(Map.of("email", email)),
                        "components", List.of(componentId)))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }
}
