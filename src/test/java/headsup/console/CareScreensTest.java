package headsup.console;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers and goodwill in the console: found, mended, believed, thanked, imported. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class CareScreensTest {

    @Inject
    DataSource database;

    @BeforeEach
    void byVersionOne() {
        Cast.priceBy(1);
    }

    @AfterEach
    void backToVersionTwo() {
        Cast.priceBy(2);
    }

    @Test
    void aCustomerIsFoundByAPieceOfReferenceNameOrAddress() {
        String piece = Cast.unique("mill");
        String ref = "Ref-" + piece;
        String other = Cast.unique("other");
        customer(ref, "River " + piece + "_x Bakery", "dana@" + piece + ".example");
        customer(other, "Stone", other + "@example.com");
        Visit visit = Visit.byAdmin();
        for (String text :
                List.of(piece, piece.toUpperCase(Locale.ROOT), "DANA@" + piece, "ref-" + piece, piece + "_X bak")) {
            visit.as()
                    .queryParam("q", text)
                    .get("/console/customers")
                    .then()
                    .statusCode(303)
                    .header("Location", "/console/customers/" + ref);
            admin().queryParam("q", text).get("/api/v1/customers").then().body("items.ref", equalTo(List.of(ref)));
        }
        visit.as()
                .queryParam("q", piece + "%x")
                .get("/console/customers")
                .then()
                .statusCode(200)
                .body(containsString("Nobody with “" + piece + "%x” in name, reference or address"));
        visit.as()
                .queryParam("q", piece)
                .queryParam("band", "unknown")
                .get("/console/customers")
                .then()
                .statusCode(200)
                .body(containsString("/console/customers/" + ref))
                .body(containsString("name=\"band\" value=\"unknown\""))
                .body(containsString("q=" + piece + "&amp;band=thin"))
                .body(not(containsString(other)));
        visit.as()
                .queryParam("q", piece)
                .queryParam("band", "strong")
                .get("/console/customers")
                .then()
                .body(containsString("stands there"));
        visit.as()
                .queryParam("q", "two\u202elines")
                .get("/console/customers")
                .then()
                .statusCode(422)
                .body(containsString("id=\"q-wrong\""));
    }

    @Test
    void aSearchGoesOnToTheNextPage() {
        String piece = Cast.unique("chain");
        for (int i = 0; i < 3; i++) {
            customer(Cast.unique("shop"), piece, Cast.unique("p") + "@example.com");
        }
        String first = admin().queryParam("q", piece)
                .queryParam("limit", 2)
                .get("/api/v1/customers")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next");
        admin().queryParam("q", piece)
                .queryParam("limit", 2)
                .queryParam("cursor", first)
                .get("/api/v1/customers")
                .then()
                .body("items", hasSize(1))
                .body("next", equalTo(null));
    }

    @Test
    void aContactIsAddedCorrectedQuarantinedReleasedAndTakenOff() {
        String ref = Cast.unique("mended");
        customer(ref, "Mended", "old@mended.example");
        String page = "/console/customers/" + ref + "/contacts";
        Visit visit = Visit.byAdmin();
        visit.form(page)
                .formParam("email", "no address")
                .formParam("name", "Max <b>")
                .formParam("locale", "Swiss")
                .formParam("timeZone", "Mars/Base")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("value=\"no address\""))
                .body(containsString("Max &lt;b&gt;"))
                .body(containsString("This is no e-mail address"))
                .body(containsString("This is no BCP 47 language tag"))
                .body(containsString("This is no IANA time zone"));
        visit.form(page)
                .formParam("email", "OLD@mended.example")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("This is a contact of this customer already."));
        String one = visit.page(page);
        long id = contact(ref, 0);
        visit.as()
                .formParam("seal", Visit.hidden(one, "seal"))
                .formParam("form", Visit.hidden(one, "form"))
                .formParam("seen", Visit.hidden(one, "seen"))
                .formParam("email", "new@mended.example")
                .formParam("name", "Max")
                .formParam("locale", "de-CH")
                .formParam("timeZone", "Europe/Zurich")
                .post(page + "/" + id)
                .then()
                .statusCode(303)
                .header("Location", page + "?said=corrected");
        assertEquals(List.of("new@mended.example"), emails(ref));
        id = contact(ref, 0);
        visit.form(page)
                .formParam("seen", Visit.hidden(visit.page(page), "seen"))
                .formParam("reason", " ")
                .post(page + "/" + id + "/quarantine")
                .then()
                .statusCode(422)
                .body(containsString("-reason-wrong\">This is missing."));
        visit.form(page)
                .formParam("seen", Visit.hidden(visit.page(page), "seen"))
                .formParam("reason", "they moved house")
                .post(page + "/" + id + "/quarantine")
                .then()
                .statusCode(303);
        assertTrue(visit.page(page).contains("by hand: they moved house"));
        assertTrue(visit.page(page).contains("Quarantined"));
        visit.form(page).post(page + "/" + id + "/release").then().statusCode(303);
        assertFalse(visit.page(page).contains("they moved house"));
        visit.form(page)
                .formParam("seen", Visit.hidden(visit.page(page), "seen"))
                .post(page + "/" + id + "/removal")
                .then()
                .statusCode(303)
                .header("Location", page + "?said=removed");
        assertEquals(List.of(), emails(ref));
    }

    @Test
    void ofTwoWhoEditOneContactTheSecondIsTold() {
        String ref = Cast.unique("twice");
        customer(ref, "Twice", "old@twice.example");
        String page = "/console/customers/" + ref + "/contacts";
        Visit visit = Visit.byAdmin();
        String mine = visit.page(page);
        String theirs = visit.page(page);
        long id = contact(ref, 0);
        for (Map.Entry<String, String> name : List.of(Map.entry(theirs, "Theirs"), Map.entry(mine, "Mine"))) {
            int status = name.getValue().equals("Theirs") ? 303 : 409;
            String answer = visit.as()
                    .formParam("seal", Visit.hidden(name.getKey(), "seal"))
                    .formParam("form", Visit.hidden(name.getKey(), "form"))
                    .formParam("seen", Visit.hidden(name.getKey(), "seen"))
                    .formParam("email", "old@twice.example")
                    .formParam("name", name.getValue())
                    .post(page + "/" + id)
                    .then()
                    .statusCode(status)
                    .extract()
                    .asString();
            if (status == 409) {
                assertTrue(answer.contains("Somebody changed this contact in the meantime"));
                assertTrue(answer.contains("value=\"Mine\""), "what was written is kept");
                assertTrue(answer.contains("<strong>Theirs</strong>"), "and what stands there is shown");
            }
        }
    }

    @Test
    void anUnsubscribedPersonStaysUnsubscribedAtAnotherAddress() throws SQLException {
        String ref = Cast.unique("quiet");
        customer(ref, "Quiet", "old@quiet.example");
        long id = contact(ref, 0);
        sql("UPDATE contact SET unsubscribed_at = now() WHERE id = " + id);
        String page = "/console/customers/" + ref + "/contacts";
        Visit visit = Visit.byAdmin();
        visit.form(page)
                .formParam("seen", Visit.hidden(visit.page(page), "seen"))
                .formParam("email", "new@quiet.example")
                .post(page + "/" + id)
                .then()
                .statusCode(303);
        assertTrue(visit.page(page).contains("Wants no letters"));
    }

    @Test
    void aLetterThatNeverCameIsBelieved() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, "never@came.example");
        String incident = failing(component);
        String page = "/console/customers/" + ref + "/deliveries";
        Visit visit = Visit.by("care");
        Eventually.holds("the letter is shown as taken", () -> visit.page(page).contains("This never arrived"));
        String html = visit.page(page);
        assertTrue(html.contains("/console/incidents/" + incident + "#u-"));
        visit.form(page)
                .formParam("delivery", Visit.hidden(html, "delivery"))
                .formParam("incident", incident)
                .formParam("note", "")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("This is missing."));
        visit.form(page)
                .formParam("delivery", Visit.hidden(html, "delivery"))
                .formParam("incident", incident)
                .formParam("note", "Dana, on the telephone")
                .post(page)
                .then()
                .statusCode(303)
                .header("Location", page + "?said=disputed");
        String after = visit.page(page);
        assertTrue(after.contains("Bounced"));
        assertTrue(after.contains("disputed: Dana, on the telephone"));
        assertFalse(after.contains("This never arrived"));
    }

    @Test
    void aTouchpointIsNotedOnceAndWithdrawn() {
        String ref = Cast.unique("touched");
        customer(ref, "Touched", "t@touched.example");
        String page = "/console/customers/" + ref + "/touchpoints";
        Visit visit = Visit.by("care");
        assertFalse(visit.page(page).contains("name=\"note\""), "the form comes with its kind");
        assertFalse(visit.page(page + "?kind=good_news").contains("name=\"percent\""));
        assertTrue(visit.page(page + "?kind=gesture").contains("name=\"percent\""));
        assertTrue(visit.page(page + "?kind=survey").contains("name=\"score\""));
        assertTrue(visit.page(page + "?kind=prevention_failed").contains("name=\"touchpoint\""));
        visit.form(page + "?kind=manual")
                .formParam("kind", "manual")
                .formParam("points", "many")
                .formParam("note", "They <helped> us")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("id=\"points-wrong\">This must be a whole number."))
                .body(containsString("value=\"many\""))
                .body(containsString("They &lt;helped&gt; us</textarea>"));
        String form = visit.page(page + "?kind=manual");
        for (String said : List.of("noted", "once")) {
            visit.as()
                    .formParam("seal", Visit.hidden(form, "seal"))
                    .formParam("form", Visit.hidden(form, "form"))
                    .formParam("kind", "manual")
                    .formParam("points", "-7")
                    .formParam("note", "They <helped> us")
                    .post(page)
                    .then()
                    .statusCode(303)
                    .header("Location", page + "?said=" + said);
        }
        admin().get("/api/v1/customers/" + ref + "/touchpoints").then().body("items", hasSize(1));
        long id = admin().get("/api/v1/customers/" + ref + "/touchpoints")
                .jsonPath()
                .getLong("items[0].id");
        assertTrue(visit.page(page).contains("They &lt;helped&gt; us"));
        visit.form(page)
                .post(page + "/" + id + "/withdrawal")
                .then()
                .statusCode(422)
                .body(containsString("id=\"" + id + "-reason-wrong\">This must have from 1 to 1000 characters."));
        visit.form(page)
                .formParam("reason", "It was <Oak> & sons")
                .post(page + "/" + id + "/withdrawal")
                .then()
                .statusCode(303);
        String withdrawn = visit.page(page);
        assertTrue(withdrawn.contains(": “It was &lt;Oak&gt; &amp; sons”. Its entries were reversed."), withdrawn);
        assertFalse(withdrawn.contains("/withdrawal"), withdrawn);
    }

    @Test
    void everyKindOfTouchpointHasAFormThatSuffices() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, "kinds@example.com");
        String incident = failing(component);
        String page = "/console/customers/" + ref + "/touchpoints";
        Visit visit = Visit.by("care");
        Map<String, Map<String, String>> more = Map.of(
                "call", Map.of("connected", "yes", "incident", incident),
                "gesture", Map.of("percent", "5", "asked", "yes"),
                "inquiry", Map.of("incident", incident),
                "answer", Map.of("incident", incident),
                "manual", Map.of("points", "3"));
        for (String kind : List.of(
                "kept",
                "missed",
                "call",
                "gesture",
                "good_news",
                "prevention",
                "inquiry",
                "answer",
                "winback_reply",
                "manual")) {
            assertTrue(visit.page(page).contains("?kind=" + kind + "#"), kind);
            visit.form(page + "?kind=" + kind)
                    .formParam("kind", kind)
                    .formParam("note", "About " + kind)
                    .formParams(more.getOrDefault(kind, Map.of()))
                    .post(page)
                    .then()
                    .statusCode(303);
        }
        String earlier = visit.page(page + "?kind=prevention_failed");
        Matcher option =
                Pattern.compile("<option value=\"(\\d+)\">About prevention").matcher(earlier);
        assertTrue(option.find());
        visit.form(page + "?kind=prevention_failed")
                .formParam("kind", "prevention_failed")
                .formParam("touchpoint", option.group(1))
                .formParam("note", "It struck")
                .post(page)
                .then()
                .statusCode(303);
        visit.form(page + "?kind=survey")
                .formParam("kind", "survey")
                .formParam("note", "Fine")
                .formParam("score", "11")
                .formParam("incident", incident)
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("id=\"score-wrong\">This must be from 0 to 10."));
    }

    @Test
    void aComplaintIsOpenedAnsweredResolvedAndSettled() {
        String ref = Cast.unique("angry");
        customer(ref, "Angry", "a@angry.example");
        String page = "/console/customers/" + ref + "/complaints";
        Visit visit = Visit.by("care");
        visit.form(page)
                .formParam("subject", " ")
                .formParam("note", "Three <times>")
                .formParam("dueAt", "soon")
                .post(page)
                .then()
                .statusCode(422)
                .body(containsString("id=\"subject-wrong\">This is missing."))
                .body(containsString("id=\"dueAt-wrong\">This must be a date and a time"))
                .body(containsString("Three &lt;times&gt;</textarea>"));
        visit.form(page)
                .formParam("subject", "Double bill")
                .formParam("owner", "mia")
                .formParam("dueAt", "2020-01-01T10:00")
                .post(page)
                .then()
                .header("Location", page + "?said=opened");
        visit.form(page).formParam("subject", "double BILL").post(page).then().header("Location", page + "?said=same");
        String open = visit.page(page);
        assertTrue(open.contains("Double bill"));
        assertTrue(open.contains("was due"));
        String id = admin().get("/api/v1/complaints?customer=" + ref).path("items[0].id");
        String stale = Visit.hidden(open, "version");
        for (String state : List.of("answered", "resolved", "confirmed")) {
            visit.form(page)
                    .formParam("version", Visit.hidden(visit.page(page), "version"))
                    .formParam("state", state)
                    .post(page + "/" + id)
                    .then()
                    .statusCode(303);
        }
        assertTrue(visit.page(page).contains("Settled"));
        visit.form(page)
                .formParam("version", stale)
                .formParam("state", "open")
                .post(page + "/" + id)
                .then()
                .statusCode(409)
                .body(containsString("The complaint has changed since"))
                .body(containsString("Settled"));
    }

    @Test
    void whoIsOverdrawnIsListedWithATelephoneAndASentence() {
        String red = Cast.unique("red");
        String thin = Cast.unique("thin");
        customer(red, "Red " + red, red + "@example.com");
        customer(thin, "Thin " + thin, thin + "@example.com");
        for (int i = 0; i < 3; i++) {
            note(red, -20);
            note(thin, 4);
        }
        admin().body(Map.of(
                        "customer",
                        red,
                        "subject",
                        "Double bill",
                        "receivedAt",
                        Instant.now().minusSeconds(120).toString()))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201);
        Visit visit = Visit.by("viewer");
        Eventually.holds(
                "the books have it",
                () -> admin().get("/api/v1/customers/" + red).path("balance").equals(-68)
                        && admin().get("/api/v1/customers/" + thin)
                                .path("balance")
                                .equals(12));
        String goodwill = visit.page("/console/goodwill");
        assertTrue(goodwill.contains("Red " + red));
        assertTrue(goodwill.contains("href=\"tel:+442079460001\""));
        assertTrue(goodwill.contains("Answer their complaint about “Double bill”"));
        assertTrue(goodwill.contains("0 good occasions") || goodwill.contains("to 1 bad"), "the ratio in words");
        assertFalse(goodwill.contains("Thin " + thin));
        assertTrue(goodwill.contains("aria-current=\"page\">Overdrawn"));
        String risk = visit.page("/console/goodwill?list=thin");
        assertTrue(risk.contains("Thin " + thin));
        assertFalse(risk.contains("Red " + red));
        Eventually.holds(
                "bands are counted", () -> visit.page("/console/goodwill").contains("class=\"band-overdrawn\" d=\"M"));
        assertFalse(visit.page("/console/goodwill").contains("style="));
    }

    @Test
    void aPolicyIsPutInForceAfterItsPreviewWasSeen() {
        Cast.priceBy(2);
        String document = admin().get("/api/v1/goodwill/policies/1").jsonPath().prettify();
        document = new JsonObject(document)
                .getJsonObject("document")
                .encode()
                .replace("\"silence\":{\"critical\":-2", "\"silence\":{\"critical\":-3");
        int version = admin().body(document).post("/api/v1/goodwill/policies").path("version");
        String page = "/console/goodwill/policies/" + version;
        assertFalse(Visit.by("care").page(page).contains("<form"));
        Visit visit = Visit.byAdmin();
        String html = visit.page(page);
        assertTrue(html.contains("tariff.silence.critical"));
        for (String builtIn : List.of("1", "2")) {
            String all = visit.page("/console/goodwill/policies/" + builtIn);
            assertTrue(all.contains("All it says"));
            assertTrue(all.contains("bands.strong"));
        }
        assertTrue(visit.page("/console/goodwill").contains("/console/goodwill/policies/2\""));
        assertTrue(visit.page("/console/goodwill?list=thin").contains("Below 10 points"));
        assertTrue(html.contains("Price what is declared from now on by default/" + version));
        try {
            visit.as()
                    .formParam("seal", Visit.hidden(html, "seal"))
                    .formParam("form", Visit.hidden(html, "form"))
                    .formParam("seen", "another")
                    .post(page + "/activation")
                    .then()
                    .statusCode(409)
                    .body(containsString("Look at the preview"));
            for (String said : List.of("activated", "once")) {
                visit.as()
                        .formParam("seal", Visit.hidden(html, "seal"))
                        .formParam("form", Visit.hidden(html, "form"))
                        .formParam("seen", Visit.hidden(html, "seen"))
                        .post(page + "/activation")
                        .then()
                        .statusCode(303)
                        .header("Location", page + "?said=" + said);
            }
            assertTrue(visit.page(page).contains("In force for what is declared now."));
        } finally {
            Cast.priceBy(2);
        }
    }

    @Test
    void aBrokenFileIsReportedAndItsLinesComeBack() {
        String good = Cast.unique("good");
        String csv = "ref,name,email\n" + good + ",Good,g@" + good + ".example\nno ref!,Bad,b@example.com\n"
                + Cast.unique("bad") + ",Bad,nowhere\n";
        Visit visit = Visit.by("care");
        String page = visit.page("/console/imports");
        String first = sent(visit, page, csv);
        assertEquals(first, sent(visit, page, csv), "the same form is the same import");
        Eventually.holds("it is done", () -> visit.page(first).contains("Done in"));
        String report = visit.page(first);
        assertTrue(report.contains("New customers</dt><dd>1</dd>"));
        assertTrue(report.contains("Lines not taken</dt><dd>2</dd>"));
        assertTrue(report.contains("<td class=\"number\">3</td><td>ref</td>"));
        assertTrue(report.contains("<td class=\"number\">4</td><td>email</td>"));
        String again = visit.as()
                .get(first + "/rejected.csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", startsWith("attachment"))
                .extract()
                .asString();
        assertTrue(again.startsWith("ref,name,email\nno ref!,Bad,b@example.com\n"), again);
        assertTrue(again.contains(",Bad,nowhere\n"));
        admin().get("/api/v1/customers/" + good).then().statusCode(200);
        assertTrue(visit.page("/console/imports").contains("1 new, 0 changed, 2 lines not taken"));
    }

    @Test
    void aFileWithAWrongHeaderIsRefusedAndNoFileIsAskedForAgain() {
        Visit visit = Visit.by("care");
        String job = sent(visit, visit.page("/console/imports"), "reference,email\na,b@example.com\n");
        Eventually.holds("it is refused", () -> visit.page(job).contains("Nothing was taken."));
        assertTrue(visit.page(job).contains("is no column of this import"));
        String page = visit.page("/console/imports");
        visit.as()
                .multiPart("seal", Visit.hidden(page, "seal"))
                .multiPart("form", Visit.hidden(page, "form"))
                .multiPart("file", "", new byte[0], "application/octet-stream")
                .post("/console/imports")
                .then()
                .statusCode(422)
                .body(containsString("id=\"file-wrong\">This is"));
    }

    @Test
    void anImportWhoseProcessIsGoneSaysWhatStays() throws SQLException {
        sql("""
                INSERT INTO import_job (id, form, file, author, state, bytes, bytes_read, customers, written, created, started_at, alive_at)
                VALUES ('deadimport01', 'deadimport01deadimport', 'old.csv', 'mia', 'WRITING', 100, 100, 9000, 5000, 5000,
                        now() - interval '10 minutes', now() - interval '9 minutes')""");
        Visit visit = Visit.by("viewer");
        Eventually.holds(
                "it is seen", () -> visit.page("/console/imports/deadimport01").contains("Stopped"));
        String report = visit.page("/console/imports/deadimport01");
        assertTrue(report.contains("The process that worked on it is gone."));
        assertTrue(report.contains("5,000 of 9,000 customers were written and stay."));
        assertTrue(report.contains("Send the file again"));
    }

    @Test
    void aSubscriberIsMatchedToTheCustomerWhoHasTheAddress() throws SQLException {
        String ref = Cast.unique("holder");
        String email = Cast.unique("reader") + "@example.com";
        customer(ref, "Holder", email);
        long id = Cast.subscriber(database, email);
        Visit visit = Visit.by("care");
        String page = "/console/subscribers?state=confirmed";
        String html = visit.page(page);
        assertTrue(html.contains(email));
        assertTrue(html.contains("has this address already"));
        assertTrue(html.contains("Make it one of Holder"));
        visit.form(page)
                .formParam("ref", "nobody-at-all")
                .post("/console/subscribers/" + id + "/customer")
                .then()
                .statusCode(422)
                .body(containsString("This is no customer we know."))
                .body(containsString("value=\"nobody-at-all\""));
        visit.form(page)
                .formParam("ref", ref)
                .post("/console/subscribers/" + id + "/customer")
                .then()
                .statusCode(303)
                .header("Location", "/console/subscribers?said=matched");
        admin().get("/api/v1/subscribers?state=matched&limit=500").then().body("items.customer", hasItem(ref));
    }

    @Test
    void aViewerSeesNoFormsAndWritesNothing() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, "viewed@example.com");
        Visit viewer = Visit.by("viewer");
        String customer = "/console/customers/" + ref;
        for (String page : List.of(
                customer + "/contacts",
                customer + "/deliveries",
                customer + "/touchpoints",
                customer + "/complaints",
                "/console/goodwill",
                "/console/goodwill/policies/1",
                "/console/subscribers",
                "/console/imports")) {
            assertFalse(viewer.page(page).contains("method=\"post\""), page);
        }
        for (String post : List.of(
                customer + "/contacts",
                customer + "/contacts/1",
                customer + "/contacts/1/removal",
                customer + "/contacts/1/quarantine",
                customer + "/contacts/1/release",
                customer + "/deliveries",
                customer + "/touchpoints",
                customer + "/touchpoints/1/withdrawal",
                customer + "/complaints",
                customer + "/complaints/x",
                customer + "/complaints/x/withdrawal",
                "/console/incidents/x/calls/1/withdrawal",
                "/console/goodwill/policies/1/activation",
                "/console/subscribers/1/customer")) {
            viewer.form("/console/settings").post(post).then().statusCode(403);
        }
        String seal = Visit.hidden(viewer.page("/console/settings"), "seal");
        viewer.as()
                .multiPart("seal", seal)
                .multiPart("file", "x.csv", "ref,email\n".getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/console/imports")
                .then()
                .statusCode(403);
    }

    private static String sent(Visit visit, String page, String csv) {
        return visit.as()
                .multiPart("seal", Visit.hidden(page, "seal"))
                .multiPart("form", Visit.hidden(page, "form"))
                .multiPart("file", "customers.csv", csv.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/console/imports")
                .then()
                .statusCode(303)
                .header("Location", startsWith("/console/imports/"))
                .extract()
                .header("Location");
    }

    private static void customer(String ref, String name, String email) {
        admin().body(Map.of(
                        "name",
                        name,
                        "phone",
                        "+44 20 7946 0001",
                        "components",
                        List.of(),
                        "contacts",
                        List.of(Map.of("email", email))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
    }

    private static JsonPath shown(String ref) {
        return admin().get("/api/v1/customers/" + ref).jsonPath();
    }

    private static long contact(String ref, int place) {
        return shown(ref).getLong("contacts[" + place + "].id");
    }

    private static List<String> emails(String ref) {
        return shown(ref).getList("contacts.email");
    }

    private static void note(String ref, int points) {
        admin().body(Map.of(
                        "kind",
                        "manual",
                        "note",
                        Cast.unique("For the test"),
                        "points",
                        points,
                        "at",
                        Instant.now().minusSeconds(120).toString()))
                .post("/api/v1/customers/" + ref + "/touchpoints")
                .then()
                .statusCode(201);
    }

    private static String failing(String component) {
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

    private void sql(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
