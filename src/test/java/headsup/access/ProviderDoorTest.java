package headsup.access;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.access.LyingProvider.Lie;
import headsup.access.LyingProvider.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Signing in at an identity provider: what it says is believed when it proves it, and nothing else changes. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(WithProvider.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProviderDoorTest {

    private static final String SIGN_IN = "/console/sign-in";

    private static @Nullable LyingProvider open;

    /** The way to the provider and back, as a browser goes it. */
    private static final class Browser {

        private final Map<String, String> cookies = new HashMap<>();

        Response get(String address) {
            Response answer = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .cookies(cookies)
                    .get(address);
            answer.getDetailedCookies().asList().forEach(cookie -> {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            });
            return answer;
        }

        String start(String next) {
            return get(SIGN_IN + "/oidc/start?next=" + next)
                    .then()
                    .statusCode(303)
                    .extract()
                    .header("Location");
        }

        /** With the provider's answer. */
        String returning(String next) {
            String there = start(next);
            return given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .get(there)
                    .then()
                    .statusCode(302)
                    .extract()
                    .header("Location");
        }

        Response signIn(String next) {
            return get(returning(next));
        }

        boolean isIn() {
            return cookies.containsKey(Sessions.COOKIE);
        }
    }

    @BeforeEach
    void openProvider() {
        if (open == null) {
            open = LyingProvider.at(ConfigProvider.getConfig().getValue(WithProvider.PORT, Integer.class));
        }
    }

    @AfterAll
    static void closeProvider() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Test
    @Order(1)
    void aProviderThatIsAwayIsSaidSoAndTriedAnew() {
        closeProvider();
        Browser browser = new Browser();
        String back = browser.get(SIGN_IN + "/oidc/start?next=/console/customers")
                .then()
                .statusCode(303)
                .header("Location", startsWith(SIGN_IN + "?why=away&next="))
                .extract()
                .header("Location");
        browser.get(back)
                .then()
                .statusCode(200)
                .body(containsString("Acme does not answer. Sign in with name and password"))
                .body(containsString("value=\"/console/customers\""));
        signingIn("admin", Cast.ADMIN_PASSWORD).then().statusCode(303);
        openProvider();
        assertTrue(browser.start("/console").contains("/authorize?"));
    }

    @Test
    void whoTheProviderVouchesForGetsASessionAndTheRoleItSays() {
        String name = vouchFor(Cast.unique("dana"), "on-call", "unknown");
        Browser browser = new Browser();
        browser.get(SIGN_IN).then().body(containsString("Sign in with Acme"));
        browser.signIn("/console/customers?band=thin")
                .then()
                .statusCode(303)
                .header("Location", "/console/customers?band=thin");
        assertTrue(browser.isIn());
        browser.get("/console").then().statusCode(200).body(containsString(name));
        admin().get("/api/v1/staff/" + name)
                .then()
                .body("role", equalTo("responder"))
                .body("fromProvider", equalTo(true));
        admin().get("/api/v1/audit?actor=" + name)
                .then()
                .body("items.verb", hasItems("staff.hired", "staff.signed_in"))
                .body("items.detail", hasItem("by the identity provider"));
    }

    @Test
    void nothingOfTheProvidersStaysInTheBrowser() {
        vouchFor(Cast.unique("dana"), "viewer");
        Browser browser = new Browser();
        browser.signIn("/console").then().statusCode(303).header("Location", "/console");
        assertEquals(List.of(Sessions.COOKIE), List.copyOf(browser.cookies.keySet()));
    }

    @Test
    void theProviderIsAskedWithPkceStateAndNonce() {
        String there = new Browser().start("/console");
        for (String part : List.of(
                "response_type=code",
                "client_id=headsup",
                "code_challenge_method=S256",
                "code_challenge=",
                "nonce=",
                "state=",
                "scope=openid",
                "redirect_uri=http%3A%2F%2Flocalhost")) {
            assertTrue(there.contains(part), there + " has no " + part);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Lie.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsNotProvenLetsNobodyIn(Lie lie) {
        String name = vouchFor(Cast.unique("mallory"), "admin");
        provider().tell(lie);
        Browser browser = new Browser();
        browser.signIn("/console").then().statusCode(303).header("Location", startsWith(SIGN_IN + "?why=not_proven"));
        assertFalse(browser.isIn());
        admin().get("/api/v1/staff/" + name).then().statusCode(404);
        browser.get(SIGN_IN + "?why=not_proven").then().body(containsString("Acme did not prove who you are."));
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() {
        vouchFor(Cast.unique("mallory"), "admin");
        String answer = new Browser().returning("/console");
        Browser victim = new Browser();
        victim.get(answer).then().statusCode(303).header("Location", startsWith(SIGN_IN + "?why=not_proven"));
        assertFalse(victim.isIn());
        Browser other = new Browser();
        other.start("/console");
        other.get(answer).then().statusCode(303);
        assertFalse(other.isIn());
    }

    @Test
    void anAnswerIsGoodOnce() {
        vouchFor(Cast.unique("dana"), "viewer");
        Browser browser = new Browser();
        String answer = browser.returning("/console");
        Map<String, String> before = Map.copyOf(browser.cookies);
        browser.get(answer).then().header("Location", "/console");
        browser.cookies.clear();
        browser.cookies.putAll(before);
        browser.get(answer).then().header("Location", startsWith(SIGN_IN + "?why=not_proven"));
        assertFalse(browser.isIn());
    }

    @Test
    void theProvidersNoIsANo() {
        Browser browser = new Browser();
        String there = browser.start("/console");
        String state = there.replaceFirst(".*[?&]state=([^&]+).*", "$1");
        browser.get(SIGN_IN + "/oidc?error=access_denied&state=" + state)
                .then()
                .statusCode(303)
                .header("Location", startsWith(SIGN_IN + "?why=not_proven"));
        assertFalse(browser.isIn());
    }

    @Test
    void whoHasNoneOfOurRolesIsNotLetIn() {
        String name = vouchFor(Cast.unique("stranger"), "accounting");
        Browser browser = new Browser();
        String back = browser.signIn("/console/customers")
                .then()
                .statusCode(303)
                .header("Location", SIGN_IN + "?why=no_role&next=%2Fconsole%2Fcustomers")
                .extract()
                .header("Location");
        browser.get(back).then().body(containsString("gives you no role here."));
        assertFalse(browser.isIn());
        admin().get("/api/v1/staff/" + name).then().statusCode(404);
    }

    @Test
    void theRoleFollowsTheProviderAndIsNobodyElses() {
        String name = vouchFor(Cast.unique("dana"), "viewer");
        new Browser().signIn("/console");
        admin().body(Map.of("role", "admin"))
                .patch("/api/v1/staff/" + name)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("role"));
        provider().vouchFor(new Person("sub-" + name, name, null, List.of("care")));
        new Browser().signIn("/console");
        admin().get("/api/v1/staff/" + name).then().body("role", equalTo("care"));
        admin().get("/api/v1/audit?verb=staff.role_changed&actor=" + name)
                .then()
                .body("items.detail", hasItem("viewer to care, said by the identity provider"));
    }

    @Test
    void aNameThatIsAnothersIsNotTakenOver() {
        String email = Cast.unique("boss") + "@acme.example";
        provider().vouchFor(new Person(Cast.unique("sub"), "admin", email, List.of("viewer")));
        Browser browser = new Browser();
        browser.signIn("/console").then().header("Location", "/console");
        browser.get("/console/settings").then().body(containsString("<strong>" + email + "</strong>"));
        browser.get("/console/people").then().statusCode(403);

        provider().vouchFor(new Person(Cast.unique("sub"), "admin", null, List.of("admin")));
        new Browser().signIn("/console").then().header("Location", startsWith(SIGN_IN + "?why=no_name"));
    }

    @Test
    void whoIsDisabledHereStaysOutside() {
        String name = vouchFor(Cast.unique("dana"), "viewer");
        Browser browser = new Browser();
        browser.signIn("/console");
        admin().body(Map.of("disabled", true))
                .patch("/api/v1/staff/" + name)
                .then()
                .statusCode(200);
        browser.get("/console").then().statusCode(303).header("Location", SIGN_IN);
        browser.signIn("/console").then().header("Location", startsWith(SIGN_IN + "?why=disabled"));
    }

    @Test
    void theirAccountHasNoPassword() {
        String name = vouchFor(Cast.unique("dana"), "admin");
        new Browser().signIn("/console");
        for (String password : List.of("", "nobody has this password", "null")) {
            given().auth()
                    .preemptive()
                    .basic(name, password)
                    .get("/api/v1/components")
                    .then()
                    .statusCode(401);
        }
        admin().body(Map.of("password", "a long enough word"))
                .post("/api/v1/staff/" + name + "/password")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("password"));
    }

    @Test
    void theOtherWaysInStayOpen() {
        signingIn("admin", Cast.ADMIN_PASSWORD).then().statusCode(303);
        admin().get("/api/v1/staff").then().statusCode(200);
        String secret = admin().body(Map.of("label", "runbook"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
        given().header("Authorization", "Bearer " + secret)
                .get("/api/v1/staff")
                .then()
                .statusCode(200);
        given().get("/api/v1/staff").then().statusCode(401);
        given().redirects().follow(false).get("/console").then().statusCode(303).header("Location", SIGN_IN);
    }

    @Test
    void onlyWaysInsideTheConsoleAreFollowedAfterwards() {
        vouchFor(Cast.unique("dana"), "viewer");
        for (String next : List.of("https://evil.example/", "//evil.example", "/console/sign-in/oidc")) {
            new Browser().signIn(next).then().statusCode(303).header("Location", "/console");
        }
    }

    private static LyingProvider provider() {
        return java.util.Objects.requireNonNull(open, "is opened before each test");
    }

    /** The name of somebody new with these words in {@code groups}. */
    private static String vouchFor(String name, String... groups) {
        provider().vouchFor(new Person("sub-" + name, name, null, List.of(groups)));
        return name;
    }

    private static Response signingIn(String name, String password) {
        RequestSpecification form = given().redirects().follow(false);
        return form.formParam("name", name).formParam("password", password).post(SIGN_IN);
    }
}
