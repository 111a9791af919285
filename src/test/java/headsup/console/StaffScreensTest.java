package headsup.console;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.access.Sessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Accounts, passwords, tokens and the trail, as a browser without scripts has them. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class StaffScreensTest {

    private static final String PASSWORD = "a long enough word";

    @Test
    void somebodyIsAddedWithAPasswordThatIsShownOnce() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String name = Cast.unique("dana");
        String page = form(session, "/console/people")
                .formParam("name", name)
                .formParam("role", "care")
                .formParam("password", "")
                .post("/console/people")
                .then()
                .statusCode(200)
                .body(containsString("It is shown only now"))
                .extract()
                .asString();
        String password = between(page, "<code>", "</code>");
        assertFalse(as(session).get("/console/people").asString().contains(password));
        signingIn(name, password).then().statusCode(303);
    }

    @Test
    void aRefusedNewcomerKeepsTheirWords() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        form(session, "/console/people")
                .formParam("name", "no spaces please")
                .formParam("role", "care")
                .post("/console/people")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-wrong\">This must be 1 to 64 letters"))
                .body(containsString("value=\"no spaces please\""))
                .body(containsString("value=\"care\" selected"));
        form(session, "/console/people")
                .formParam("name", "admin")
                .formParam("role", "viewer")
                .formParam("password", PASSWORD)
                .post("/console/people")
                .then()
                .statusCode(422)
                .body(containsString("This is taken."))
                .body(not(containsString(PASSWORD)));
    }

    @Test
    void ofTwoWhoEditAtOnceTheSecondIsTold() {
        String name = hired("responder");
        String path = "/console/people/" + name;
        String one = session("admin", Cast.ADMIN_PASSWORD);
        String other = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification first = person(one, path).formParam("role", "care");
        RequestSpecification second = person(other, path).formParam("role", "viewer");
        first.post(path + "/standing").then().statusCode(303).header("Location", path + "?said=changed");
        String told = second.post(path + "/standing")
                .then()
                .statusCode(409)
                .body(containsString("It is now: Care."))
                .body(containsString("value=\"viewer\" selected"))
                .extract()
                .asString();
        admin().get("/api/v1/staff/" + name).then().body("role", equalTo("care"));
        as(other)
                .formParam("seal", hidden(told, "seal"))
                .formParam("version", hidden(told, "version"))
                .formParam("role", "viewer")
                .post(path + "/standing")
                .then()
                .statusCode(303);
        admin().get("/api/v1/staff/" + name).then().body("role", equalTo("viewer"));
    }

    @Test
    void theLastAdministratorStays() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        person(session, "/console/people/admin")
                .formParam("role", "viewer")
                .post("/console/people/admin/standing")
                .then()
                .statusCode(422)
                .body(containsString("id=\"role-wrong\">This can&#39;t be taken from the last administrator"));
        person(session, "/console/people/admin")
                .formParam("role", "admin")
                .formParam("disabled", "yes")
                .post("/console/people/admin/standing")
                .then()
                .statusCode(422)
                .body(containsString("id=\"disabled-wrong\">"));
    }

    @Test
    void whoIsDisabledIsOutAtOnce() {
        String name = hired("viewer");
        String theirs = session(name, PASSWORD);
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String path = "/console/people/" + name;
        person(session, path)
                .formParam("role", "viewer")
                .formParam("disabled", "yes")
                .post(path + "/standing")
                .then()
                .statusCode(303);
        as(theirs).get("/console").then().statusCode(303);
        person(session, path)
                .formParam("role", "viewer")
                .post(path + "/standing")
                .then()
                .statusCode(303);
        as(theirs).get("/console").then().statusCode(303);
        signingIn(name, PASSWORD).then().statusCode(303).header("Location", "/console");
    }

    @Test
    void anotherPasswordEndsTheirSessions() {
        String name = hired("viewer");
        String theirs = session(name, PASSWORD);
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String path = "/console/people/" + name;
        person(session, path)
                .formParam("password", "short")
                .post(path + "/password")
                .then()
                .statusCode(422)
                .body(containsString("This must have at least 10 characters."));
        String page = person(session, path)
                .post(path + "/password")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        as(theirs).get("/console").then().statusCode(303).header("Location", "/console/sign-in");
        signingIn(name, PASSWORD).then().statusCode(422);
        signingIn(name, between(page, "<code>", "</code>")).then().statusCode(303);
    }

    @Test
    void onesOwnPasswordIsChangedByKnowingTheOldOne() {
        String name = hired("viewer");
        String session = session(name, PASSWORD);
        String elsewhere = session(name, PASSWORD);
        form(session, "/console/password")
                .formParam("oldPassword", "not the old one")
                .formParam("password", "another long word")
                .post("/console/password")
                .then()
                .statusCode(422)
                .body(containsString("id=\"oldPassword-wrong\">This is not your password."))
                .body(not(containsString("another long word")));
        form(session, "/console/password")
                .formParam("oldPassword", PASSWORD)
                .formParam("password", "another long word")
                .post("/console/password")
                .then()
                .statusCode(303)
                .header("Location", "/console/settings?said=password");
        as(session).get("/console").then().statusCode(200);
        as(elsewhere).get("/console").then().statusCode(303);
        signingIn(name, PASSWORD).then().statusCode(422);
        signingIn(name, "another long word").then().statusCode(303);
    }

    @Test
    void guessingTheOldPasswordBecomesSlow() {
        String name = hired("viewer");
        String session = session(name, PASSWORD);
        RequestSpecification guess = form(session, "/console/password")
                .header("X-Forwarded-For", "198.19.1.1")
                .formParam("oldPassword", "not the old one")
                .formParam("password", "another long word");
        int status = 422;
        // A new minute may begin in between; then the count begins anew.
        for (int i = 0; i < 30 && status == 422; i++) {
            status = guess.post("/console/password").statusCode();
        }
        assertEquals(429, status);
    }

    @Test
    void aTokenIsMadeOnceShownOnceAndRevoked() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String label = Cast.unique("runbook");
        RequestSpecification form = form(session, "/console/tokens")
                .formParam("label", label)
                .formParam("role", "responder")
                .formParam("lasting", "30d");
        String page =
                form.post("/console/tokens").then().statusCode(200).extract().asString();
        String secret = between(page, "<code>", "</code>");
        form.post("/console/tokens")
                .then()
                .statusCode(200)
                .body(containsString("had been sent before"))
                .body(not(containsString("<code>")));
        given().header("Authorization", "Bearer " + secret)
                .get("/api/v1/staff")
                .then()
                .statusCode(403);
        given().header("Authorization", "Bearer " + secret)
                .get("/api/v1/components")
                .then()
                .statusCode(200);
        String list = as(session).get("/console/tokens").asString();
        String id = between(list.substring(list.indexOf(label)), "/console/tokens/", "/revocation");
        form(session, "/console/tokens")
                .post("/console/tokens/" + id + "/revocation")
                .then()
                .statusCode(303)
                .header("Location", "/console/tokens?said=revoked");
        given().header("Authorization", "Bearer " + secret)
                .get("/api/v1/components")
                .then()
                .statusCode(401);
    }

    @Test
    void aViewerHasTheirOwnTokensAndNobodyElses() {
        String label = Cast.unique("admins");
        admin().body(Map.of("label", label)).post("/api/v1/tokens").then().statusCode(201);
        String session = session(hired("viewer"), PASSWORD);
        String page = as(session).get("/console/tokens").asString();
        assertFalse(page.contains(label));
        assertFalse(page.contains("value=\"responder\""));
        form(session, "/console/tokens")
                .formParam("label", "mine")
                .formParam("role", "admin")
                .post("/console/tokens")
                .then()
                .statusCode(422)
                .body(containsString("This is more than you may do yourself."));
    }

    @Test
    void theTrailIsReadByWhoAndWhat() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String name = hired("viewer");
        session(name, PASSWORD);
        as(session)
                .get("/console/trail?who=" + name)
                .then()
                .statusCode(200)
                .body(allOf(containsString("staff signed in"), containsString("by password")))
                .body(not(containsString("staff hired")));
        as(session)
                .queryParam("what", "staff hired")
                .get("/console/trail")
                .then()
                .body(allOf(containsString(name), not(containsString("staff signed in</a>"))));
        as(session).get("/console/trail?what=staff").then().body(containsString("staff signed in"));
        as(session).get("/console/trail?who=nobody").then().body(containsString("Nothing of that was done."));
        admin().get("/api/v1/audit?actor=" + name + "&verb=staff")
                .then()
                .body("items.verb", hasItems("staff.signed_in"))
                .body("items.actor.unique()", equalTo(List.of(name)));
    }

    @Test
    void onlyAdministratorsSeeWhatIsTheirs() {
        String session = session(hired("responder"), PASSWORD);
        String settings = as(session).get("/console/settings").asString();
        assertFalse(settings.contains("/console/people"));
        assertFalse(settings.contains("/console/trail"));
        assertTrue(settings.contains("/console/tokens"));
        for (String path : List.of("/console/people", "/console/people/admin", "/console/trail")) {
            as(session).get(path).then().statusCode(403).contentType("text/html");
        }
        for (String path :
                List.of("/console/people", "/console/people/admin/standing", "/console/people/admin/password")) {
            form(session, "/console/tokens").post(path).then().statusCode(403);
        }
    }

    @Test
    void thereIsNoProviderWhereNoneIsSet() {
        given().get("/console/sign-in").then().body(not(containsString("/console/sign-in/oidc")));
        for (String path : List.of("/console/sign-in/oidc", "/console/sign-in/oidc/start")) {
            given().redirects().follow(false).get(path).then().statusCode(303).header("Location", "/console/sign-in");
        }
    }

    private static String hired(String role) {
        String name = Cast.unique(role);
        admin().body(Map.of("name", name, "role", role, "password", PASSWORD))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return name;
    }

    private static RequestSpecification as(String session) {
        return given().redirects().follow(false).cookie(Sessions.COOKIE, session);
    }

    private static String session(String name, String password) {
        return signingIn(name, password).then().statusCode(303).extract().cookie(Sessions.COOKIE);
    }

    private static Response signingIn(String name, String password) {
        RequestSpecification form = given().redirects().follow(false);
        return form.formParam("name", name).formParam("password", password).post("/console/sign-in");
    }

    private static RequestSpecification form(String session, String page) {
        String html = as(session).get(page).asString();
        return as(session).formParam("seal", hidden(html, "seal")).formParam("form", hidden(html, "form"));
    }

    /** The form of an account, with the version it was looked at. */
    private static RequestSpecification person(String session, String page) {
        String html = as(session).get(page).asString();
        return as(session).formParam("seal", hidden(html, "seal")).formParam("version", hidden(html, "version"));
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        assertTrue(from >= before.length(), "no " + before);
        return text.substring(from, text.indexOf(after, from));
    }

    private static String hidden(String html, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"").matcher(html);
        assertTrue(found.find(), "no hidden field " + field);
        return found.group(1);
    }
}
