package headsup.goodwill;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** O1: customers bring a balance along, once and before anything else, by import, by the API or with the customer. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class OpeningDoorTest {

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    MovableClock clock;

    @Test
    void aBalanceIsCarriedOverOnceAndSaysWhereItComesFrom() {
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        open(ref, 51, "x").statusCode(422).body("errors.field", hasItem("opening.points"));
        open(ref, -21, "x").statusCode(422).body("errors.field", hasItem("opening.points"));
        open(ref, 20, "customer for 6 years").statusCode(201);
        awaitLines(ref, List.of("opening 20"));
        JsonPath books = statement(ref);
        assertEquals("Carried over: customer for 6 years.", books.getString("entries[0].because"));
        assertEquals(20, books.getInt("balance"));
        open(ref, 10, "another").statusCode(409).body("code", equalTo("illegal_transition"));
        admin().get("/api/v1/customers/" + ref)
                .then()
                .body("opening.points", equalTo(20))
                .body("opening.source", equalTo("customer for 6 years"));
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }

    @Test
    void anOpeningEnteredByMistakeIsWithdrawnAndTheRightOneTaken() {
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        withdraw(ref, "too much").statusCode(409);
        open(ref, 50, "customer for 6 years").statusCode(201);
        awaitLines(ref, List.of("opening 50"));
        withdraw(ref, " ").statusCode(422).body("errors.field", hasItem("reason"));
        withdraw(ref, "it was another customer's").statusCode(204);
        withdraw(ref, "twice").statusCode(409);
        admin().get("/api/v1/customers/" + ref).then().body("opening", equalTo(null));
        open(ref, 5, "customer for a year").statusCode(201);
        awaitLines(ref, List.of("opening 50", "reversal -50", "opening 5"));
        JsonPath books = statement(ref);
        assertEquals(5, books.getInt("balance"));
        assertEquals(1, books.getList("corrections").size());
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }

    @Test
    void anAccountThatHasBegunTakesNoOpening() {
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        admin().body(Map.of("kind", "manual", "note", "a friend", "points", 2))
                .post("/api/v1/customers/" + ref + "/touchpoints")
                .then()
                .statusCode(201);
        open(ref, 20, "customer for 6 years").statusCode(409).body("detail", containsString("has begun"));
    }

    @Test
    void versionOneKnowsNoOpening() {
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        Cast.priceBy(1);
        try {
            open(ref, 20, "customer for 6 years").statusCode(409).body("detail", containsString("version 2"));
        } finally {
            Cast.priceBy(2);
        }
    }

    @Test
    void whatIsKnownOfACustomerIsWrittenAndReadAgainWithItsOpening() {
        String ref = Cast.unique("whole");
        Map<String, Object> body =
                new HashMap<>(Map.of("name", "Whole", "contacts", List.of(), "components", List.of()));
        body.putAll(Map.of(
                "customerSince",
                "2019-04-01",
                "owner",
                "mia",
                "mobile",
                "+49 170 555 0100",
                "area",
                "North",
                "weight",
                3));
        body.put("opening", Map.of("points", 12, "source", "carried over from the old system"));
        for (int status : List.of(201, 200)) {
            admin().body(body)
                    .put("/api/v1/customers/" + ref)
                    .then()
                    .statusCode(status)
                    .body("customerSince", equalTo("2019-04-01"))
                    .body("owner", equalTo("mia"))
                    .body("mobile", equalTo("+49 170 555 0100"))
                    .body("area", equalTo("North"))
                    .body("weight", equalTo(3))
                    .body("opening.points", equalTo(12));
        }
        awaitLines(ref, List.of("opening 12"));
        body.put("opening", Map.of("points", 13, "source", "carried over from the old system"));
        admin().body(body).put("/api/v1/customers/" + ref).then().statusCode(409);
        body.put("opening", Map.of("points", 13));
        admin().body(body)
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem("opening.source"));
    }

    @Test
    void anImportCarriesBalancesOverAndANicetyNeverCostsTheContact() {
        String fresh = Cast.unique("fresh");
        String begun = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        String odd = Cast.unique("odd");
        open(begun, 5, "before").statusCode(201);
        String csv = """
                ref,name,email,opening,opening_source,customer_since,owner,weight,mobile,area
                %s,Fresh,one@fresh.example,30,customer for 6 years,2019-04-01,mia,4,+49 170 555 0100,North
                %s,,dana@rivermill.example,30,customer for 6 years,,,,,
                %s,Odd,one@odd.example,99,too much,last year,mia,0,call me,
                """.formatted(fresh, begun, odd);
        imported(csv)
                .body("rejected", equalTo(0))
                .body("created", equalTo(2))
                .body("errors.find { it.line == 3 }.field", equalTo("opening"))
                .body("errors.find { it.line == 3 }.message", containsString("has begun"))
                .body("errors.findAll { it.line == 4 }.field", hasItem("customer_since"))
                .body("errors.findAll { it.line == 4 }.field", hasItem("opening"))
                .body("errors.findAll { it.line == 4 }.field", hasItem("mobile"))
                .body("errors.findAll { it.line == 4 }.field", hasItem("weight"))
                .body("errors[0].message", containsString("the rest of the line was taken"));
        awaitLines(fresh, List.of("opening 30"));
        admin().get("/api/v1/customers/" + fresh)
                .then()
                .body("customerSince", equalTo("2019-04-01"))
                .body("owner", equalTo("mia"))
                .body("weight", equalTo(4))
                .body("mobile", equalTo("+49 170 555 0100"))
                .body("area", equalTo("North"))
                .body("contacts.email", equalTo(List.of("one@fresh.example")));
        admin().get("/api/v1/customers/" + odd)
                .then()
                .body("owner", equalTo("mia"))
                .body("opening", equalTo(null))
                .body("contacts[0].email", notNullValue());
        assertEquals(5, statementAfter(begun).getInt("balance"));
        imported(csv).body("unchanged", equalTo(3)).body("errors.findAll { it.line == 2 }.size()", equalTo(0));
        bookkeeper.bookWhatIsDue();
        awaitLines(fresh, List.of("opening 30"));
    }

    private JsonPath statementAfter(String ref) {
        awaitLines(ref, List.of("opening 5"));
        return statement(ref);
    }

    private static ValidatableResponse imported(String csv) {
        return admin().contentType(ContentType.TEXT)
                .header("Content-Type", "text/csv")
                .body(csv)
                .post("/api/v1/customers/import")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse open(String ref, int points, String source) {
        return admin().body(Map.of("points", points, "source", source))
                .post("/api/v1/customers/" + ref + "/opening")
                .then();
    }

    private static ValidatableResponse withdraw(String ref, String reason) {
        return admin().body(Map.of("reason", reason))
                .post("/api/v1/customers/" + ref + "/opening/withdrawal")
                .then();
    }

    private void awaitLines(String ref, List<String> lines) {
        Eventually.holds("the statement says " + lines, () -> {
            clock.jumpTo(clock.instant().plus(Duration.ofMinutes(1)));
            bookkeeper.bookWhatIsDue();
            List<Map<String, Object>> entries = statement(ref).getList("entries");
            return lines.equals(entries.stream()
                    .map(e -> e.get("rule") + " " + e.get("points"))
                    .toList());
        });
    }

    private static JsonPath statement(String ref) {
        return admin().get("/api/v1/customers/{ref}/statement", ref).jsonPath();
    }
}
