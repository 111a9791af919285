package headsup.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.access.Sessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A session ends while somebody writes: the words stand in their form again, and nothing was sent. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class LostSessionTest {

    @Inject
    DataSource database;

    @Test
    void aDeclarationIsThereAgainAfterSigningInAndIsSentOnce() throws SQLException {
        String component = Cast.component("Cards");
        String name = Cast.unique("Cards & <b>terminals</b> fail");
        String session = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification form = form(session, "/console/declare");
        expire();
        String way = form.formParam("name", name)
                .formParam("message", "Some cards are declined.")
                .formParam("state." + component, "partial_outage")
                .formParam("next", "1h")
                .formParam("estimate", "4h")
                .formParam("estimateAt", "2031-12-24 12:00")
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/console/sign-in?next=%2Fconsole%2Fdeclare%3Fkept%3D"))
                .extract()
                .header("Location");
        given().urlEncodingEnabled(false).get(way).then().body(containsString("what you wrote is kept"));
        Cast.admin()
                .get("/api/v1/incidents?limit=500")
                .then()
                .body("items.findAll { it.name == '" + name + "' }", hasSize(0));

        String back = next(way);
        Response in = signingIn("admin", Cast.ADMIN_PASSWORD, back);
        in.then().statusCode(303).header("Location", back);
        String page = as(in.cookie(Sessions.COOKIE)).get(back).asString();
        assertTrue(page.contains("You were signed out in between."), page);
        assertTrue(page.contains("&lt;b&gt;terminals&lt;/b&gt; fail"), page);
        assertTrue(page.contains("Some cards are declined.</textarea>"), page);
        assertTrue(page.contains("<option value=\"partial_outage\" selected>"), page);
        assertTrue(page.contains("value=\"1h\" selected"), page);
        assertTrue(page.contains("<option value=\"4h\" selected>in 4 hours"), page);
        assertTrue(page.contains("name=\"estimateAt\" class=\"moment\" value=\"2031-12-24 12:00\""), page);

        for (String said : new String[] {"declared", "once"}) {
            as(in.cookie(Sessions.COOKIE))
                    .formParam("seal", hidden(page, "seal"))
                    .formParam("form", hidden(page, "form"))
                    .formParam("name", name)
                    .formParam("message", "Some cards are declined.")
                    .formParam("step", "tell")
                    .post("/console/declare")
                    .then()
                    .statusCode(303)
                    .header("Location", containsString("said=" + said));
        }
    }

    @Test
    void anUpdateIsThereAgainInItsRoom() throws SQLException {
        String room = "/console/incidents/" + declared();
        String session = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification form = form(session, room);
        expire();
        String back = next(form.formParam("message", "It is the processor.")
                .formParam("status", "identified")
                .post(room + "/updates")
                .then()
                .statusCode(303)
                .extract()
                .header("Location"));
        assertTrue(back.startsWith(room + "?kept="), back);
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get(back)
                .then()
                .statusCode(200)
                .body(containsString("It is the processor.</textarea>"))
                .body(containsString("value=\"identified\" selected"))
                .body(not(containsString("<div class=\"words\">It is the processor.")));
    }

    @Test
    void aMoveOfAMaintenanceIsThereAgainInItsRoom() throws SQLException {
        String id = Cast.admin()
                .body(Map.of(
                        "name",
                        "Cards pause",
                        "message",
                        "We replace a switch.",
                        "scheduledFor",
                        Instant.now().plusSeconds(90_000).toString(),
                        "scheduledUntil",
                        Instant.now().plusSeconds(93_600).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String room = "/console/maintenances/" + id;
        RequestSpecification form = form(session("admin", Cast.ADMIN_PASSWORD), room);
        expire();
        String back = next(form.formParam("message", "A day later.")
                .formParam("known", "1")
                .formParam("scheduledFor", "2031-01-05T10:00")
                .post(room + "/window")
                .header("Location"));
        assertTrue(back.startsWith(room + "?kept="), back);
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get(back)
                .then()
                .statusCode(200)
                .body(containsString("A day later.</textarea>"))
                .body(containsString("value=\"2031-01-05T10:00\""));
    }

    @Test
    void aTouchpointIsThereAgainAtItsCustomer() throws SQLException {
        String path =
                "/console/customers/" + Cast.customer(Cast.component("Cards"), "desk@example.com") + "/touchpoints";
        RequestSpecification form = form(session("admin", Cast.ADMIN_PASSWORD), path + "?kind=gesture");
        expire();
        String back = next(form.formParam("kind", "gesture")
                .formParam("note", "A cake for their anniversary.")
                .post(path)
                .header("Location"));
        assertTrue(back.startsWith(path + "?kept="), back);
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get(back)
                .then()
                .statusCode(200)
                .body(containsString("A cake for their anniversary.</textarea>"));
    }

    @Test
    void whatWasWrittenAboutOneThingOfAListIsThereAgainBesideIt() throws SQLException {
        String customer = "/console/customers/" + Cast.customer(Cast.component("Cards"), "desk@example.com");
        String complaint = Cast.admin()
                .body(Map.of("customer", customer.replaceAll(".*/", ""), "subject", "Nobody told us"))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String withdrawn =
                again(customer + "/complaints", "/" + complaint + "/withdrawal", "reason", "They meant another.");
        assertTrue(withdrawn.contains("<details open><summary>Withdraw<"), withdrawn);
        String contact = first(
                "/contacts/(\\d+)\"",
                as(session("admin", Cast.ADMIN_PASSWORD))
                        .get(customer + "/contacts")
                        .asString());

        again(customer + "/complaints", "/" + complaint, "dueAt", "2031-01-05 10:00");
        String corrected = again(customer + "/contacts", "/" + contact, "name", "Dana of the desk");
        assertTrue(corrected.contains("<details class=\"more\" open>\n<summary>Change"), corrected);
        String held = again(customer + "/contacts", "/" + contact + "/quarantine", "reason", "The mailbox is full.");
        assertTrue(held.contains("<details class=\"more\" open>\n<summary>Quarantine"), held);
        assertTrue(held.contains("value=\"desk@example.com\""), held);
        String subscriber = "/" + Cast.subscriber(database, Cast.unique("reader") + "@example.com") + "/customer";
        String matched = again("/console/subscribers", subscriber, "ref", "desk-of-berlin");
        assertTrue(matched.contains("<details class=\"more\" open>\n<summary>Belongs to a customer"), matched);
    }

    @Test
    void aCorrectionOfAJudgementIsThereAgain() throws SQLException {
        String incident = declared();
        String update = Cast.admin().get("/api/v1/incidents/" + incident).path("updates[0].id");
        again("/console/incidents/" + incident, "/updates/" + update + "/blame", "reason", "The line was ours");
    }

    @Test
    void whoWantedToBeOnItFindsTheirRoleInTheRoom() throws SQLException {
        again("/console/incidents/" + declared(), "/crew", "role", "calls to the banks");
    }

    @Test
    void aNewWebhookIsThereAgainWithoutItsSecret() throws SQLException {
        RequestSpecification form = form(session("admin", Cast.ADMIN_PASSWORD), "/console/webhooks");
        expire();
        String back = next(form.formParam("url", "https://pager.example.com/hook")
                .formParam("note", "The pager")
                .formParam("secret", "whsec_dmVyeSBzZWNyZXQgd29yZHM=")
                .post("/console/webhooks")
                .header("Location"));
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get(back)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("value=\"https://pager.example.com/hook\""),
                        containsString("value=\"The pager\""),
                        not(containsString("whsec_"))));
    }

    /** The page that comes after signing in again, with what was sent to an address below it. */
    private String again(String page, String below, String field, String words) throws SQLException {
        RequestSpecification form = form(session("admin", Cast.ADMIN_PASSWORD), page);
        expire();
        String back = next(form.formParam(field, words).post(page + below).header("Location"));
        assertTrue(back.startsWith(page + "?kept="), back);
        String html = as(session("admin", Cast.ADMIN_PASSWORD)).get(back).asString();
        assertTrue(html.contains("You were signed out in between."), html);
        assertTrue(html.contains("value=\"" + words + "\""), html);
        return html;
    }

    private static String first(String pattern, String html) {
        Matcher found = Pattern.compile(pattern).matcher(html);
        assertTrue(found.find(), html);
        return found.group(1);
    }

    @Test
    void itIsThereForItsWriterAlone() throws SQLException {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification form = form(session, "/console/declare");
        expire();
        String back = next(form.formParam("name", "A secret")
                .formParam("message", "Not yet for others.")
                .post("/console/declare")
                .header("Location"));
        String other = Cast.unique("responder");
        Cast.admin()
                .body(Map.of("name", other, "role", "responder", "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        as(session(other, "a long enough word"))
                .get(back)
                .then()
                .statusCode(200)
                .body(not(containsString("Not yet for others.")));
    }

    @Test
    void whoNeverWasHereLeavesNothingWithUs() throws SQLException {
        long before = kept();
        given().redirects()
                .follow(false)
                .cookie(Sessions.COOKIE, "made-up")
                .formParam("seal", Seal.of("made-up"))
                .formParam("message", "spam")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .header("Location", "/console/sign-in?next=%2Fconsole%2Fdeclare");
        given().redirects()
                .follow(false)
                .formParam("message", "spam")
                .post("/console/declare")
                .then()
                .statusCode(303);
        String session = session("admin", Cast.ADMIN_PASSWORD);
        expire();
        as(session)
                .formParam("seal", "wrong")
                .formParam("message", "from elsewhere")
                .post("/console/declare")
                .then()
                .statusCode(303);
        assertEquals(before, kept());
    }

    @Test
    void passwordsAreNotKept() throws SQLException {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification form = form(session, "/console/people");
        expire();
        String name = Cast.unique("dana");
        String back = next(form.formParam("name", name)
                .formParam("role", "care")
                .formParam("password", "very secret words")
                .post("/console/people")
                .header("Location"));
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get(back)
                .then()
                .body(allOf(
                        containsString("value=\"" + name + "\""),
                        containsString("value=\"care\" selected"),
                        not(containsString("very secret words"))));
        try (var connection = database.getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM console_kept WHERE fields LIKE '%very secret%'")) {
            rows.next();
            assertEquals(0, rows.getLong(1));
        }
    }

    @Test
    void whoSignedInAnewElsewhereSeesTheirWordsAgain() {
        String before = session("admin", Cast.ADMIN_PASSWORD);
        String page = as(before).get("/console/declare").asString();
        String now = session("admin", Cast.ADMIN_PASSWORD);
        RequestSpecification form = as(now).formParam("seal", hidden(page, "seal"))
                .formParam("form", hidden(page, "form"))
                .formParam("name", "Written before")
                .formParam("message", "We look.")
                .formParam("step", "tell");
        form.post("/console/declare").then().statusCode(403);
        String back = form.header("Sec-Fetch-Site", "same-origin")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/console/declare?kept="))
                .extract()
                .header("Location");
        as(now).get(back).then().body(containsString("value=\"Written before\""));
    }

    @Test
    void everyFormHasItsPage() {
        for (String form : List.of(
                "/console/incidents/abc/updates, /console/incidents/abc",
                "/console/incidents/abc/calls, /console/incidents/abc/calls",
                "/console/incidents/abc/calls/claim, /console/incidents/abc/calls",
                "/console/incidents/abc/calls/release, /console/incidents/abc/calls",
                "/console/maintenances/abc/window, /console/maintenances/abc",
                "/console/announce, /console/announce",
                "/console/customers/abc/contacts/7/removal, /console/customers/abc/contacts",
                "/console/customers/abc/complaints, /console/customers/abc/complaints",
                "/console/goodwill/policies/2/activation, /console/goodwill/policies/2",
                "/console/subscribers/7/customer, /console/subscribers",
                "/console/tokens/7/revocation, /console/tokens",
                "/console/lanes/pause, /console/settings",
                "/console/people/dana/password, /console/people/dana",
                "/console/password, /console/password")) {
            String[] both = form.split(", ", 2);
            assertEquals(both[1], KeptWords.page(both[0]));
        }
    }

    private long kept() throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM console_kept")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Twelve hours later. */
    private void expire() throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            update.executeUpdate("UPDATE session SET expires_at = now() - interval '1 minute'");
        }
    }

    private static String declared() {
        return Cast.admin()
                .body(Map.of("name", "Cards fail", "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String next(String way) {
        return URLDecoder.decode(way.substring(way.indexOf("next=") + 5), StandardCharsets.UTF_8);
    }

    private static RequestSpecification as(String session) {
        return given().redirects().follow(false).cookie(Sessions.COOKIE, session);
    }

    private static String session(String name, String password) {
        return signingIn(name, password, "").then().statusCode(303).extract().cookie(Sessions.COOKIE);
    }

    private static Response signingIn(String name, String password, String next) {
        return given().redirects()
                .follow(false)
                .formParam("name", name)
                .formParam("password", password)
                .formParam("next", next)
                .post("/console/sign-in");
    }

    private static RequestSpecification form(String session, String page) {
        String html = as(session).get(page).asString();
        return as(session).formParam("seal", hidden(html, "seal")).formParam("form", hidden(html, "form"));
    }

    private static String hidden(String html, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"").matcher(html);
        assertTrue(found.find(), "no hidden field " + field);
        return found.group(1);
    }
}
