package headsup.delivery;

import static headsup.Cast.admin;
import static headsup.delivery.Outage.staff;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One person, one email, one way out: a contact of two customers who asked on the page as well. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class OnePersonDoorTest {

    private static final Pattern LEAVE = Pattern.compile("/u/([A-Za-z0-9_-]{22})");

    @Inject
    Wholes wholes;

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    private Reader dana;
    private String component = "";
    private String rivermill = "";
    private String northgate = "";

    private String declared() {
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

    @BeforeEach
    void aContactOfTwoCustomers() {
        dana = new Reader(outbox);
        component = Cast.component("Cards");
        rivermill = customer("Rivermill", dana.address);
        northgate = customer("Northgate", dana.address.toUpperCase(Locale.ROOT));
    }

    private String customer(String name, String... addresses) {
        String ref = Cast.unique(name.toLowerCase(Locale.ROOT));
        put(ref, name, addresses);
        return ref;
    }

    private ValidatableResponse put(String ref, String name, String... addresses) {
        return staff().body(Map.of(
                        "name", name,
                        "components", List.of(component),
                        "contacts",
                                List.of(addresses).stream()
                                        .map(address -> Map.of("email", address))
                                        .toList()))
                .put("/api/v1/customers/" + ref)
                .then();
    }

    private String fails() {
        String incident = declared();
        settled(incident);
        return incident;
    }

    private static void settled(String incident) {
        Eventually.holds("everything has gone", () -> {
            JsonPath all = deliveries(incident);
            return all.getLong("counts.pending") + all.getLong("counts.sending") == 0;
        });
    }

    private static JsonPath deliveries(String incident) {
        return staff().queryParam("limit", 500)
                .get("/api/v1/incidents/{id}/deliveries", incident)
                .jsonPath();
    }

    private static Map<String, Object> of(String incident, String customer) {
        List<Map<String, Object>> found =
                deliveries(incident).getList("items.findAll { it.customer == '" + customer + "' }");
        return found.get(found.size() - 1);
    }

    private int letters() {
        return dana.letters().size();
    }

    private static String way(OpenLetter letter) {
        Matcher link = LEAVE.matcher(letter.text());
        assertTrue(link.find(), letter.text());
        return "/u/" + link.group(1);
    }

    private static String unsubscribedAt(String customer) {
        return staff().get("/api/v1/customers/" + customer).jsonPath().getString("contacts[0].unsubscribedAt");
    }

    private static ValidatableResponse handIn(String to, String message) {
        return staff().contentType("message/rfc822")
                .header("X-Envelope-From", "dana@far.example")
                .header("X-Envelope-To", to)
                .body(message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/integrations/bounce")
                .then();
    }

    /** Its id. */
    private static long pull(String scope, String subject) {
        return staff().body(Map.of("scope", scope, "subject", subject, "reason", "a test"))
                .post("/api/v1/brakes")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("items.find { it.scope == '" + scope + "' && it.subject == '" + subject + "' }.id");
    }

    @Test
    void aContactOfTwoCustomersWhoSubscribedGetsOneEmailThatNamesBothAndBothAreTold() throws SQLException {
        Cast.subscriber(database, dana.address);
        String incident = fails();

        assertEquals(1, letters());
        String text = dana.letters().get(0).text().replaceAll("\\s+", " ");
        assertTrue(text.contains("as a contact of Rivermill and Northgate"), text);
        Map<String, Object> carries = of(incident, rivermill);
        Map<String, Object> carried = of(incident, northgate);
        assertEquals("accepted", carries.get("state"));
        assertEquals("accepted", carried.get("state"));
        assertEquals(carries.get("acceptedAt"), carried.get("acceptedAt"));
        assertNull(carries.get("carriedBy"));
        assertEquals(carries.get("delivery"), carried.get("carriedBy"));
        for (String customer : List.of(rivermill, northgate)) {
            Eventually.holds(customer + " is booked as told", () -> {
                List<Map<String, Object>> entries = staff().get("/api/v1/customers/" + customer + "/statement")
                        .jsonPath()
                        .getList("entries.findAll { it.incident == '" + incident + "' && it.delivery != null }");
                return entries.stream()
                        .anyMatch(entry -> Objects.equals(carries.get("delivery"), entry.get("delivery")));
            });
        }
    }

    @Test
    void laterEmailsOfTheIncidentAnswerTheOneThatWasSent() {
        String incident = fails();
        staff().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
        settled(incident);
        assertEquals(2, letters());
        String first = header(dana.letters().get(0), "Message-ID");
        assertEquals(first, header(dana.letters().get(1), "In-Reply-To"));
    }

    private static String header(OpenLetter letter, String field) {
        return letter.source()
                .lines()
                .filter(line -> line.startsWith(field + ": "))
                .findFirst()
                .orElseThrow()
                .substring(field.length() + 2);
    }

    @Test
    void aBounceOfTheOneEmailTakesItFromAllOfThem() {
        String incident = fails();
        String bounceAddress = header(dana.letters().get(0), "Return-Path").replaceAll("[<>]", "");
        handIn(bounceAddress, "x").body("reading", equalTo("no_bounce"));
        staff().contentType("message/rfc822")
                .header("X-Envelope-From", "<>")
                .header("X-Envelope-To", bounceAddress)
                .body(dsn().getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/integrations/bounce")
                .then()
                .body("reading", equalTo("failed"));
        assertEquals("bounced", of(incident, rivermill).get("state"));
        assertEquals("bounced", of(incident, northgate).get("state"));
        assertNotNull(
                staff().get("/api/v1/customers/" + northgate).jsonPath().getString("contacts[0].quarantinedAt"),
                "a closed mailbox is closed for everybody");
    }

    private static String dsn() {
        return String.join(
                "\r\n",
                "From: MAILER-DAEMON@mx.example",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
                "",
                "--b",
                "Content-Type: text/plain",
                "",
                "It is closed.",
                "--b",
                "Content-Type: message/delivery-status",
                "",
                "Reporting-MTA: dns; mx.example",
                "",
                "Final-Recipient: rfc822; dana@home.example",
                "Action: failed",
                "Status: 5.2.1",
                "Diagnostic-Code: smtp; 550 5.2.1 mailbox disabled",
                "--b--",
                "");
    }

    @Test
    void whoDisputesItForOneCustomerDisputesTheOneEmail() {
        String incident = fails();
        staff().body(Map.of("note", "nothing came"))
                .post(
                        "/api/v1/incidents/{id}/deliveries/{delivery}/dispute",
                        incident,
                        of(incident, northgate).get("delivery"))
                .then()
                .statusCode(204);
        assertEquals("bounced", of(incident, rivermill).get("state"));
        assertEquals("bounced", of(incident, northgate).get("state"));
    }

    @Test
    void aPreviewCountsThePersonOnce() throws SQLException {
        Cast.subscriber(database, dana.address);
        staff().body(Map.of(
                        "name", "It fails",
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents/preview")
                .then()
                .statusCode(200)
                .body("customers", equalTo(2))
                .body("contacts", equalTo(1));
    }

    @Test
    void whenOneCustomerIsHeldBackTheOtherCarriesTheEmail() {
        long brake = pull("customer", rivermill);
        String incident = fails();
        assertEquals(1, letters());
        assertEquals("accepted", of(incident, northgate).get("state"));
        assertEquals("accepted", of(incident, rivermill).get("state"));
        staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        assertEquals(1, letters());
    }

    @Test
    void whoIsTakenOffOneListBeforeItLeavesGetsItForTheOther() {
        long brake = pull("all", "");
        String incident = declared();
        put(rivermill, "Rivermill", Cast.unique("new") + "@home.example").statusCode(200);
        staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        settled(incident);
        assertEquals(1, letters());
        assertEquals("suppressed", of(incident, rivermill).get("state"));
        assertEquals("accepted", of(incident, northgate).get("state"));
        String text = dana.letters().get(0).text().replaceAll("\\s+", " ");
        assertTrue(text.contains("because your organisation uses"), text);
    }

    @Test
    void anAddressOfAnEarlierChunkIsFoundInALaterOne() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("""
                        WITH made AS (INSERT INTO customer (ref, name, weight, channel, created_at, updated_at)
                          SELECT ? || '-' || n, 'One of many', 1, 'PAGE', now(), now() FROM generate_series(1, 5001) AS n RETURNING id)
                        INSERT INTO customer_component SELECT id, ? FROM made""")) {
            statement.setString(1, Cast.unique("many"));
            statement.setString(2, component);
            statement.executeUpdate();
        }
        String eastgate = customer("Eastgate", dana.address);
        String incident = fails();
        Eventually.holds(
                "the last chunk is planned",
                () -> deliveries(incident)
                                .getList("items.findAll { it.customer == '" + eastgate + "' }")
                                .size()
                        == 1);
        settled(incident);
        assertEquals(1, letters());
        assertEquals("accepted", of(incident, eastgate).get("state"));
        assertEquals(
                of(incident, rivermill).get("delivery"), of(incident, eastgate).get("carriedBy"));
        assertEquals(
                of(incident, rivermill).get("acceptedAt"),
                of(incident, eastgate).get("acceptedAt"));
        Eventually.holds(
                "others hear who else is in it", () -> wholes.incidents().contains(incident));
        assertEquals(1, Collections.frequency(wholes.incidents(), incident), "once");
    }

    /** Hears when an audience is whole. */
    @ApplicationScoped
    static class Wholes {

        private final List<String> incidents = new CopyOnWriteArrayList<>();

        void hear(@Observes(during = TransactionPhase.AFTER_SUCCESS) AudiencePlanned planned) {
            incidents.add(planned.incidentId());
        }

        List<String> incidents() {
            return incidents;
        }
    }

    @Test
    void afterOneClickNoRoadLeadsToTheAddressAnyMore() throws SQLException {
        Cast.subscriber(database, dana.address);
        fails();
        String way = way(dana.letters().get(0));
        given().get(way).then().body(containsString("Rivermill")).body(containsString("Northgate"));
        given().formParam("List-Unsubscribe", "One-Click").post(way).then().statusCode(200);

        assertNotNull(unsubscribedAt(rivermill));
        assertNotNull(unsubscribedAt(northgate));
        assertNull(
                staff().queryParam("limit", 500)
                        .get("/api/v1/subscribers")
                        .jsonPath()
                        .get("items.find { it.email.equalsIgnoreCase('" + dana.address + "') }"),
                "the subscription has ended, too");
        String later = customer("Southgate", dana.address.toUpperCase(Locale.ROOT));
        assertNotNull(unsubscribedAt(later), "also for who comes later");
        staff().contentType("text/csv")
                .body(("ref,name,email\n" + Cast.unique("imported") + ",Westgate," + dana.address + "\n")
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/customers/import")
                .then()
                .statusCode(200)
                .body("created", equalTo(1))
                .body("unsubscribed", equalTo(1));
        fails();
        assertEquals(1, letters());
    }

    @Test
    void aSingleOrganisationCanBeKeptAndIdsOfOthersAreNotTouched() {
        fails();
        String way = way(dana.letters().get(0));
        String stranger = customer("Stranger", Cast.unique("s") + "@home.example");
        given().formParam("List-Unsubscribe", "One-Click").post(way).then().statusCode(200);
        given().formParam("action", "keep")
                .formParam("organisation", contact(northgate))
                .post(way)
                .then()
                .statusCode(200)
                .body(containsString("Northgate"));
        assertNull(unsubscribedAt(northgate));
        assertNotNull(unsubscribedAt(rivermill));
        given().formParam("action", "keep")
                .formParam("organisation", contact(stranger))
                .post(way)
                .then()
                .statusCode(200);
        assertNotNull(unsubscribedAt(northgate));
        assertNull(unsubscribedAt(stranger));

        given().formParam("action", "resume").post(way).then().statusCode(200);
        assertNull(unsubscribedAt(northgate));
        assertNull(unsubscribedAt(rivermill));
        assertNull(
                unsubscribedAt(customer("Southgate", dana.address)), "who asked for email again is on new lists, too");
    }

    private static long contact(String customer) {
        return staff().get("/api/v1/customers/" + customer).jsonPath().getLong("contacts[0].id");
    }

    @Test
    void whoSubscribesAfreshIsWrittenToAgainAsThatAlone() {
        fails();
        given().post(way(dana.letters().get(0))).then().statusCode(200);
        int before = letters();
        dana.subscribed();
        int confirmed = letters();
        assertEquals(before + 1, confirmed);
        fails();
        assertEquals(confirmed + 1, letters());
        OpenLetter last = dana.letters().get(confirmed);
        assertTrue(last.text().replaceAll("\\s+", " ").contains("you asked for it on the status page"), last.text());
        assertNotNull(unsubscribedAt(rivermill));
    }

    private ValidatableResponse keep(String way, Object... chosen) {
        return given().formParam("action", "keep")
                .formParam("offered", "page")
                .formParam("organisation", chosen)
                .post(way)
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasAskedForOnThePageIsNamedAndEndedByItself() throws SQLException {
        Cast.subscriber(database, dana.address);
        fails();
        String way = way(dana.letters().get(0));
        String asked = "What you asked for on the status page";
        given().get(way).then().body(containsString("It gets it for:")).body(containsString(asked));
        keep(way, "page").body(containsString("for nothing else here")).body(containsString(asked));
        assertNotNull(unsubscribedAt(rivermill));
        given().get(way)
                .then()
                .body(not(containsString("You are unsubscribed")))
                .body(containsString(asked));
        fails();
        assertEquals(2, letters());
        keep(way(dana.letters().get(1)), contact(rivermill)).body(not(containsString(asked)));
        assertNull(unsubscribedAt(rivermill));
        keep(way, "none").body(containsString("No more emails"));
        fails();
        assertEquals(2, letters());
        assertNotNull(unsubscribedAt(customer("Southgate", dana.address)), "whoever has it on a list");
    }

    @Test
    void whatACustomersContactAskedForGoesOnWithoutTheCustomersOwnEmails() throws SQLException {
        long subscriber = Cast.subscriber(database, dana.address);
        staff().body(Map.of("ref", rivermill))
                .post("/api/v1/subscribers/{id}/customer", subscriber)
                .then()
                .statusCode(200);
        fails();
        keep(way(dana.letters().get(0)), "page");
        assertNotNull(unsubscribedAt(rivermill));
        fails();
        assertEquals(2, letters());
        String text = dana.letters().get(1).text().replaceAll("\\s+", " ");
        assertTrue(text.contains("you asked for it on the status page"), text);
    }

    @Test
    void theLinkOfACustomerWhoWasErasedStillEndsTheEmailsOfTheOthers() {
        fails();
        String way = way(dana.letters().get(0));
        admin().delete("/api/v1/customers/" + rivermill).then().statusCode(204);
        given().get(way).then().statusCode(200).body(containsString("Northgate"));
        given().formParam("List-Unsubscribe", "One-Click").post(way).then().statusCode(200);
        assertNotNull(unsubscribedAt(northgate));

        admin().delete("/api/v1/customers/" + northgate).then().statusCode(204);
        given().formParam("List-Unsubscribe", "One-Click").post(way).then().statusCode(200);
    }

    @Test
    void anOldLinkCountsForListsToComeWhenNobodyIsLeftAtItsAddress() {
        fails();
        String way = way(dana.letters().get(0));
        admin().delete("/api/v1/customers/" + rivermill).then().statusCode(204);
        admin().delete("/api/v1/customers/" + northgate).then().statusCode(204);
        given().post(way).then().statusCode(200).body(containsString("No more emails"));
        assertNotNull(unsubscribedAt(customer("Southgate", dana.address)));
    }

    /** Of an incident that is declared while nothing may leave. */
    private String heldBack(Set<String> meanwhile, Consumer<String> what) {
        long brake = pull("all", "");
        String incident = declared();
        Eventually.holds(
                "it is planned",
                () -> deliveries(incident)
                                .getList("items.findAll { it.customer == '" + northgate + "' }")
                                .size()
                        == 1);
        what.accept(incident);
        meanwhile.forEach(customer -> pull("customer", customer));
        staff().delete("/api/v1/brakes/" + brake).then().statusCode(204);
        return incident;
    }

    @Test
    void anEmailThatWaitedByItselfGoesOutForTheCustomerWhoIsNotHeldBack() {
        String incident = heldBack(
                Set.of(rivermill),
                id -> run("UPDATE delivery SET look_at = now() WHERE carried_by IS NULL AND incident_id = ?", id));
        Eventually.holds("it goes", () -> letters() == 1);
        Eventually.holds(
                "both are told",
                () -> "accepted".equals(of(incident, northgate).get("state"))
                        && "accepted".equals(of(incident, rivermill).get("state")));
    }

    @Test
    void aCustomerWhoseContactLeftAfterPlanningIsNeitherNamedNorTold() {
        String incident = heldBack(
                Set.of(),
                id -> run(
                        "UPDATE contact SET unsubscribed_at = now() WHERE customer_id = (SELECT id FROM customer WHERE ref = ?)",
                        northgate));
        settled(incident);
        assertEquals(1, letters());
        String text = dana.letters().get(0).text().replaceAll("\\s+", " ");
        assertTrue(!text.contains("Northgate"), text);
        assertEquals("accepted", of(incident, rivermill).get("state"));
        assertEquals("suppressed", of(incident, northgate).get("state"));
    }

    private void run(String sql, String parameter) {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.executeUpdate();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void mailToLeaveUnsubscribesByTheTokenInItsSubject() {
        fails();
        String token = way(dana.letters().get(0)).substring(3);
        String apple = "From: Dana <dana@far.example>\nTo: leave@localhost\nSubject: " + token
                + "\nAuto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\n\nUnsubscribe.\n";
        String leave = "leave@" + header(dana.letters().get(0), "Return-Path").replaceAll(".*@|>", "");
        for (int i = 0; i < 2; i++) {
            handIn(leave, apple).statusCode(200).body("reading", equalTo("unsubscribed"));
        }
        assertNotNull(unsubscribedAt(rivermill));
        assertNotNull(unsubscribedAt(northgate));
        handIn(leave, apple.replace(token, "AAAAAAAAAAAAAAAAAAAAAA")).body("reading", equalTo("leave_unknown"));
        handIn(leave, "Subject: Out of office\nAuto-Submitted: auto-replied\n\n" + token + "\n")
                .body("reading", equalTo("leave_without_token"));
        handIn(leave.replace("leave@", "leave+" + token + "@"), "Subject: bye\n\nBye.\n")
                .body("reading", equalTo("unsubscribed"));
    }
}
