package headsup.audience;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class CustomersDoorTest {

    @Inject
    Contacts contacts;

    @Test
    void aCustomerIsMadeOnceAndThenChangedWhole() {
        String component = Cast.component("Cards");
        String ref = Cast.unique("acme");
        Map<String, Object> draft = draft(component);
        admin().body(draft)
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201)
                .header("Location", endsWith("/api/v1/customers/" + ref))
                .body("ref", equalTo(ref))
                .body("contacts.email", contains("dana@rivermill.example", "li@bücher.example"))
                .body("contacts.locale", contains("de-CH", "en"))
                .body("contacts.timeZone", contains("Europe/Zurich", "Etc/UTC"))
                .body("components", contains(component))
                .body("tags", contains("eu", "gold"))
                .body("weight", equalTo(3))
                .body("channel", equalTo("email"));
        admin().body(Map.of("name", "Mill", "contacts", List.of(), "components", List.of(), "channel", "page"))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
        admin().get("/api/v1/customers/" + ref)
                .then()
                .statusCode(200)
                .body("name", equalTo("Mill"))
                .body("contacts", empty())
                .body("components", empty())
                .body("tags", empty())
                .body("phone", nullValue())
                .body("weight", equalTo(1))
                .body("channel", equalTo("page"));
    }

    @Test
    void anAddressThatComesBackHasNotForgottenThatItAskedForQuiet() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, "dana@rivermill.example");
        long id = admin().get("/api/v1/customers/" + ref).jsonPath().getLong("contacts[0].id");
        contacts.unsubscribe(contacts.byIds(List.of(id)).get(0).token());
        Map<String, Object> without = Map.of("name", "Mill", "contacts", List.of(), "components", List.of(component));
        Map<String, Object> with = Map.of(
                "name",
                "Mill",
                "contacts",
                List.of(Map.of("email", "DANA@rivermill.example")),
                "components",
                List.of(component));
        admin().body(without).put("/api/v1/customers/" + ref).then().statusCode(200);
        assertTrue(contacts.byIds(List.of(id)).get(0).removedAt() != null);
        admin().body(with)
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200)
                .body("contacts[0].id", equalTo((int) id))
                .body("contacts[0].unsubscribedAt", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name             | name                  | ' '",
                "name             | name                  | bad\u202ename",
                "name             | name                  | line\\nbreak",
                "name             | name                  | nul\\u0000",
                "name             | name                  | half\\ud800",
                "phone            | phone                 | call me",
                "phone            | phone                 | 12",
                "email            | contacts[1].email     | nobody",
                "email            | contacts[1].email     | a@b.example\\r\\nBcc: x@y.example",
                "email            | contacts[1].email     | Dana@Rivermill.example",
                "contactName      | contacts[1].name      | bell\\u0007",
                "locale           | contacts[1].locale    | en_US!",
                "locale           | contacts[1].locale    | xq",
                "timeZone         | contacts[1].timeZone  | Mars/Olympus",
                "component        | components[1]         | nope",
                "tag              | tags[1]               | a;b",
            })
    void aWrongFieldIsRefusedByItsPath(String where, String path, String value) {
        String text = value.replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\u0000", "\0")
                .replace("\\u0007", "\7")
                .replace("\\ud800", "\ud800");
        String known = Cast.component("Cards");
        Map<String, Object> draft = draft(known);
        Map<String, Object> second = new HashMap<>(Map.of("email", "two@rivermill.example"));
        switch (where) {
            case "email" -> second.put("email", text);
            case "contactName" -> second.put("name", text);
            case "locale", "timeZone" -> second.put(where, text);
            case "component" -> draft.put("components", List.of(known, text));
            case "tag" -> draft.put("tags", List.of("gold", text));
            default -> draft.put(where, text);
        }
        draft.put("contacts", List.of(Map.of("email", "dana@rivermill.example"), second));
        refused(Cast.unique("acme"), draft, path);
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Map<String, Object> draft = new HashMap<>();
        draft.put("weight", 0);
        draft.put("contacts", Arrays.asList(Map.of(), null));
        draft.put("components", Arrays.asList("", null));
        admin().body(draft)
                .put("/api/v1/customers/" + Cast.unique("acme"))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body(
                        "errors.field",
                        contains(
                                "name",
                                "contacts[0].email",
                                "contacts[1]",
                                "components[0]",
                                "components[1]",
                                "weight"));
    }

    @Test
    void whatIsMissingTooLongOrOfAnotherKindIsRefused() {
        Map<String, Object> draft = draft(Cast.component("Cards"));
        for (String field : List.of("name", "contacts", "components")) {
            Map<String, Object> without = new HashMap<>(draft);
            without.remove(field);
            refused(Cast.unique("acme"), without, field);
        }
        refused(Cast.unique("acme"), with(draft, "name", "n".repeat(256)), "name");
        refused(Cast.unique("acme"), with(draft, "phone", "1".repeat(65)), "phone");
        refused(Cast.unique("acme"), with(draft, "tags", List.of("t".repeat(65))), "tags[0]");
        refused(Cast.unique("acme"), with(draft, "channel", "pigeon"), "channel");
        refused(Cast.unique("acme"), with(draft, "weight", "heavy"), "weight");
        refused("a%20b", draft, "ref");
        refused("%00", draft, "ref");
        refused("r".repeat(65), draft, "ref");
        refused("import", draft, "ref");
        admin().body("[]").put("/api/v1/customers/a").then().statusCode(400);
        admin().body("null").put("/api/v1/customers/a").then().statusCode(422);
    }

    @Test
    void customersAreListedByTagAndComponentPageByPage() {
        String component = Cast.component("Cards");
        String tag = Cast.unique("gold");
        List<String> refs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String ref = Cast.customer(component, "a@rivermill.example");
            if (i != 2) {
                refs.add(ref);
                admin().body(with(draft(component), "tags", List.of(tag, "other")))
                        .put("/api/v1/customers/" + ref);
            }
        }
        admin().get("/api/v1/customers?component={c}", component).then().body("items.size()", equalTo(5));
        String next = admin().get("/api/v1/customers?component={c}&tag={t}&limit=3", component, tag)
                .then()
                .statusCode(200)
                .body("items.ref", equalTo(refs.subList(0, 3)))
                .extract()
                .path("next");
        admin().get("/api/v1/customers?component={c}&tag={t}&limit=3&cursor={n}", component, tag, next)
                .then()
                .body("items.ref", equalTo(refs.subList(3, 4)))
                .body("next", nullValue());
        admin().get("/api/v1/customers?component=nope")
                .then()
                .statusCode(422)
                .body("errors.field", contains("component"));
        admin().urlEncodingEnabled(false)
                .get("/api/v1/customers?tag=%00")
                .then()
                .statusCode(422)
                .body("errors.field", contains("tag"));
        admin().get("/api/v1/customers?limit=0").then().statusCode(422).body("errors.field", contains("limit"));
        admin().get("/api/v1/customers?cursor=x").then().statusCode(422).body("errors.field", contains("cursor"));
    }

    @Test
    void anErasedCustomerNamesNobodyAndKeepsItsRow() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
        long id = admin().get("/api/v1/customers/" + ref).jsonPath().getLong("contacts[0].id");
        String token = contacts.byIds(List.of(id)).get(0).token();
        admin().delete("/api/v1/customers/" + ref).then().statusCode(204);
        admin().get("/api/v1/customers/" + ref).then().statusCode(404);
        admin().delete("/api/v1/customers/" + ref).then().statusCode(404);
        admin().get("/api/v1/customers?component={c}", component).then().body("items", empty());
        Contacts.Addressee left = contacts.byIds(List.of(id)).get(0);
        assertFalse(left.email().contains("dana"));
        assertTrue(contacts.byToken(token).isEmpty());
        assertTrue(contacts.byToken(left.token()).isEmpty());
        assertEquals("Erased customer", left.customerName());
        admin().get("/api/v1/customers/" + left.customerRef())
                .then()
                .body("contacts", empty())
                .body("erasedAt", notNullValue());
        admin().body(draft(component))
                .put("/api/v1/customers/" + left.customerRef())
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_transition"));
        admin().body(draft(component)).put("/api/v1/customers/" + ref).then().statusCode(201);
    }

    @Test
    void whoDoesNotArriveIsQuarantinedUntilReleased() {
        String ref = Cast.customer(Cast.component("Cards"), Cast.unique("dana") + "@rivermill.example");
        long id = admin().get("/api/v1/customers/" + ref).jsonPath().getLong("contacts[0].id");
        assertEquals(1, contacts.quarantine(List.of(id), "550 5.1.1 unknown user"));
        assertEquals(0, contacts.quarantine(List.of(id), "again"));
        admin().get("/api/v1/customers/" + ref)
                .then()
                .body("contacts[0].quarantineReason", equalTo("550 5.1.1 unknown user"));
        assertEquals(1, contacts.release(List.of(id)));
        assertTrue(contacts.byIds(List.of(id)).get(0).quarantinedAt() == null);
    }

    @Test
    void onlyCareAndAdminWriteCustomers() {
        String name = Cast.unique("viewer");
        admin().body(Map.of("name", name, "role", "responder", "password", "correct horse staple"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        var viewer =
                given().auth().preemptive().basic(name, "correct horse staple").contentType(ContentType.JSON);
        viewer.body(draft(Cast.component("Cards")))
                .put("/api/v1/customers/x")
                .then()
                .statusCode(403);
        given().auth()
                .preemptive()
                .basic(name, "correct horse staple")
                .get("/api/v1/customers")
                .then()
                .statusCode(200)
                .body("items", not(nullValue()));
        given().get("/api/v1/customers").then().statusCode(401);
    }

    @Test
    void twoWhoMakeTheSameCustomerAtOnceBothGetAnAnswer() throws InterruptedException {
        String component = Cast.component("Cards");
        String ref = Cast.unique("acme");
        List<Integer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(Thread.ofPlatform()
                    .start(() -> answers.add(admin().body(draft(component))
                            .put("/api/v1/customers/" + ref)
                            .statusCode())));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        org.hamcrest.MatcherAssert.assertThat(answers, containsInAnyOrder(201, 200, 200, 200));
    }

    private static void refused(String ref, Map<String, Object> draft, String field) {
        admin().urlEncodingEnabled(false)
                .body(draft)
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors.field", contains(field));
    }

    private static Map<String, Object> draft(String component) {
        return new HashMap<>(Map.of(
                "name",
                "River Mill",
                "contacts",
                List.of(
                        Map.of(
                                "email",
                                "dana@rivermill.example",
                                "name",
                                "Dana Ortiz",
                                "locale",
                                "de-CH",
                                "timeZone",
                                "Europe/Zurich"),
                        Map.of("email", "li@Bücher.example")),
                "components",
                List.of(component),
                "tags",
                List.of("gold", "eu"),
                "phone",
                "+41 44 123 45 67",
                "weight",
                3));
    }

    private static Map<String, Object> with(Map<String, Object> draft, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(draft);
        changed.put(field, value);
        return changed;
    }
}
