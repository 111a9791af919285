package headsup;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** The one cast of people and things all door tests play with, each made new so that tests don't meet. */
public final class Cast {

    public static final String ADMIN_PASSWORD = "correct horse battery";

    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private Cast() {}

    /** A request by the administrator: with a token, since the hash of a password is slow by intent. */
    public static RequestSpecification admin() {
        return adminAt(RestAssured.baseURI + ":" + RestAssured.port);
    }

    /** The same, to a product that answers there. */
    static RequestSpecification adminAt(String url) {
        return given().baseUri(url).auth().oauth2(tokenAt(url)).contentType(ContentType.JSON);
    }

    static String tokenAt(String url) {
        return TOKENS.computeIfAbsent(url, Cast::issued);
    }

    private static String issued(String url) {
        return given().baseUri(url)
                .auth()
                .preemptive()
                .basic("admin", ADMIN_PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("label", "cast"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
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

    /** Makes an account one that was opened then: nothing before that counts. */
    public static void openedAt(DataSource database, String customer, Instant moment) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("UPDATE customer SET created_at = ? WHERE ref = ?")) {
            statement.setObject(1, moment.atOffset(ZoneOffset.UTC));
            statement.setString(2, customer);
            statement.executeUpdate();
        }
    }

    /** Puts a version of the policy in force for what happens from now on, where it is not: version 2 is, to begin with. */
    public static void priceBy(int version) {
        JsonPath wanted = admin().get("/api/v1/goodwill/policies/" + version).jsonPath();
        if (!wanted.getBoolean("active")) {
            admin().body(Map.of("seen", wanted.getString("preview.digest")))
                    .post("/api/v1/goodwill/policies/" + version + "/activation")
                    .then()
                    .statusCode(200);
        }
    }

    /**
     * Somebody who wants mail about everything and has confirmed it.
     *
     * @return their id
     */
    public static long subscriber(DataSource database, String email) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        WITH made AS (INSERT INTO contact (customer_id, email, locale, time_zone, token, created_at)
                          VALUES (NULL, ?, 'en', 'Etc/UTC', left(md5(random()::text), 22), now()) RETURNING id)
                        INSERT INTO subscription (contact_id, topic, kind, only_end, since)
                        SELECT id, '*', 'EVERYTHING', false, now() FROM made RETURNING contact_id""")) {
            statement.setString(1, email);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
