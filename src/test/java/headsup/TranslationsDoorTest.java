package headsup;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What staff write in several languages, from the door to the page and the letters of its readers. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class TranslationsDoorTest {

    private static final Map<String, Object> WORDS = Map.of(
            "de", Map.of("message", "Wir suchen."),
            "fr", Map.of("message", "Nous cherchons."));

    @Inject
    Outbox outbox;

    private final String mark = Cast.unique("No");

    @Test
    void thePageTellsEachReaderInTheirLanguageAndEveryoneElseTheOriginal() {
        String id = id(declare(Cast.component("Cards")));
        String path = "/incidents/" + id;
        shown(path, "de", "Wir suchen.");
        page(path, "de")
                .body(containsString("<html lang=\"de\">"))
                .body(containsString("<title>Karten fallen aus " + mark + " · "))
                .body(containsString("<meta property=\"og:title\" content=\"Karten fallen aus " + mark))
                .body(containsString("<meta property=\"og:description\" content=\"Wird untersucht: Wir suchen."))
                .body(containsString("<h1>Karten fallen aus " + mark + "</h1>"))
                .body(not(containsString("We are looking.")));
        page(path, "fr")
                .body(containsString("<h1>Les cartes échouent " + mark))
                .body(containsString("Nous cherchons."));
        for (String other : List.of("es", "en", "nl")) {
            page(path, other)
                    .body(containsString("<h1>Cards fail " + mark + "</h1>"))
                    .body(containsString("We are looking."))
                    .body(not(containsString("Karten")));
        }
        page("/", "de")
                .body(containsString("Karten fallen aus " + mark))
                .body(not(containsString("Cards fail " + mark)));
        page("/history", "de").body(containsString("Karten fallen aus " + mark)).body(containsString("Wir suchen."));
        page("/subscribe?incident=" + id, "de").body(containsString("Karten fallen aus " + mark));
        for (String original : List.of(path + ".json", "/history.atom", path + ".cap.xml")) {
            page(original, "de")
                    .body(containsString("Cards fail " + mark))
                    .body(containsString("We are looking."))
                    .body(not(containsString("Karten fallen aus " + mark)));
        }
        say(id, "updates", Map.of("status", "resolved", "message", "Fixed.", "translations", text("de", "Behoben.")));
        shown("/", "de", "Behoben.");
        page("/", "de").body(containsString("Karten fallen aus " + mark));
        page("/", "es").body(containsString("Cards fail " + mark)).body(containsString("Fixed."));
    }

    @Test
    void eachContactsLetterSpeaksTheirLanguageInBothParts() {
        String component = Cast.component("Cards");
        String ref = Cast.unique("customer");
        admin().body(Map.of(
                        "name",
                        ref,
                        "components",
                        List.of(component),
                        "contacts",
                        List.of("de-CH", "fr", "es").stream()
                                .map(locale -> Map.of("email", locale + "@" + ref + ".example", "locale", locale))
                                .toList()))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        String id = id(declare(component));
        OpenLetter german = letter("de-CH@" + ref + ".example", id, 1);
        assertTrue(german.subject().endsWith("] Karten fallen aus " + mark), german.subject());
        assertTrue(german.text().startsWith("Wird untersucht: Karten fallen aus " + mark), german.text());
        assertTold(german, "Wir suchen.", "We are looking.");
        assertTrue(german.html().contains(" lang=\"de\""), german.html());
        assertTrue(german.source().contains("Content-Language: de\r\n"), german.source());
        OpenLetter french = letter("fr@" + ref + ".example", id, 1);
        assertTrue(french.subject().endsWith("] Les cartes échouent " + mark), french.subject());
        assertTold(french, "Nous cherchons.", "We are looking.");
        OpenLetter spanish = letter("es@" + ref + ".example", id, 1);
        assertTrue(spanish.subject().endsWith("] Cards fail " + mark), spanish.subject());
        assertTold(spanish, "We are looking.", "Wir suchen.");
        assertEquals(1, spanish.html().split(" lang=", -1).length - 1, "only the letter itself is in Spanish");

        say(
                id,
                "updates",
                Map.of("status", "identified", "message", "A cable.", "translations", text("fr", "Un câble.")));
        OpenLetter second = letter("de-CH@" + ref + ".example", id, 2);
        assertTrue(second.subject().endsWith("] Karten fallen aus " + mark), second.subject());
        assertTold(second, "A cable.", "Un câble.");
        assertTold(letter("fr@" + ref + ".example", id, 2), "Un câble.", "A cable.");
    }

    @Test
    void theApiShowsWhatWasGivenAndAnEditDropsWhatIsNotGivenAgain() {
        JsonPath declared = declare(Cast.component("Cards"));
        String id = id(declared);
        assertEquals("Karten fallen aus " + mark, declared.getString("translations.de.name"));
        assertEquals("Nous cherchons.", declared.getString("updates[0].translations.fr.message"));
        assertFalse(declared.getMap("translations.de").containsKey("message"));
        String update = declared.getString("updates[0].id");
        edit(id, update, Map.of("message", "A tenth fails.", "translations", text("fr", "Un dixième échoue.")))
                .statusCode(200)
                .body("translations.de", nullValue())
                .body("translations.fr.message", equalTo("Un dixième échoue."))
                .body("earlier.message", equalTo(List.of("We are looking.")));
        shown("/incidents/" + id, "fr", "Un dixième échoue.");
        page("/incidents/" + id, "de")
                .body(containsString("A tenth fails."))
                .body(containsString("<blockquote><p>We are looking.</p>"))
                .body(not(containsString("Wir suchen.")));
        edit(id, update, Map.of("message", "A tenth fails."))
                .statusCode(200)
                .body("$", not(org.hamcrest.Matchers.hasKey("translations")))
                .body("earlier", hasSize(1));
        shown("/incidents/" + id, "fr", "A tenth fails.");
    }

    @Test
    void everyVerbThatSpeaksTakesThem() {
        String id = id(declare(Cast.component("Cards")));
        say(id, "updates", Map.of("status", "resolved", "message", "Fixed.", "translations", WORDS));
        say(id, "reopen", Map.of("status", "investigating", "message", "Again.", "translations", WORDS));
        say(id, "updates", Map.of("status", "resolved", "message", "Fixed.", "translations", WORDS));
        say(id, "root-cause", Map.of("message", "A cable.", "translations", text("de", "Ein Kabel.")))
                .body("translations.de.message", equalTo("Ein Kabel."));
        shown("/incidents/" + id, "de", "Ein Kabel.");
    }

    @Test
    void aMaintenanceIsToldInEachLanguageFromItsAnnouncementToItsEnd() {
        Instant from = Instant.now().plus(Duration.ofDays(4));
        Map<String, Object> plan = new HashMap<>(declaration(Cast.component("Cards")));
        plan.put("components", List.of(Cast.component("Cables")));
        plan.put("scheduledFor", from.toString());
        plan.put("scheduledUntil", from.plus(Duration.ofHours(2)).toString());
        String id = admin().body(plan)
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .body("translations.de.name", equalTo("Karten fallen aus " + mark))
                .body("updates[0].translations.fr.message", equalTo("Nous cherchons."))
                .extract()
                .path("id");
        String path = "/maintenances/" + id;
        shown(path, "de", "Wir suchen.");
        page("/", "de").body(containsString("Karten fallen aus " + mark));
        admin().body(Map.of(
                        "scheduledUntil", from.plus(Duration.ofHours(3)).toString(),
                        "message", "An hour more.",
                        "translations", text("de", "Eine Stunde länger.")))
                .patch("/api/v1" + path)
                .then()
                .statusCode(200)
                .body("updates[0].translations.de.message", equalTo("Eine Stunde länger."));
        planned(
                path + "/updates",
                Map.of("status", "scheduled", "message", "Soon.", "translations", text("de", "Bald.")));
        planned(path + "/cancellation", Map.of("message", "Not needed.", "translations", text("de", "Nicht nötig.")));
        shown(path, "de", "Nicht nötig.");
        page(path, "de").body(containsString("Bald.")).body(containsString("Eine Stunde länger."));
        page(path, "es").body(containsString("Not needed.")).body(not(containsString("Bald.")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"nl":{"message":"m"}}          | translations.nl
            {"DE":{"message":"m"}}          | translations.DE
            {"de":{"message":" "}}          | translations.de.message
            {"de":{"message":"a\\u0000b"}}  | translations.de.message
            {"de":{"message":"a\\ud800"}}   | translations.de.message
            {"fr":{"name":""}}              | translations.fr.name
            {"fr":{"name":"a\\nb"}}         | translations.fr.name
            {"fr":{"name":"a\\u202Eb"}}     | translations.fr.name
            {"es":{}}                       | translations.es
            {"es":null}                     | translations.es
            {"es":"m"}                      | translations.es
            {"es":{"message":["m"]}}        | translations.es.message
            ["de"]                          | translations
            """)
    void whatCannotBeMeantIsRefusedWithItsField(String translations, String field) {
        for (String door : List.of("/api/v1/incidents", "/api/v1/maintenances")) {
            refused(door, """
                    {"name":"a","message":"m","scheduledFor":"2100-01-01T00:00:00Z","scheduledUntil":"2100-01-01T01:00:00Z",
                     "translations":%s}""".formatted(translations), field);
        }
    }

    @Test
    void whatIsTooLongOrHasNoPlaceIsRefusedWithItsField() {
        String id = id(declare(Cast.component("Cards")));
        refused(
                "/api/v1/incidents",
                Map.of("name", "a", "message", "m", "translations", text("de", "x".repeat(25_001))),
                "translations.de.message");
        refused(
                "/api/v1/incidents",
                Map.of("name", "a", "message", "m", "translations", Map.of("de", Map.of("name", "x".repeat(256)))),
                "translations.de.name");
        refused(
                "/api/v1/incidents/" + id + "/updates",
                Map.of(
                        "status",
                        "identified",
                        "message",
                        "m",
                        "translations",
                        Map.of("de", Map.of("name", "Karten", "message", "Ein Kabel."))),
                "translations.de.name");
    }

    private static void refused(String door, Object body, String field) {
        admin().body(body)
                .post(door)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors[0].field", equalTo(field));
    }

    private Map<String, Object> declaration(String component) {
        return Map.of(
                "name",
                "Cards fail " + mark,
                "components",
                List.of(Map.of("id", component, "status", "major_outage")),
                "message",
                "We are looking.",
                "translations",
                Map.of(
                        "de", Map.of("name", "Karten fallen aus " + mark, "message", "Wir suchen."),
                        "fr", Map.of("name", "Les cartes échouent " + mark, "message", "Nous cherchons.")));
    }

    private JsonPath declare(String component) {
        return admin().body(declaration(component))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private static String id(JsonPath declared) {
        return declared.getString("id");
    }

    private static Map<String, Object> text(String language, String message) {
        return Map.of(language, Map.of("message", message));
    }

    private static ValidatableResponse say(String id, String verb, Map<String, Object> words) {
        return admin().body(words)
                .post("/api/v1/incidents/{id}/{verb}", id, verb)
                .then()
                .statusCode(201);
    }

    private static void planned(String path, Map<String, Object> words) {
        admin().body(words).post("/api/v1" + path).then().statusCode(201);
    }

    private static ValidatableResponse edit(String id, String update, Map<String, Object> text) {
        return admin().body(text)
                .patch("/api/v1/incidents/{id}/updates/{uid}", id, update)
                .then();
    }

    private static ValidatableResponse page(String path, String language) {
        return answer(path, language).then().statusCode(200);
    }

    private static Response answer(String path, String language) {
        return given().header("Accept-Language", language).get(path);
    }

    private static void shown(String path, String language, String words) {
        Eventually.holds(
                path + " says " + words, () -> answer(path, language).asString().contains(words));
    }

    /** The letter that went there with this update. */
    private OpenLetter letter(String address, String incident, int number) {
        String id = "Message-ID: <" + incident + "." + number + ".";
        Eventually.holds("a letter to " + address, () -> letters(address, id).size() == 1);
        return letters(address, id).get(0);
    }

    private List<OpenLetter> letters(String address, String messageId) {
        return outbox.newest(2_000).stream()
                .filter(kept -> kept.to().equals(address))
                .map(kept -> outbox.read(kept.code()).orElseThrow())
                .filter(letter -> letter.source().contains(messageId))
                .toList();
    }

    private static void assertTold(OpenLetter letter, String words, String others) {
        for (String part : List.of(letter.text(), letter.html())) {
            assertTrue(part.contains(words), part);
            assertFalse(part.contains(others), part);
        }
    }
}
