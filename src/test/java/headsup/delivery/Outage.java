package headsup.delivery;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;

import headsup.Cast;
import headsup.Eventually;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A component, those who depend on it, and what they are told when it fails: all through the doors. */
final class Outage {

    private static final String IMPACT = "major_outage";

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private final String component;
    private @Nullable String incident;

    Outage() {
        component = staff().body(Map.of("name", Cast.unique("Cards")))
                .post("/api/v1/components")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String token() {
        return admin().body(Map.of("label", "test"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    /** By token: unlike a password it is not made to be slow. */
    static RequestSpecification staff() {
        String database = ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class);
        String token = TOKENS.computeIfAbsent(database, unknown -> token());
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    /** A customer with these people, whose addresses nobody else has; its reference. */
    String customer(String... people) {
        String ref = Cast.unique("customer");
        staff().body(Map.of(
                        "name", ref,
                        "components", List.of(component),
                        "contacts",
                                Arrays.stream(people)
                                        .map(person -> Map.of("email", person + "@" + ref + ".example"))
                                        .toList()))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }

    static String address(String person, String customer) {
        return person + "@" + customer + ".example";
    }

    /** The first words; the same component may fail again, which is another incident. */
    Outage declare() {
        incident = staff().body(Map.of(
                        "name", Cast.unique("Cards fail"),
                        "components", List.of(Map.of("id", component, "status", IMPACT)),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return this;
    }

    String incident() {
        return Objects.requireNonNull(incident);
    }

    /** The next words; their id. */
    String post() {
        return staff().body(Map.of("status", "identified", "message", Cast.unique("We know more.")))
                .post("/api/v1/incidents/{id}/updates", incident())
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    JsonPath deliveries() {
        return staff().queryParam("limit", 500)
                .get("/api/v1/incidents/{id}/deliveries", incident())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Of the newest update that planned one for this address. */
    Map<String, Object> delivery(String email) {
        List<Map<String, Object>> all = deliveries().getList("items.findAll { it.email == '" + email + "' }");
        return all.get(all.size() - 1);
    }

    @Nullable
    String state(String email) {
        return (String) delivery(email).get("state");
    }

    /** Waits for it; the delivery. */
    Map<String, Object> await(String email, State state) {
        Eventually.holds(email + " is " + state.word(), () -> state.word().equals(state(email)));
        return delivery(email);
    }

    long count(State state) {
        return deliveries().getLong("counts." + state.word());
    }

    void awaitCount(State state, long count) {
        Eventually.holds(count + " are " + state.word(), () -> count(state) == count);
    }
}
