package headsup.page;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.audience.Contacts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader's own page, and the same for a support desk. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class OwnPageDoorTest {

    @Inject
    Contacts contacts;

    @Inject
    DataSource database;

    private final String north = Cast.unique("North");
    private final String south = Cast.unique("South");
    private final String address = Cast.unique("dana") + "@rivermill.example";
    private String northId = "";
    private String southId = "";
    private String ref = "";
    private long contact;

    @BeforeEach
    void aCustomerOfTheNorth() {
        northId = component(north);
        southId = component(south);
        ref = customer(Map.of());
        contact = contactOf(ref);
    }

    private static String component(String name) {
        return admin().body(Map.of("name", name))
                .post("/api/v1/components")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String customer(Map<String, Object> person) {
        String made = Cast.unique("customer");
        Map<String, Object> dana = new HashMap<>(Map.of("email", address));
        dana.putAll(person);
        admin().body(Map.of("name", "The " + made, "components", List.of(northId), "contacts", List.of(dana)))
                .put("/api/v1/customers/" + made)
                .then()
                .statusCode(201);
        return made;
    }

    private static long contactOf(String customer) {
        return admin().get("/api/v1/customers/" + customer).jsonPath().getLong("contacts[0].id");
    }

    private String path() {
        return "/my/" + contacts.byIds(List.of(contact)).get(0).token();
    }

    private ValidatableResponse page() {
        return given().header("Accept", "text/html").get(path()).then().statusCode(200);
    }

    private String fails(Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name",
                Cast.unique("Lines are down"),
                "components",
                List.of(
                        Map.of("id", northId, "status", "degraded_performance"),
                        Map.of("id", southId, "status", "major_outage")),
                "message",
                "We are looking.",
                "nextUpdateIn",
                "PT30M"));
        body.putAll(more);
        return admin().body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String failsForThemAlone() {
        return fails(Map.of(
                "name", Cast.unique("Your own line"),
                "components", List.of(Map.of("id", northId, "status", "major_outage")),
                "audience", Map.of("customers", List.of(ref)),
                "message", "Your line is cut."));
    }

    @Test
    void whoReadsThePageIsToldWhatIsEmailedAllTheSameAndHowToEndIt() {
        admin().body(Map.of(
                        "name",
                        "The " + ref,
                        "components",
                        List.of(northId),
                        "contacts",
                        List.of(Map.of("email", address)),
                        "channel",
                        "page"))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
        page().body(containsString("Emails go out only for what is not on the public page."))
                .body(containsString(path().replace("/my/", "/u/")));
        given().post(path().replace("/my/", "/u/")).then().statusCode(200);
        page().body(containsString("No emails are sent."));
    }

    @Test
    void itShowsWhatTheyDependOnWithItsStateAndNothingElse() {
        page().header("X-Robots-Tag", containsString("noindex"))
                .header("Cache-Control", equalTo("no-store, private"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .body(containsString("<meta name=\"robots\" content=\"noindex, nofollow\">"))
                .body(containsString("For The " + ref))
                .body(containsString("Everything you use is working"))
                .body(containsString(north))
                .body(not(containsString(south)))
                .body(not(containsString(address)));
    }

    @Test
    void anIncidentIsToldAsItIsForThem() {
        Instant fixed = Instant.now().plus(Duration.ofHours(3));
        String id = fails(Map.of("estimateAt", fixed.toString()));

        page().body(containsString("id=\"i-" + id + "\""))
                .body(containsString("We are looking."))
                .body(containsString("data-due=\"" + fixed.toString().substring(0, 16)))
                .body(containsString("Minor impact"))
                .body(not(containsString("Critical impact")))
                .body(not(containsString(south)))
                .body(containsString("Next update by"))
                .body(containsString("href=\"/incidents/" + id + "\""));
        String estimates = page().extract().asString();
        assertEquals(2, estimates.split("class=\"promise estimate\"", -1).length, "the estimate is told once");
        Eventually.holds("the email has gone", () -> page().extract().asString().contains("Emailed to you: "));
    }

    @Test
    void whatOnlyTheAffectedMaySeeStandsOnTheirPageAndOnNoOther() {
        String id = failsForThemAlone();
        String other = customer(Map.of("email", Cast.unique("kim") + "@elsewhere.example"));

        page().body(containsString("id=\"i-" + id + "\""))
                .body(containsString("Your line is cut."))
                .body(containsString("Critical impact"))
                .body(containsString("Major outage"))
                .body(containsString("Only those it affects can see this."))
                .body(not(containsString("/incidents/" + id)));
        contact = contactOf(other);
        page().body(not(containsString(id)))
                .body(not(containsString("Your line is cut.")))
                .body(containsString("Everything you use is working"));
    }

    @Test
    void whoJoinsLaterReadsWhatWasSaidSinceThen() {
        String late = Cast.unique("late");
        admin().body(Map.of(
                        "name",
                        late,
                        "components",
                        List.of(southId),
                        "contacts",
                        List.of(Map.of("email", late + "@x.example"))))
                .put("/api/v1/customers/" + late)
                .then()
                .statusCode(201);
        String id = fails(Map.of(
                "components", List.of(Map.of("id", northId, "status", "major_outage")),
                "audience", Map.of("customers", List.of(ref, late)),
                "message", "Only the north is cut."));
        admin().body(Map.of(
                        "status", "identified",
                        "message", "Now the south is cut, too.",
                        "components", List.of(Map.of("id", southId, "status", "partial_outage"))))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);

        contact = contactOf(late);
        page().body(containsString("Now the south is cut, too."))
                .body(not(containsString("Only the north is cut.")))
                .body(not(containsString(north)))
                .body(containsString("Major impact"));
    }

    @Test
    void whoIsAffectedSinceTheLastUpdateReadsNoneInJsonEither() throws SQLException {
        String id = failsForThemAlone();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE audience_member SET joined_at = now() + interval '1 minute' WHERE incident_id = ?")) {
            statement.setString(1, id);
            assertEquals(1, statement.executeUpdate());
        }
        page().body(not(containsString("Your line is cut.")));
        admin().get("/api/v1/customers/{ref}/standing", ref)
                .then()
                .statusCode(200)
                .body("incidents[0].id", equalTo(id))
                .body("incidents[0].lastUpdate", nullValue());
    }

    @Test
    void maintenanceToComeAndWhatIsOverStandThereToo() {
        Instant from = Instant.now().plus(Duration.ofDays(3));
        String planned = admin().body(Map.of(
                        "name", "New cables " + ref,
                        "components", List.of(northId),
                        "message", "We renew the cables.",
                        "scheduledFor", from.toString(),
                        "scheduledUntil", from.plus(Duration.ofHours(2)).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String over = fails(Map.of());
        admin().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", over)
                .then()
                .statusCode(201);

        page().body(containsString("id=\"i-" + planned + "\""))
                .body(containsString("Planned maintenance"))
                .body(containsString("Resolved in the last 30 days"))
                .body(containsString("id=\"i-" + over + "\""))
                .body(containsString("It works again."))
                .body(containsString("Everything you use is working"));
    }

    @Test
    void languageAndZoneAreTheirsAndNoListTakesThemBack() {
        given().redirects()
                .follow(false)
                .formParam("locale", "de")
                .formParam("timeZone", "America/St_Johns")
                .formParam("channel", "email")
                .post(path())
                .then()
                .statusCode(303)
                .header("Cache-Control", equalTo("no-store, private"));
        given().get(path() + "?saved=1")
                .then()
                .body(containsString("<html lang=\"de\">"))
                .body(containsString("Gespeichert."))
                .body(containsString("Für The " + ref))
                .body(containsString("data-zoned"))
                .body(containsString("(UTC−"));
        admin().body(Map.of(
                        "name", "The " + ref,
                        "components", List.of(northId),
                        "contacts", List.of(Map.of("email", address, "locale", "fr", "timeZone", "Europe/Paris"))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200)
                .body("contacts[0].locale", equalTo("de"))
                .body("contacts[0].timeZone", equalTo("America/St_Johns"));
        admin().contentType("text/csv")
                .body("ref,name,email,locale,time_zone\n" + ref + ",The " + ref + "," + address + ",es,Europe/Madrid\n")
                .post("/api/v1/customers/import")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(1));
        page().body(containsString("<html lang=\"de\">"));
    }

    @Test
    void aZoneThatOnlyStoodInTheFormIsNotTheirs() {
        String shown =
                page().extract().asString().replaceAll("(?s).*name=\"timeZone\"[^>]* value=\"([^\"]*)\".*", "$1");
        given().redirects()
                .follow(false)
                .formParam("locale", "de")
                .formParam("timeZone", shown)
                .formParam("channel", "email")
                .post(path())
                .then()
                .statusCode(303);
        page().body(containsString("<html lang=\"de\">")).body(not(containsString("data-zoned")));
        admin().body(Map.of(
                        "name", "The " + ref,
                        "components", List.of(northId),
                        "contacts", List.of(Map.of("email", address, "locale", "fr", "timeZone", "Europe/Paris"))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200)
                .body("contacts[0].locale", equalTo("de"))
                .body("contacts[0].timeZone", equalTo("Europe/Paris"));
        page().body(containsString("data-zoned"));
    }

    @Test
    void thatItIsNotKnownYetStandsWhereTheEstimateWould() {
        String id = fails(Map.of("estimateUnknown", true));
        String sentence = "We do not know yet when it will be fixed.";
        page().body(containsString("<p class=\"estimate unknown\">" + sentence));
        Eventually.holds(
                "the page tells it",
                () -> given().accept("text/html")
                                .header("Accept-Language", "de")
                                .get("/incidents/" + id)
                                .asString()
                                .contains("Wir wissen noch nicht, wann es behoben ist.")
                        && given().get("/incidents/" + id + ".json").asString().contains(sentence)
                        && given().get("/").asString().contains(sentence));
        admin().body(Map.of(
                        "status", "identified",
                        "message", "Soon.",
                        "estimateAt", Instant.now().plus(Duration.ofHours(1)).toString()))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
        page().body(not(containsString("estimate unknown"))).body(containsString("Expected to be fixed by"));
    }

    @Test
    void aWrongZoneIsSaidBesideItsFieldAndNothingIsSaved() {
        given().formParam("locale", "fr")
                .formParam("timeZone", "Mars/Olympus")
                .formParam("channel", "page")
                .post(path())
                .then()
                .statusCode(422)
                .body(containsString("Nothing was saved."))
                .body(containsString("aria-describedby=\"zone-fault\""))
                .body(containsString("value=\"Mars/Olympus\""))
                .body(containsString("<details class=\"card settings\" id=\"settings\" open>"));
        assertNull(contacts.byIds(List.of(contact)).get(0).unsubscribedAt());
        page().body(containsString("<html lang=\"en\">"));
    }

    @Test
    void theyChooseThePageAloneAndEmailAgain() {
        String box = "value=\"email\" checked";
        page().body(containsString(box));
        choose("page");
        assertNotNull(contacts.byIds(List.of(contact)).get(0).unsubscribedAt());
        page().body(not(containsString(box)));
        choose("page", "email");
        assertNull(contacts.byIds(List.of(contact)).get(0).unsubscribedAt());
    }

    /** As the form sends it: a hidden field, and the box when it is ticked. */
    private void choose(Object... channel) {
        given().redirects()
                .follow(false)
                .formParam("channel", channel)
                .post(path())
                .then()
                .statusCode(303);
    }

    @Test
    void aFormOfAnotherSiteChangesNothing() {
        given().header("Sec-Fetch-Site", "cross-site")
                .formParam("channel", "page")
                .post(path())
                .then()
                .statusCode(403)
                .body(containsString("came from another site"));
        assertNull(contacts.byIds(List.of(contact)).get(0).unsubscribedAt());
    }

    @Test
    void lookingChangesNothingAndTheWayOutIsOnePress() {
        page().body(containsString("action=\"" + path().replace("/my/", "/u/") + "\""));
        assertNull(contacts.byIds(List.of(contact)).get(0).unsubscribedAt());
    }

    @Test
    void aLinkThatIsNobodysRevealsNothing() {
        String ended = path();
        admin().body(Map.of("name", "The " + ref, "components", List.of(northId), "contacts", List.of()))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
        for (String link : List.of("/my/AAAAAAAAAAAAAAAAAAAAAA", "/my/short", "/my/%00", ended)) {
            String answer = given().urlEncodingEnabled(false)
                    .header("Accept", "text/html")
                    .header("Accept-Language", "fr")
                    .get(link)
                    .then()
                    .statusCode(404)
                    .header("Cache-Control", containsString("no-store"))
                    .header("X-Robots-Tag", containsString("noindex"))
                    .body(containsString("Ce lien ne mène nulle part"))
                    .extract()
                    .asString();
            assertFalse(answer.contains(ref), answer);
            given().urlEncodingEnabled(false)
                    .formParam("channel", "page")
                    .post(link)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void aBrowserIsToldSoOfAnEndedWayOutToo() {
        given().header("Accept", "text/html")
                .get("/u/AAAAAAAAAAAAAAAAAAAAAA")
                .then()
                .statusCode(404)
                .body(containsString("This link leads nowhere"));
    }

    @Test
    void aSubscriberSeesWhatEveryoneMayAndChoosesWhatComes() throws Exception {
        String reader = Cast.unique("reader") + "@home.example";
        contact = Cast.subscriber(database, reader);
        String open = fails(Map.of());
        String hidden = failsForThemAlone();
        page().body(containsString("For r…@home.example"))
                .body(containsString(open))
                .body(containsString("Critical impact"))
                .body(containsString("value=\"everything\" checked"))
                .body(not(containsString(hidden)))
                .body(not(containsString("Your line is cut.")))
                .body(containsString("the address is forgotten"));
        given().formParam("about", "parts")
                .post(path())
                .then()
                .statusCode(422)
                .body(containsString("Nothing would be left"));
        given().redirects()
                .follow(false)
                .formParam("about", "parts")
                .formParam("component", northId)
                .post(path())
                .then()
                .statusCode(303);
        String story = page().body(containsString("value=\"parts\" checked"))
                .body(not(containsString(hidden)))
                .extract()
                .asString()
                .split("id=\"i-" + open)[1]
                .split("</article>")[0];
        assertTrue(story.contains("Minor impact"), story);
        assertFalse(story.contains(south), story);
    }

    @Test
    void whoIsAContactOfTwoCustomersReadsOfBothOnOnePage() {
        String second = customer(Map.of());
        admin().body(Map.of(
                        "name",
                        "The " + second,
                        "components",
                        List.of(southId),
                        "contacts",
                        List.of(Map.of("email", address))))
                .put("/api/v1/customers/" + second)
                .then()
                .statusCode(200);
        fails(Map.of());

        page().body(containsString("The " + ref))
                .body(containsString("The " + second))
                .body(containsString(north))
                .body(containsString(south))
                .body(containsString("Critical impact"));
    }

    @Test
    void aSupportDeskReadsTheSameInJson() {
        String open = fails(
                Map.of("estimateAt", Instant.now().plus(Duration.ofHours(2)).toString()));
        String own = failsForThemAlone();
        admin().body(Map.of("customer", ref, "subject", "Nobody called back"))
                .post("/api/v1/complaints")
                .then()
                .statusCode(201);

        var standing =
                admin().get("/api/v1/customers/{ref}/standing", ref).then().statusCode(200);
        standing.body("customer", equalTo(ref))
                .body("status", equalTo("major_outage"))
                .body("components.name", equalTo(List.of(north)))
                .body("components[0].status", equalTo("major_outage"))
                .body("incidents.id", equalTo(List.of(own, open)))
                .body("incidents.kind", everyItem(is("incident")))
                .body("incidents[0].visibility", equalTo("affected"))
                .body("incidents[0].impact", equalTo("critical"))
                .body("incidents[0].url", nullValue())
                .body("incidents[0].estimate", nullValue())
                .body("incidents[1].visibility", equalTo("public"))
                .body("incidents[1].impact", equalTo("minor"))
                .body("incidents[1].components.name", equalTo(List.of(north)))
                .body("incidents[1].lastUpdate.message", equalTo("We are looking."))
                .body("incidents[1].nextUpdate.state", equalTo("open"))
                .body("incidents[1].nextUpdate.overdueSeconds", equalTo(0))
                .body("incidents[1].estimate.state", equalTo("standing"))
                .body("incidents[1].url", containsString("/incidents/" + open))
                .body("cases", hasSize(1))
                .body("cases[0].subject", equalTo("Nobody called back"))
                .body("cases[0].state", equalTo("open"));
        page().body(containsString("Expected to be fixed by <time"));
        admin().get("/api/v1/customers/nobody-of-ours/standing")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
        given().get("/api/v1/customers/" + ref + "/standing").then().statusCode(401);
        assertEquals(
                200,
                given().get("/q/openapi?format=json")
                        .then()
                        .body("paths.'/api/v1/customers/{ref}/standing'.get.summary", containsString("support desk"))
                        .extract()
                        .statusCode());
    }
}
