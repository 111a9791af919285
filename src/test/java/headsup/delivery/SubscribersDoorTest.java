package headsup.delivery;

import static headsup.Cast.admin;
import static headsup.delivery.Outage.staff;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.audience.OptIns;
import headsup.audience.Subscribers;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Mail for readers who have no account: from the form to the last letter. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class SubscribersDoorTest {

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Inject
    Subscribers subscribers;

    @Inject
    OptIns optIns;

    @Inject
    Farewells farewells;

    private static String fails(String component) {
        return staff().body(Map.of(
                        "name", Cast.unique("It fails"),
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Readers who would get a letter if this failed now. */
    private static int expecting(String component) {
        return staff().body(Map.of(
                        "name", "It fails",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents/preview")
                .then()
                .statusCode(200)
                .extract()
                .path("subscribers");
    }

    private static void says(String incident, String status) {
        staff().body(Map.of("status", status, "message", Cast.unique("Now it is " + status + ".")))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }

    /** All planned and gone: whoever has no letter by now gets none. */
    private static void allIsTold(String incident) {
        Eventually.holds("everything has gone", () -> {
            var counts =
                    staff().get("/api/v1/incidents/{id}/deliveries", incident).jsonPath();
            return counts.getLong("counts.pending") + counts.getLong("counts.sending") == 0;
        });
    }

    private void run(String sql, String... parameters) throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private Map<String, Object> shown(String address) {
        Map<String, Object> found = staff().queryParam("limit", 500)
                .get("/api/v1/subscribers")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.email == '" + address + "' }");
        return found == null ? Map.of() : found;
    }

    private int id(String address) {
        return (Integer) Objects.requireNonNull(shown(address).get("id"));
    }

    @Test
    void aReaderIsAskedOnceMoreAndThenToldWithoutBelongingToACustomer() {
        var reader = new Reader(outbox);
        reader.browser()
                .header("Accept-Language", "de-CH,de;q=0.9")
                .formParam("email", reader.address)
                .formParam("timeZone", "Europe/Zurich")
                .post("/subscribe")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body(containsString("Sehen Sie in Ihr Postfach"))
                .body(not(containsString(reader.address)));
        OpenLetter letter = reader.awaitLetter(1);
        assertTrue(letter.text().contains("Diese Adresse bestätigen"), letter.text());
        String token = Reader.token(letter);
        assertEquals("pending", shown(reader.address).get("state"));

        given().get("/subscribe/confirm?token=" + token)
                .then()
                .statusCode(200)
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("Nothing has changed yet"));
        assertEquals("pending", shown(reader.address).get("state"));
        int id = id(reader.address);
        reader.confirm(token).statusCode(200).body(containsString("You will hear from us"));
        reader.confirm(token).statusCode(200).body(containsString("You will hear from us"));
        Map<String, Object> confirmed = shown(reader.address);
        assertEquals("confirmed", confirmed.get("state"));
        assertEquals(id, confirmed.get("id"));
        assertEquals("de", confirmed.get("locale"));
        assertEquals("Europe/Zurich", confirmed.get("timeZone"));

        String incident = fails(Cast.component("Cards"));
        OpenLetter update = reader.awaitLetter(2);
        assertTrue(update.text().contains("auf der Statusseite von"), update.text());
        allIsTold(incident);
        Map<String, Object> delivery = staff().get("/api/v1/incidents/{id}/deliveries", incident)
                .jsonPath()
                .getMap("items.find { it.email == '" + reader.address + "' }");
        assertNull(delivery.get("customer"));
        assertEquals("accepted", delivery.get("state"));
    }

    @Test
    void theFormNeverSaysWhetherAnAddressIsKnown() {
        var known = new Reader(outbox).subscribed();
        var stranger = new Reader(outbox);
        String toKnown = known.ask().then().statusCode(200).extract().asString();
        String toStranger = stranger.ask().then().statusCode(200).extract().asString();
        assertEquals(toStranger, toKnown);
        OpenLetter letter = known.awaitLetter(2);
        assertTrue(letter.subject().contains("Your updates by mail"), letter.subject());
        assertEquals(known.way(), "/u/" + Reader.token(letter));
    }

    @Test
    void anAddressGetsThreeSuchLettersAnHourAndAPlaceMayAskTwentyTimes() {
        var reader = new Reader(outbox);
        for (int i = 0; i < 3; i++) {
            reader.ask().then().statusCode(200);
        }
        new Reader(outbox, reader.address.toUpperCase(Locale.ROOT))
                .ask()
                .then()
                .statusCode(429)
                .contentType("text/html")
                .header("Retry-After", notNullValue())
                .body(containsString("Try again in"))
                .body(containsString(reader.address.toUpperCase(Locale.ROOT)));
        String place = "198.51.100.77";
        for (int i = 0; i < 20; i++) {
            given().header("X-Forwarded-For", place)
                    .formParam("email", Cast.unique("many") + "@home.example")
                    .post("/subscribe")
                    .then()
                    .statusCode(200);
        }
        given().header("X-Forwarded-For", place)
                .formParam("email", Cast.unique("many") + "@home.example")
                .post("/subscribe")
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue());
    }

    @Test
    void aLinkIsGoodForFortyEightHoursAndWhatNobodyConfirmedIsForgotten() throws Exception {
        var reader = new Reader(outbox);
        reader.ask().then().statusCode(200);
        String token = Reader.token(reader.awaitLetter(1));
        run("UPDATE opt_in SET expires_at = expires_at - interval '48 hours' WHERE email = ?", reader.address);
        given().get("/subscribe/confirm?token=" + token).then().statusCode(404).body(containsString("no longer good"));
        reader.confirm(token).statusCode(404).body(containsString("no longer good"));
        assertTrue(optIns.forgetOld() >= 1);
        assertTrue(shown(reader.address).isEmpty());
        for (String wrong : List.of("", "short", "AAAAAAAAAAAAAAAAAAAAAA", "\u0000")) {
            given().formParam("token", wrong).post("/subscribe/confirm").then().statusCode(404);
        }
    }

    @Test
    void aLetterThatWasTakenByAProcessWhichDiedIsWrittenAgainAndBothLinksAreGood() throws Exception {
        var reader = new Reader(outbox);
        reader.ask().then().statusCode(200);
        String first = Reader.token(reader.awaitLetter(1));
        run("UPDATE opt_in SET try_at = now() WHERE email = ?", reader.address);
        String second = Reader.token(reader.awaitLetter(2));
        assertTrue(!first.equals(second));
        given().get("/subscribe/confirm?token=" + first).then().statusCode(200);
        reader.confirm(second).statusCode(200);
        reader.confirm(first).statusCode(200);
    }

    @Test
    void whatOnlyTheAffectedMaySeeIsNotForSubscribersUntilItIsPublic() {
        String cards = Cast.component("Cards");
        String address = Cast.unique("affected") + "@shop.example";
        Cast.customer(cards, address);
        var reader = new Reader(outbox).subscribed("about", "everything");
        String incident = staff().body(Map.of(
                        "name",
                        Cast.unique("It fails"),
                        "components",
                        List.of(Map.of("id", cards, "status", "major_outage")),
                        "visibility",
                        "affected",
                        "message",
                        "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        allIsTold(incident);
        staff().get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.size()", equalTo(1))
                .body("items[0].email", equalTo(address));
        staff().body(Map.of("visibility", "public")).patch("/api/v1/incidents/" + incident);
        allIsTold(incident);
        assertEquals(0, reader.about(incident), "showing it sends nothing");
        says(incident, "identified");
        Eventually.holds("the next update is for them", () -> reader.about(incident) == 1);
    }

    @Test
    void whatIsTakenOffThePageBeforeItsEmailLeftDoesNotReachSubscribers() {
        var reader = new Reader(outbox).subscribed("about", "everything");
        int brake = staff().body(Map.of("scope", "all", "subject", "", "reason", "a test"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201)
                .extract()
                .path("items.find { it.scope == 'all' }.id");
        String incident;
        try {
            incident = fails(Cast.component("Cards"));
            staff().body(Map.of("visibility", "affected")).patch("/api/v1/incidents/" + incident);
        } finally {
            staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        }
        allIsTold(incident);
        assertEquals(0, reader.about(incident));
        staff().queryParam("state", "suppressed")
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.email", hasItem(reader.address));
    }

    @Test
    void whatIsTakenOffThePageReachesNoContactOfACustomerItDoesNotAffect() throws Exception {
        String cards = Cast.component("Cards");
        String affected = Cast.unique("affected") + "@shop.example";
        String other = Cast.unique("other") + "@shop.example";
        Cast.customer(cards, affected);
        Cast.customer(Cast.component("Search"), other);
        run("""
                INSERT INTO subscription (contact_id, topic, kind, only_end, since)
                SELECT id, '*', 'EVERYTHING', false, now() FROM contact WHERE email = ?""", other);
        int brake = staff().body(Map.of("scope", "all", "subject", "", "reason", "a test"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201)
                .extract()
                .path("items.find { it.scope == 'all' }.id");
        String incident;
        try {
            incident = fails(cards);
            staff().body(Map.of("visibility", "affected")).patch("/api/v1/incidents/" + incident);
        } finally {
            staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        }
        allIsTold(incident);
        staff().queryParam("limit", 500)
                .queryParam("state", "suppressed")
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.email", hasItem(other));
        staff().queryParam("state", "accepted")
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .then()
                .body("items.email", equalTo(List.of(affected)));
    }

    @Test
    void anEmailSaysThatNobodyKnowsYetWhenItWillBeFixed() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed("about", "parts", "component", cards);
        String incident = fails(cards);
        reader.awaitLetter(2);
        staff().body(Map.of("status", "identified", "message", "We look further.", "estimateUnknown", true))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        String sentence = "We do not know yet when it will be fixed.";
        assertTrue(reader.awaitLetter(3).text().contains(sentence));
        assertTrue(!reader.letters().get(1).text().contains(sentence));
    }

    @Test
    void whoChoseComponentsHearsOfThoseAlone() {
        String cards = Cast.component("Cards");
        String phones = Cast.component("Phones");
        String search = Cast.component("Search");
        int before = expecting(cards);
        var reader = new Reader(outbox).subscribed("about", "parts", "component", cards, "component", phones);
        assertEquals(before + 1, expecting(cards));
        String other = fails(search);
        String wanted = fails(phones);
        reader.awaitLetter(2);
        allIsTold(other);
        allIsTold(wanted);
        assertEquals(0, reader.about(other));
        assertEquals(1, reader.about(wanted));
    }

    @Test
    void whoAskedForOneIncidentHearsOfItUntilItIsOverAndNoLonger() {
        String cards = Cast.component("Cards");
        String incident = fails(cards);
        var each = new Reader(outbox).subscribed("incident", incident);
        var end = new Reader(outbox).subscribed("incident", incident, "about", "end");
        says(incident, "identified");
        each.awaitLetter(2);
        says(incident, "resolved");
        each.awaitLetter(3);
        end.awaitLetter(2);
        staff().body(Map.of("message", "A disk was full."))
                .post("/api/v1/incidents/{id}/root-cause", incident)
                .then()
                .statusCode(201);
        String next = fails(cards);
        allIsTold(incident);
        allIsTold(next);
        assertEquals(2, each.about(incident));
        assertEquals(1, end.about(incident));
        assertEquals(0, each.about(next) + end.about(next));
        each.ask("incident", incident).then().statusCode(422).body(containsString("nothing more to come"));
    }

    @Test
    void thirtyDaysAfterTheEndWhoAskedForNothingElseIsForgotten() throws Exception {
        String incident = fails(Cast.component("Cards"));
        var reader = new Reader(outbox).subscribed("incident", incident);
        says(incident, "resolved");
        reader.awaitLetter(2);
        allIsTold(incident);
        subscribers.endOver();
        assertEquals("confirmed", shown(reader.address).get("state"));
        run(
                "UPDATE incident_update SET published_at = published_at - interval '31 days' WHERE incident_id = ?",
                incident);
        assertTrue(subscribers.endOver() >= 1);
        farewells.letGo();
        assertTrue(shown(reader.address).isEmpty());
    }

    @Test
    void oneClickLeavesAndTheAddressIsForgotten() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String way = reader.way();
        given().get(way).then().statusCode(200).body(containsString("Unsubscribe?"));
        assertEquals("confirmed", shown(reader.address).get("state"));
        given().formParam("List-Unsubscribe", "One-Click")
                .post(way)
                .then()
                .statusCode(200)
                .body(containsString("No more emails"));
        assertTrue(shown(reader.address).isEmpty());
        farewells.letGo();
        given().multiPart("List-Unsubscribe", "One-Click")
                .post(way)
                .then()
                .statusCode(200)
                .body(containsString("we let go of your address"))
                .body(not(containsString("erased")));
        String incident = fails(cards);
        allIsTold(incident);
        assertEquals(0, reader.about(incident));
        reader.subscribed();
        assertEquals("confirmed", shown(reader.address).get("state"));
    }

    @Test
    void aSubscriberChangesWhatComesWithoutAnAccount() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String way = reader.way();
        String own = way.replace("/u/", "/my/");
        given().redirects()
                .follow(false)
                .formParam("action", "change")
                .post(way)
                .then()
                .statusCode(307)
                .header("Location", endsWith(own));
        given().redirects()
                .follow(false)
                .formParam("about", "parts")
                .formParam("component", cards)
                .formParam("locale", "fr")
                .formParam("timeZone", "America/Lima")
                .post(own)
                .then()
                .statusCode(303);
        Map<String, Object> changed = shown(reader.address);
        assertEquals(List.of(cards), changed.get("components"));
        assertEquals(false, changed.get("everything"));
        assertEquals("fr", changed.get("locale"));
        assertEquals("America/Lima", changed.get("timeZone"));
        given().formParam("locale", "en")
                .formParam("about", "parts")
                .formParam("timeZone", "Mars/<b>")
                .post(own)
                .then()
                .statusCode(422)
                .body(containsString("<html lang=\"fr\">"))
                .body(containsString("Ce fuseau horaire"))
                .body(containsString("Il ne resterait rien"))
                .body(containsString("Mars/&lt;b&gt;"));
        assertEquals(changed, shown(reader.address));
    }

    @Test
    void anAddressThatIsACustomersContactTooGetsOneLetterAndStoppingItStopsBoth() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String ref = Cast.customer(cards, reader.address.toLowerCase(Locale.ROOT));
        String incident = fails(cards);
        reader.awaitLetter(2);
        allIsTold(incident);
        assertEquals(1, reader.about(incident));
        var letter = reader.letters().get(1);
        assertTrue(letter.text().contains("your organisation uses"), letter.text());
        given().post("/u/" + Reader.token(letter)).then().statusCode(200);
        assertTrue(shown(reader.address).isEmpty());
        says(incident, "identified");
        allIsTold(incident);
        assertEquals(1, reader.about(incident));
        assertNull(admin().get("/api/v1/customers/" + ref).jsonPath().get("contacts[0].quarantinedAt"));
    }

    @Test
    void aMatchedSubscriberIsTheCustomersContactAndGetsOneLetter() {
        String cards = Cast.component("Cards");
        String search = Cast.component("Search");
        var reader = new Reader(outbox).subscribed("about", "parts", "component", search);
        String ref = Cast.customer(cards, Cast.unique("dana") + "@rivermill.example");
        int id = id(reader.address);
        match(id, ref, 200);
        match(id, ref, 200);
        assertEquals("matched", shown(reader.address).get("state"));
        assertEquals(ref, shown(reader.address).get("customer"));
        List<String> people = admin().get("/api/v1/customers/" + ref).jsonPath().getList("contacts.email");
        assertTrue(people.contains(reader.address), people.toString());
        String incident = fails(cards);
        String asked = fails(search);
        reader.awaitLetter(3);
        allIsTold(incident);
        allIsTold(asked);
        assertEquals(1, reader.about(incident));
        assertEquals(1, reader.about(asked));
        match(id, Cast.customer(cards, "other@rivermill.example"), 409);
    }

    @Test
    void matchedToACustomerWhoHasTheAddressTheTwoBecomeOne() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String ref = Cast.customer(cards, reader.address);
        int id = id(reader.address);
        int contact = match(id, ref, 200).path("id");
        assertEquals(admin().get("/api/v1/customers/" + ref).jsonPath().getInt("contacts[0].id"), contact);
        assertEquals(
                "Europe/Berlin",
                admin().get("/api/v1/customers/" + ref).jsonPath().getString("contacts[0].timeZone"));
        farewells.letGo();
        match(id, ref, 404);
        String incident = fails(cards);
        reader.awaitLetter(2);
        allIsTold(incident);
        assertEquals(1, reader.about(incident));
    }

    @Test
    void anOldLinkOfAMatchedSubscriberEndsTheEmailsThatGoOn() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String way = reader.way();
        String ref = Cast.customer(cards, reader.address);
        match(id(reader.address), ref, 200);
        farewells.letGo();
        given().get(way).then().statusCode(200).body(containsString("The " + ref));
        given().formParam("List-Unsubscribe", "One-Click").post(way).then().statusCode(200);
        assertNotNull(admin().get("/api/v1/customers/" + ref).jsonPath().get("contacts[0].unsubscribedAt"));
        String incident = fails(cards);
        allIsTold(incident);
        assertEquals(0, reader.about(incident));
    }

    @Test
    void matchingDoesNotUndoThatSomebodyTurnedTheCustomerAway() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox);
        String ref = Cast.customer(cards, reader.address);
        String first = fails(cards);
        reader.awaitLetter(1);
        allIsTold(first);
        given().post("/u/" + Reader.token(reader.letters().get(0))).then().statusCode(200);
        reader.subscribed();
        match(id(reader.address), ref, 409);
        assertNotNull(admin().get("/api/v1/customers/" + ref).jsonPath().get("contacts[0].unsubscribedAt"));
        String incident = fails(cards);
        allIsTold(incident);
        assertEquals(1, reader.about(incident), "what they asked for comes");
    }

    @Test
    void whoAskedIsWrittenToAlsoAsTheContactOfACustomerWhoChoseThePage() {
        String cards = Cast.component("Cards");
        var reader = new Reader(outbox).subscribed();
        String ref = Cast.unique("customer");
        staff().body(Map.of("name", "Mill", "contacts", List.of(), "components", List.of(cards), "channel", "page"))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        match(id(reader.address), ref, 200);
        String incident = fails(cards);
        Eventually.holds("it comes", () -> reader.about(incident) == 1);
        allIsTold(incident);
        assertEquals(1, reader.about(incident));
    }

    @Test
    void staffMatchesOnlyConfirmedOnesToCustomersWeKnowAndMaySendAnyAway() {
        var reader = new Reader(outbox);
        reader.ask().then().statusCode(200);
        reader.awaitLetter(1);
        int id = id(reader.address);
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        match(id, ref, 409);
        match(id, "nobody", 422);
        match(id, null, 422);
        match(-1, ref, 404);
        reader.confirm(Reader.token(reader.letters().get(0))).statusCode(200);
        staff().queryParam("state", "lost").get("/api/v1/subscribers").then().statusCode(422);
        given().get("/api/v1/subscribers").then().statusCode(401);
        staff().delete("/api/v1/subscribers/{id}", id).then().statusCode(204);
        staff().delete("/api/v1/subscribers/{id}", id).then().statusCode(404);
        List<String> verbs = admin().queryParam("limit", 200)
                .get("/api/v1/audit")
                .jsonPath()
                .getList("items.findAll { it.subject == '" + id + "' }.verb");
        assertTrue(verbs.containsAll(List.of("subscriber.confirmed", "subscriber.removed")), verbs.toString());
    }

    private static ExtractableResponse<Response> match(int id, @Nullable String ref, int status) {
        return staff().body(ref == null ? Map.of() : Map.of("ref", ref))
                .header("Idempotency-Key", Cast.unique("match"))
                .post("/api/v1/subscribers/{id}/customer", id)
                .then()
                .statusCode(status)
                .extract();
    }

    @Test
    void aListIsReadPageByPageAndByState() {
        var first = new Reader(outbox).subscribed();
        var second = new Reader(outbox);
        second.ask().then().statusCode(200);
        second.awaitLetter(1);
        List<String> pending = emails("pending");
        List<String> confirmed = emails("confirmed");
        assertTrue(pending.contains(second.address) && !pending.contains(first.address));
        assertTrue(confirmed.contains(first.address) && !confirmed.contains(second.address));
        List<String> all = emails("");
        assertTrue(all.indexOf(first.address) < all.indexOf(second.address));
    }

    /** Two at a time, to the end. */
    private static List<String> emails(String state) {
        List<String> emails = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        String cursor = "";
        do {
            var request = staff().queryParam("limit", 2).queryParam("cursor", cursor);
            var page = (state.isEmpty() ? request : request.queryParam("state", state))
                    .get("/api/v1/subscribers")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            emails.addAll(page.getList("items.email"));
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertEquals(ids.size(), emails.size());
        return emails;
    }

    @Test
    void aChunkEndsBehindAsManyReadersAsItMayHoldOverAllTopics() {
        String cards = Cast.component("Cards");
        String phones = Cast.component("Phones");
        List<Integer> ids = List.of(cards, phones, cards, phones).stream()
                .map(topic -> id(new Reader(outbox).subscribed("about", "parts", "component", topic).address))
                .toList();
        List<String> topics = List.of(cards, phones);
        assertEquals(ids.get(1) + 1, subscribers.endOfChunk(topics, 0, 2));
        assertEquals(ids.get(3) + 1, subscribers.endOfChunk(topics, ids.get(1) + 1, 2));
        assertEquals(Long.MAX_VALUE, subscribers.endOfChunk(topics, ids.get(3) + 1, 2));
        assertEquals(Long.MAX_VALUE, subscribers.endOfChunk(List.of(), 0, 2));
    }

    @Test
    void aNarrowedAudienceIsNotForReadersAtLarge() {
        String cards = Cast.component("Cards");
        String ref = Cast.customer(cards, Cast.unique("dana") + "@rivermill.example");
        var reader = new Reader(outbox).subscribed("about", "parts", "component", cards);
        String incident = staff().body(Map.of(
                        "name", Cast.unique("It fails for one"),
                        "components", List.of(Map.of("id", cards, "status", "major_outage")),
                        "audience", Map.of("customers", List.of(ref)),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        allIsTold(incident);
        assertEquals(0, reader.about(incident));
    }

    @Test
    void wrongWordsAreKeptAndTheFaultStandsBesideTheField() {
        for (String wrong :
                List.of("", "nobody", "a@b@c", "<script>alert(1)</script>@x", "x".repeat(5_000) + "@y.example")) {
            var answer = given().formParam("email", wrong)
                    .formParam("about", "parts")
                    .post("/subscribe")
                    .then()
                    .statusCode(422)
                    .contentType("text/html")
                    .body(containsString("id=\"email-fault\""))
                    .body(containsString("id=\"parts-fault\""))
                    .body(not(containsString("<script>alert")));
            if (wrong.equals("nobody")) {
                answer.body(containsString("value=\"nobody\""));
            }
        }
        given().formParam("email", "a@b.example")
                .formParam("about", "parts")
                .formParam("component", "no-such-one")
                .post("/subscribe")
                .then()
                .statusCode(422)
                .body(not(containsString("no-such-one")));
        for (String incident : List.of("nope", "aaaaaaaaaaaa", "\u0000")) {
            given().queryParam("incident", incident).get("/subscribe").then().statusCode(404);
            given().formParam("email", "a@b.example")
                    .formParam("incident", incident)
                    .post("/subscribe")
                    .then()
                    .statusCode(422);
        }
    }

    @Test
    void aRobotAndAForeignPageGetNobodyALetter() {
        var reader = new Reader(outbox);
        reader.ask("website", "https://spam.example").then().statusCode(200);
        reader.browser()
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("email", reader.address)
                .post("/subscribe")
                .then()
                .statusCode(403)
                .contentType("text/html");
        assertTrue(shown(reader.address).isEmpty());
    }
}
