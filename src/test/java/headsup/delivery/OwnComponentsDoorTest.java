package headsup.delivery;

import static headsup.delivery.Outage.staff;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.ThroughDays;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each letter names what its own reader depends on, with the state of that and of nothing else (policy 11.1). In the world
 * whose clock jumps, which has few customers: an incident here is everybody's.
 */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class OwnComponentsDoorTest {

    @Inject
    Outbox outbox;

    private final String north = Cast.unique("North");
    private final String south = Cast.unique("South");
    private String northId = "";
    private String southId = "";

    @BeforeEach
    void twoTowns() {
        northId = component(north);
        southId = component(south);
    }

    private static String component(String name) {
        return staff().body(Map.of("name", name))
                .post("/api/v1/components")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A customer's only contact, who reads one of our languages. */
    private Reader contact(String language, String... components) {
        String ref = Cast.unique("customer");
        var reader = new Reader(outbox, "ops@" + ref + ".example");
        staff().body(Map.of(
                        "name", ref,
                        "components", List.of(components),
                        "tags", List.of(ref),
                        "contacts", List.of(Map.of("email", reader.address, "locale", language))))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return reader;
    }

    private String fails(Map<String, Object> more) {
        Map<String, Object> body = new java.util.HashMap<>(Map.of(
                "name", Cast.unique("Lines are down"),
                "components",
                        List.of(
                                Map.of("id", northId, "status", "major_outage"),
                                Map.of("id", southId, "status", "degraded_performance")),
                "message", "We are looking."));
        body.putAll(more);
        return staff().body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static OpenLetter letter(Reader reader, int count) {
        Eventually.holds(
                reader.address + " has " + count + " letters",
                () -> reader.letters().size() == count);
        return reader.letters().get(count - 1);
    }

    private static void assertNames(OpenLetter letter, List<String> lines, String... absent) {
        for (String body : List.of(letter.text(), letter.html())) {
            int at = 0;
            for (String line : lines) {
                at = body.indexOf(line, at);
                assertTrue(at >= 0, line + " is not in " + body);
            }
            for (String other : absent) {
                assertFalse(body.contains(other), other + " is in " + body);
            }
        }
    }

    @Test
    void aLetterNamesOnlyWhatItsCustomerDependsOnWithTheStateOfThat() {
        Reader above = contact("en", northId);
        Reader below = contact("de", southId);
        Reader both = contact("fr", southId, northId);
        fails(Map.of());

        assertNames(letter(above, 1), List.of("What is affected for you", north + ": Major outage"), south, "Degraded");
        assertNames(letter(below, 1), List.of("Was Sie betrifft", south + ": Eingeschränkt"), north, "Ausfall");
        assertNames(letter(both, 1), List.of(north + ": Panne majeure", south + ": Dégradé"));
    }

    @Test
    void whoWasNamedAndDependsOnNothingOfItIsToldOfAllOfIt() {
        Reader named = contact("en");
        String incident = fails(Map.of("audience", Map.of("all", true)));

        assertNames(letter(named, 1), List.of(north + ": Major outage", south + ": Degraded performance"));
        staff().body(Map.of("status", "resolved", "message", "It works again."))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);
    }

    @Test
    void aSubscriberOfOnePartIsToldOfThatPartAndOneOfEverythingOfAll() {
        Reader part = new Reader(outbox).subscribed("about", "parts", "component", southId);
        Reader all = new Reader(outbox).subscribed("about", "everything");
        fails(Map.of());

        assertNames(letter(part, 2), List.of(south + ": Degraded performance"), north);
        assertNames(letter(all, 2), List.of(north + ": Major outage", south + ": Degraded performance"));
        for (Reader reader : List.of(part, all)) {
            given().post(reader.way()).then().statusCode(200);
        }
    }

    @Test
    void afterTheEndItSaysWhatWasAffectedAndHowBadThatEverWas() {
        Reader above = contact("en", northId);
        Reader below = contact("en", southId);
        String incident = fails(Map.of());
        List<Map<String, Object>> fine = new ArrayList<>();
        for (String id : List.of(northId, southId)) {
            fine.add(Map.of("id", id, "status", "operational"));
        }
        letter(above, 1);
        letter(below, 1);
        staff().body(Map.of("status", "resolved", "message", "It works again.", "components", fine))
                .post("/api/v1/incidents/{id}/updates", incident)
                .then()
                .statusCode(201);

        OpenLetter end = letter(above, 2);
        assertNames(
                end, List.of("What was affected", north + ": Major outage", "What happened", "It works again."), south);
        assertFalse(end.text().contains("What is affected for you"), end.text());
        assertNames(letter(below, 2), List.of(south + ": Degraded performance"), north, "Major");
    }

    @Test
    void itsLinkOpensTheReadersOwnPageAtThisIncident() {
        Reader reader = contact("en", northId);
        String incident = fails(Map.of());

        OpenLetter letter = letter(reader, 1);
        String own = "http://localhost:8080/my/" + Reader.token(letter) + "#i-" + incident;
        assertTrue(letter.text().lines().toList().contains(own), letter.text());
        assertTrue(letter.text().contains("See it on your own page:"), letter.text());
        assertTrue(letter.html().contains("href=\"" + own + "\""), letter.html());
        assertEquals(1, letter.text().split(own, -1).length - 1);
    }
}
