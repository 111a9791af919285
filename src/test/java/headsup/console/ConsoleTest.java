package headsup.console;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.access.Sessions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console as a browser without scripts has it: pages, forms, cookies. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ConsoleTest {

    @Test
    void whoIsNotSignedInIsLedToTheSignInAndBack() {
        anonymous()
                .get("/console/customers?band=thin")
                .then()
                .statusCode(303)
                .header("Location", "/console/sign-in?next=%2Fconsole%2Fcustomers%3Fband%3Dthin");
        String page = anonymous()
                .queryParam("next", "/console/customers?band=thin")
                .get("/console/sign-in")
                .asString();
        assertTrue(page.contains("value=\"/console/customers?band=thin\""));
        signingIn("admin", Cast.ADMIN_PASSWORD, "/console/customers?band=thin")
                .then()
                .statusCode(303)
                .header("Location", "/console/customers?band=thin")
                .header(
                        "Set-Cookie",
                        allOf(
                                startsWith(Sessions.COOKIE + "="),
                                containsString("HttpOnly"),
                                containsString("SameSite=Lax"),
                                containsString("Path=/"),
                                containsString("Max-Age=648000"),
                                not(containsString("Secure"))));
    }

    @Test
    void theEstimateIsAskedForWithWhatItWouldCostAndStandsInTheIncident() {
        String component = Cast.component("Cards");
        Cast.customer(component, "ops@" + Cast.unique("shop") + ".example");
        Cast.customer(component, "ops@" + Cast.unique("shop") + ".example");
        Visit visit = Visit.byAdmin();
        String name = Cast.unique("Cards fail");
        Map<String, String> draft =
                Map.of("name", name, "message", "Some cards are declined.", "state." + component, "partial_outage");
        assertTrue(visit.page("/console/declare").contains("Not known yet</option>"));
        String review = visit.form("/console/declare")
                .formParams(draft)
                .formParam("estimate", "unknown")
                .formParam("estimateAt", "2020-01-01 12:00")
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(422)
                .body(containsString("id=\"new-estimateAt-wrong\">This lies in the past."))
                .extract()
                .asString();
        assertTrue(review.contains("2020-01-01 12:00"));
        RequestSpecification again = visit.form("/console/declare");
        review = again.formParams(draft)
                .formParam("estimate", "2h")
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(review.contains("Expected to be fixed by"), review);
        assertStakes(review, 2);
        String room = declared(visit, draft, "2h");
        String shown = visit.page(room);
        assertTrue(shown.contains("class=\"promise estimate\""), shown);
        assertTrue(shown.contains("<option value=\"keep\" selected>No change: "), shown);
        assertStakes(shown, 2);
        visit.form(room)
                .formParam("known", Visit.hidden(shown, "known"))
                .formParam("status", "identified")
                .formParam("message", "It is the carrier.")
                .formParam("estimate", "unknown")
                .post(room + "/updates")
                .then()
                .statusCode(303);
        assertTrue(visit.page(room).contains("Not known yet when it will be fixed. It was expected by"));
    }

    @Test
    void thatItIsNotKnownYetStandsInTheIncidentWithoutATimeBefore() {
        Visit visit = Visit.byAdmin();
        Map<String, String> draft = Map.of(
                "name",
                Cast.unique("Cards fail"),
                "message",
                "Some cards are declined.",
                "state." + Cast.component("Cards"),
                "partial_outage");
        String room = declared(visit, draft, "unknown");
        String sentence = "<p class=\"estimate\">Not known yet when it will be fixed.</p>";
        assertTrue(visit.page(room).contains(sentence));
        assertTrue(visit.page("/console").contains(sentence));
    }

    /** The page of the incident. */
    private static String declared(Visit visit, Map<String, String> draft, String estimate) {
        return visit.form("/console/declare")
                .formParams(draft)
                .formParam("estimate", estimate)
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .extract()
                .header("Location")
                .replaceAll("\\?.*", "");
    }

    /** In the numbers of the policy in force, for so many customers of a major incident. */
    private static void assertStakes(String page, int customers) {
        Matcher each = Pattern.compile(
                        "Kept: \\+(\\d+) per customer, missed: \u2212(\\d+), moved: \u2212(\\d+) \\(major impact\\)\\. For "
                                + customers + " customers: \\+(\\d+), \u2212(\\d+) or \u2212(\\d+)\\.")
                .matcher(page);
        assertTrue(each.find(), page);
        for (int i = 1; i <= 3; i++) {
            assertEquals(customers * Integer.parseInt(each.group(i)), Integer.parseInt(each.group(i + 3)));
        }
    }

    @Test
    void onlyWaysInsideTheConsoleAreFollowedAfterSigningIn() {
        for (String next : List.of(
                "https://evil.example/", "//evil.example", "/\\evil.example", "/console/..//x\"", "/consolex", "")) {
            signingIn("admin", Cast.ADMIN_PASSWORD, next).then().statusCode(303).header("Location", "/console");
        }
    }

    @Test
    void aWrongPasswordGetsTheFormAgainWithTheNameKept() {
        signingIn("admin", "not the password", "/console/customers")
                .then()
                .statusCode(422)
                .body(containsString("Name and password don&#39;t belong together."))
                .body(containsString("value=\"admin\""))
                .body(containsString("value=\"/console/customers\""))
                .body(not(containsString("not the password")));
    }

    @Test
    void guessingBecomesSlow() {
        String name = Cast.unique("guess");
        for (int i = 0; i < 10; i++) {
            signingIn(name, "wrong password", "").then().statusCode(422);
        }
        // A new minute may begin in between; then the count begins anew and one more round fills it.
        for (int i = 0; i < 10 && signingIn(name, "wrong password", "").statusCode() == 422; i++) {}
        signingIn(name, "wrong password", "").then().statusCode(429);
    }

    @Test
    void signingOutEndsTheSessionForGood() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        form(session, "/console/settings").post("/console/sign-out").then().statusCode(303);
        as(session).get("/console").then().statusCode(303).header("Location", "/console/sign-in");
    }

    @Test
    void aFormWithoutItsSealOrFromElsewhereIsRefused() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        as(session)
                .formParam("name", "x")
                .formParam("message", "y")
                .formParam("step", "tell")
                .formParam("form", "AAAAAAAAAAAAAAAAAAAAAA")
                .post("/console/declare")
                .then()
                .statusCode(403)
                .body(containsString("does not belong to your session"));
        form(session, "/console/declare")
                .header("Origin", "https://evil.example")
                .post("/console/declare")
                .then()
                .statusCode(403);
        form(session, "/console/declare")
                .header("Sec-Fetch-Site", "cross-site")
                .post("/console/declare")
                .then()
                .statusCode(403);
        String other = session("admin", Cast.ADMIN_PASSWORD);
        String page = as(other).get("/console/declare").asString();
        as(session)
                .formParam("seal", hidden(page, "seal"))
                .post("/console/declare")
                .then()
                .statusCode(403);
        anonymous()
                .header("Origin", "https://evil.example")
                .formParam("name", "admin")
                .formParam("password", Cast.ADMIN_PASSWORD)
                .post("/console/sign-in")
                .then()
                .statusCode(403);
    }

    @Test
    void aViewerReadsAndWritesNothing() {
        String viewer = Cast.unique("viewer");
        admin().body(Map.of("name", viewer, "role", "viewer", "password", "long enough for a viewer"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        String session = session(viewer, "long enough for a viewer");
        String incident = declared(Cast.component("Cards"));
        String now =
                as(session).get("/console").then().statusCode(200).extract().asString();
        assertFalse(now.contains("/console/declare"));
        String room = as(session).get("/console/incidents/" + incident).asString();
        assertFalse(room.contains("<form"));
        assertFalse(as(session)
                .get("/console/incidents/" + incident + "/calls")
                .asString()
                .contains("<form"));
        as(session).get("/console/declare").then().statusCode(403).contentType("text/html");
        form(session, "/console/settings")
                .formParam("message", "Words of a viewer")
                .post("/console/incidents/" + incident + "/updates")
                .then()
                .statusCode(403);
    }

    @Test
    void aRefusedDeclarationKeepsItsWords() {
        String component = Cast.component("Cards");
        form(session("admin", Cast.ADMIN_PASSWORD), "/console/declare")
                .formParam("name", "  ")
                .formParam("message", "Cards & <b>terminals</b> fail")
                .formParam("state." + component, "partial_outage")
                .formParam("startedAt", "soon")
                .formParam("next", "1h")
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(422)
                .body(containsString("id=\"name-wrong\">This is missing."))
                .body(containsString("id=\"startedAt-wrong\">This must be a date and a time"))
                .body(containsString("Cards &amp; &lt;b&gt;terminals&lt;/b&gt; fail</textarea>"))
                .body(containsString("<option value=\"partial_outage\" selected>"))
                .body(containsString("value=\"1h\" selected"));
    }

    @Test
    void aFormSentTwiceDeclaresOnce() {
        String component = Cast.component("Cards");
        Cast.customer(component, "ops@example.com");
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String name = Cast.unique("Cards fail");
        String page = as(session).get("/console/declare").asString();
        Map<String, String> fields = Map.of(
                "seal",
                hidden(page, "seal"),
                "form",
                hidden(page, "form"),
                "name",
                name,
                "message",
                "Cards are declined.",
                "state." + component,
                "major_outage",
                "next",
                "30m");
        as(session)
                .formParams(fields)
                .formParam("step", "look")
                .post("/console/declare")
                .then()
                .statusCode(200)
                .body(containsString("1 customer is affected. 1 contact"))
                .body(containsString("Tell 1 contact"));
        var click = CompletableFuture.supplyAsync(() -> told(session, fields));
        var doubleClick = CompletableFuture.supplyAsync(() -> told(session, fields));
        Set<String> rooms = Set.of(click.join(), doubleClick.join());
        String first = rooms.stream()
                .filter(to -> to.endsWith("said=declared"))
                .findFirst()
                .orElseThrow();
        String again = first.replace("said=declared", "said=once");
        assertEquals(Set.of(first, again), rooms);
        assertEquals(again, told(session, fields));
        admin().get("/api/v1/incidents?limit=500")
                .then()
                .body("items.findAll { it.name == '" + name + "' }", hasSize(1));
        as(session).get("/console").then().body(containsString(name)).body(containsString("Next update by"));
    }

    @Test
    void anIncidentIsUpdatedResolvedExplainedAndReopened() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String room = "/console/incidents/" + declared(Cast.component("Cards"));
        form(session, room)
                .formParam("status", "identified")
                .formParam("message", " ")
                .post(room + "/updates")
                .then()
                .statusCode(422)
                .body(containsString("id=\"message-wrong\">This is missing."));
        form(session, room)
                .formParam("status", "identified")
                .formParam("message", "It is the <processor>.")
                .formParam("next", "1h")
                .formParam("noNews", "yes")
                .post(room + "/updates")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=posted");
        as(session)
                .get(room + "?said=posted")
                .then()
                .body(containsString("It is the &lt;processor&gt;."))
                .body(containsString("checked, no news"))
                .body(containsString("Your words are out."));
        form(session, room)
                .formParam("status", "resolved")
                .formParam("message", "It works again.")
                .post(room + "/updates")
                .then()
                .statusCode(303)
                .header("Location", room + "?said=resolved");
        form(session, room)
                .formParam("message", "A bad release.")
                .post(room + "/root-cause")
                .then()
                .statusCode(303);
        as(session).get(room).then().body(containsString("Root cause told")).body(containsString("A bad release."));
        form(session, room)
                .formParam("status", "investigating")
                .formParam("message", "It is back.")
                .post(room + "/reopening")
                .then()
                .statusCode(303);
        as(session).get(room).then().body(containsString("Next words")).body(containsString("It is back."));
    }

    @Test
    void deliveriesCustomersAndStatementsAreShown() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String component = Cast.component("Cards");
        String customer = Cast.customer(component, "desk@example.com");
        String incident = declared(component);
        Eventually.holds("the delivery is shown", () -> as(session)
                .get("/console/incidents/" + incident + "/deliveries")
                .asString()
                .contains("desk@example.com"));
        as(session)
                .get("/console/incidents/" + incident + "/deliveries?state=bounced")
                .then()
                .statusCode(200)
                .body(containsString("No delivery is in this state."));
        as(session)
                .get("/console/incidents/" + incident + "/deliveries?state=nope")
                .then()
                .statusCode(422);
        as(session)
                .get("/console/customers?q=" + customer)
                .then()
                .statusCode(303)
                .header("Location", "/console/customers/" + customer);
        as(session)
                .get("/console/customers?q=nobody-has-this")
                .then()
                .statusCode(200)
                .body(containsString("Nobody with “nobody-has-this” in name, reference or address"));
        as(session)
                .get("/console/customers/" + customer)
                .then()
                .statusCode(200)
                .body(containsString("The " + customer))
                .body(containsString("Not known yet"))
                .body(containsString("desk@example.com"));
        as(session)
                .get("/console/customers/" + customer + "?effectiveAt=2020-01-01T00:00")
                .then()
                .statusCode(200)
                .body(containsString("No entries on that date."));
        as(session)
                .get("/console/customers/" + customer + "?effectiveAt=yesterday")
                .then()
                .statusCode(422)
                .body(containsString("value=\"yesterday\""));
        as(session)
                .get("/console/customers/nobody-has-this")
                .then()
                .statusCode(404)
                .contentType("text/html");
    }

    @Test
    void theCallListIsATabWhereACallIsNotedOnce() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String component = Cast.component("Cards");
        String lost = Cast.unique("lost");
        admin().body(Map.of(
                        "name",
                        "The " + lost,
                        "components",
                        List.of(component),
                        "contacts",
                        List.of(),
                        "phone",
                        "+44 20 7946 0001"))
                .put("/api/v1/customers/" + lost)
                .then()
                .statusCode(201);
        String room = "/console/incidents/" + declared(component);
        as(session)
                .get(room)
                .then()
                .body(containsString("href=\"" + room + "/calls\""))
                .body(containsString("points a minute"));
        as(session)
                .get(room + "/calls")
                .then()
                .body(containsString("The " + lost))
                .body(containsString("href=\"tel:+442079460001\""))
                .body(containsString("no email address works"));
        form(session, room + "/calls")
                .formParam("customer", lost)
                .formParam("note", "They <wait>.")
                .post(room + "/calls")
                .then()
                .statusCode(422)
                .body(containsString("This must be chosen."))
                .body(containsString("They &lt;wait&gt;.</textarea>"));
        String page = as(session).get(room + "/calls").asString();
        Map<String, String> fields = Map.of(
                "seal",
                hidden(page, "seal"),
                "form",
                hidden(page, "form"),
                "customer",
                lost,
                "note",
                "They <wait>.",
                "connected",
                "yes");
        for (String said : List.of("spoken", "once")) {
            as(session)
                    .formParams(fields)
                    .post(room + "/calls")
                    .then()
                    .statusCode(303)
                    .header("Location", room + "/calls?said=" + said);
        }
        as(session)
                .get(room + "/calls?said=spoken")
                .then()
                .body(containsString("Nobody needs a call now."))
                .body(containsString("They have heard from us."))
                .body(containsString("They &lt;wait&gt;."));
    }

    @Test
    void aLineOfTheCallListIsClaimedReleasedAndNeverSaysTwoThings() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String component = Cast.component("Cards");
        String customer = Cast.customer(component, "dana@nonumber.example");
        String room = "/console/incidents/" + declared(component);
        String id = room.replaceAll(".*/", "");
        headsup.Eventually.holds("they are on the list", () -> !Cast.admin()
                .get("/api/v1/incidents/{id}/call-list", id)
                .jsonPath()
                .getList("$")
                .isEmpty());
        String page = as(session).get(room + "/calls").asString();
        assertTrue(page.contains("1 without a phone number"), page);
        assertTrue(page.contains("dana@nonumber.example"), page);
        assertTrue(page.contains("<dt>Worth a call now</dt><dd>1</dd>"), page);
        assertTrue(page.contains("Not known yet") && !page.contains("verdrawn"), page);

        form(session, room + "/calls")
                .formParam("customer", customer)
                .post(room + "/calls/claim")
                .then()
                .statusCode(303)
                .header("Location", room + "/calls?ringing=" + customer);
        page = as(session).get(room + "/calls?ringing=" + customer).asString();
        assertTrue(page.contains("You are ringing them"), page);
        assertTrue(page.contains("<details class=\"more\" open>\n<summary>Note a call"), page);
        String colleague = Cast.unique("responder");
        admin().body(Map.of("name", colleague, "role", "responder", "password", "long enough a word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        String other = session(colleague, "long enough a word");
        page = as(other).get(room + "/calls").asString();
        assertTrue(page.contains("<strong>admin</strong> is ringing them"), page);
        form(other, room + "/calls")
                .formParam("customer", customer)
                .post(room + "/calls/claim")
                .then()
                .statusCode(409)
                .body(containsString("admin is ringing them."));
        form(other, room + "/calls")
                .formParam("customer", customer)
                .post(room + "/calls/release")
                .then()
                .statusCode(303)
                .header("Location", room + "/calls");
        form(other, room + "/calls")
                .formParam("customer", customer)
                .post(room + "/calls/claim")
                .then()
                .statusCode(303);

        Cast.admin()
                .body(Map.of("status", "resolved", "message", "It works again.", "notify", false))
                .post("/api/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
        as(session)
                .get(room + "/calls")
                .then()
                .body(containsString("its call list is closed"))
                .body(org.hamcrest.Matchers.not(containsString("/calls/claim")));
    }

    @Test
    void aStatementDrawsTheBalanceAndSaysHowLongItLasts() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String component = Cast.component("Cards");
        String customer = Cast.customer(component, "curve@example.com");
        admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "major_outage")),
                        "message",
                        "We are looking.",
                        "startedAt",
                        Instant.now().minus(Duration.ofHours(3)).toString()))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        String statement = "/console/customers/" + customer;
        Eventually.holds(
                "the line is drawn", () -> as(session).get(statement).asString().contains("<path d=\"M0 "));
        as(session)
                .get(statement)
                .then()
                .body(containsString("Goodwill lasts in silence</dt><dd>used up"))
                .body(containsString("Balance over time. Lowest \u2212"))
                .body(containsString(", overdrawn</text>"))
                .body(not(containsString("style=")));
        as(session)
                .get(statement + "?effectiveAt=2020-01-01T00:00")
                .then()
                .body(not(containsString("<path d=\"M0 ")))
                .body(not(containsString("Goodwill lasts")));
    }

    @Test
    void componentsAreAddedOnce() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String name = Cast.unique("Payouts");
        form(session, "/console/components")
                .formParam("name", name)
                .post("/console/components")
                .then()
                .statusCode(303);
        form(session, "/console/components")
                .formParam("name", name)
                .post("/console/components")
                .then()
                .statusCode(422)
                .body(containsString("is taken by another component"));
    }

    @Test
    void aPausedLaneIsASentenceOnNowAndIsLetGoThere() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        form(session, "/console/settings")
                .formParam("lane", "outbox")
                .post("/console/lanes/pause")
                .then()
                .statusCode(303)
                .header("Location", "/console/settings?said=paused");
        String now = as(session).get("/console").asString();
        assertTrue(now.contains("Lane outbox is paused by admin: paused in the console."));
        for (int times = 0; times < 2; times++) {
            as(session)
                    .formParam("seal", hidden(now, "seal"))
                    .formParam("brake", hidden(now, "brake"))
                    .post("/console/lanes/release")
                    .then()
                    .statusCode(303)
                    .header("Location", "/console?said=released");
        }
        assertFalse(as(session).get("/console").asString().contains("is paused"));
        form(session, "/console/settings")
                .formParam("lane", "nowhere:25")
                .post("/console/lanes/pause")
                .then()
                .statusCode(404);
    }

    @Test
    void aTestLetterIsKeptWhereNoRelayIsSetAndShown() {
        String session = session("admin", Cast.ADMIN_PASSWORD);
        String address = Cast.unique("me") + "@rivermill.example";
        String letter = form(session, "/console/settings")
                .formParam("address", address)
                .post("/console/settings/test-letter")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/console/letters/"))
                .extract()
                .header("Location");
        as(session)
                .get(letter)
                .then()
                .statusCode(200)
                .body(containsString("To " + address))
                .body(containsString("Test letter"))
                .body(containsString("You get this because admin asked for a test letter"));
        as(session).get("/console/letters").then().body(containsString(letter));
        form(session, "/console/settings")
                .formParam("address", "nobody")
                .post("/console/settings/test-letter")
                .then()
                .statusCode(422)
                .body(containsString("This must be a mail address"))
                .body(containsString("value=\"nobody\""));
    }

    @Test
    void onlyAnAdministratorTriesTheWayOut() {
        String responder = Cast.unique("responder");
        admin().body(Map.of("name", responder, "role", "responder", "password", "a long enough word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        String session = session(responder, "a long enough word");
        as(session).get("/console/settings").then().statusCode(200).body(not(containsString("test letter")));
        form(session, "/console/settings")
                .formParam("address", "me@rivermill.example")
                .post("/console/settings/test-letter")
                .then()
                .statusCode(403);
    }

    @Test
    void everyAnswerIsKeptFramedAndScriptedByNobodyElse() {
        String page = as(session("admin", Cast.ADMIN_PASSWORD))
                .get("/console")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("default-src 'none'"), containsString("frame-ancestors 'none'")))
                .extract()
                .asString();
        assertFalse(page.contains("style="));
        Matcher asset = Pattern.compile("/console/assets/[\\w.]+").matcher(page);
        while (asset.find()) {
            anonymous().get(asset.group()).then().statusCode(200).header("Cache-Control", containsString("immutable"));
        }
        as(session("admin", Cast.ADMIN_PASSWORD))
                .get("/console/nowhere/at/all")
                .then()
                .statusCode(404);
        admin().get("/api/v1/nowhere").then().contentType(equalTo("application/problem+json"));
    }

    /** Where the last button leads. */
    private static String told(String session, Map<String, String> fields) {
        return as(session)
                .formParams(fields)
                .formParam("step", "tell")
                .post("/console/declare")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }

    private static String declared(String component) {
        return admin().body(Map.of(
                        "name", "Cards fail",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification anonymous() {
        return given().redirects().follow(false);
    }

    private static RequestSpecification as(String session) {
        return anonymous().cookie(Sessions.COOKIE, session);
    }

    private static String session(String name, String password) {
        return signingIn(name, password, "").then().statusCode(303).extract().cookie(Sessions.COOKIE);
    }

    private static Response signingIn(String name, String password, String next) {
        return anonymous()
                .formParam("name", name)
                .formParam("password", password)
                .formParam("next", next)
                .post("/console/sign-in");
    }

    /** The form of a page with its hidden fields. */
    private static RequestSpecification form(String session, String page) {
        String html = as(session).get(page).asString();
        RequestSpecification form = as(session).formParam("seal", hidden(html, "seal"));
        return html.contains("name=\"form\"") ? form.formParam("form", hidden(html, "form")) : form;
    }

    private static String hidden(String html, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"").matcher(html);
        assertTrue(found.find(), "no hidden field " + field);
        return found.group(1);
    }
}
