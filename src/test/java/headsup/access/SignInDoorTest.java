package headsup.access;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who knocks with wrong names, passwords and tokens, and how the session of a right one is kept. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class SignInDoorTest {

    private static final String PASSWORD = "a long enough word";

    @Test
    void guessingByHttpBasicBecomesSlowForThatNameFromThatPlaceAlone() {
        String name = hired();
        String here = place();
        untilTooMany(() -> asked(basic(name, "wrong", here)));

        asked(basic(name, PASSWORD, here))
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("60"))
                .contentType("application/problem+json")
                .body("code", equalTo("too_many"));
        asked(basic(name, PASSWORD, place())).then().statusCode(200);
        asked(basic(hired(), PASSWORD, here)).then().statusCode(200);
    }

    @Test
    void theConsoleCountsWithTheApi() {
        String name = hired();
        String here = place();
        untilTooMany(() -> asked(basic(name, "wrong", here)));

        signingIn(name, PASSWORD, here).then().statusCode(429).body(containsString("Too many tries."));
        signingIn(name, PASSWORD, place()).then().statusCode(303);
    }

    @Test
    void guessingAsNobodyBecomesSlowToo() {
        String here = place();
        untilTooMany(() -> asked(from(here).header("Authorization", "Basic not-base64!")));
    }

    @Test
    void wrongTokensBecomeSlowAndARightOneStillPasses() {
        String secret = admin().body(Map.of("label", "runbook"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        String here = place();
        untilTooMany(() -> asked(from(here).header("Authorization", "Bearer hup_wrong")));

        asked(from(here).header("Authorization", "Bearer " + secret)).then().statusCode(200);
        asked(basic("admin", Cast.ADMIN_PASSWORD, here)).then().statusCode(200);
    }

    @Test
    void theSessionOfARequestByTlsStaysInTls() {
        Response in = signingIn("admin", Cast.ADMIN_PASSWORD, place(), "https");
        Response out = signingOut(in.cookie(Sessions.COOKIE), "https");
        for (Response answer : List.of(in, out)) {
            answer.then()
                    .statusCode(303)
                    .header(
                            "Set-Cookie",
                            allOf(
                                    containsString("Secure"),
                                    containsString("HttpOnly"),
                                    containsString("SameSite=Lax")));
        }
        signingIn("admin", Cast.ADMIN_PASSWORD, place())
                .then()
                .statusCode(303)
                .header("Set-Cookie", not(containsString("Secure")));
    }

    /** A new minute may begin in between; then the count begins anew. */
    private static void untilTooMany(Supplier<Response> guess) {
        int status = 401;
        for (int i = 0; i < 3 * Attempts.MOST_PER_PLACE && status == 401; i++) {
            status = guess.get().statusCode();
        }
        assertEquals(429, status);
    }

    private static Response asked(RequestSpecification request) {
        return request.get("/api/v1/components?limit=1");
    }

    private static RequestSpecification basic(String name, String password, String place) {
        return from(place).auth().preemptive().basic(name, password);
    }

    private static RequestSpecification from(String place) {
        return given().redirects().follow(false).header("X-Forwarded-For", place);
    }

    private static Response signingIn(String name, String password, String place) {
        return signingIn(name, password, place, "http");
    }

    private static Response signingIn(String name, String password, String place, String scheme) {
        return from(place)
                .header("X-Forwarded-Proto", scheme)
                .formParam("name", name)
                .formParam("password", password)
                .post("/console/sign-in");
    }

    private static Response signingOut(String session, String scheme) {
        String page = from(place())
                .cookie(Sessions.COOKIE, session)
                .get("/console/settings")
                .asString();
        Matcher seal = Pattern.compile("name=\"seal\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(seal.find());
        return from(place())
                .cookie(Sessions.COOKIE, session)
                .header("X-Forwarded-Proto", scheme)
                .formParam("seal", seal.group(1))
                .post("/console/sign-out");
    }

    private static String hired() {
        String name = Cast.unique("guessed");
        admin().body(Map.of("name", name, "role", "viewer", "password", PASSWORD))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return name;
    }

    /** An address that no other test comes from. */
    private static String place() {
        var random = ThreadLocalRandom.current();
        return "198.18." + random.nextInt(256) + "." + random.nextInt(256);
    }
}
