package headsup.audience;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class LeaveDoorTest {

    @Inject
    Contacts contacts;

    private long id;
    private String link = "";

    @BeforeEach
    void aContact() {
        String ref = Cast.customer(Cast.component("Cards"), Cast.unique("dana") + "@rivermill.example");
        id = admin().get("/api/v1/customers/" + ref).jsonPath().getLong("contacts[0].id");
        link = "/u/" + contacts.byIds(List.of(id)).get(0).token();
    }

    @Test
    void lookingChangesNothingAndNamesTheAddressMasked() {
        given().get(link)
                .then()
                .statusCode(200)
                .contentType("text/html;charset=UTF-8")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("d…@rivermill.example"))
                .body(not(containsString("dana")))
                .body(containsString("Unsubscribe"));
        assertStopped(false);
    }

    @Test
    void oneClickStopsTheLettersInEitherFormAndAsOftenAsYouLike() {
        for (int i = 0; i < 2; i++) {
            given().formParam("List-Unsubscribe", "One-Click")
                    .post(link)
                    .then()
                    .statusCode(200)
                    .body(containsString("No more emails"));
            assertStopped(true);
        }
        resume();
        given().multiPart("List-Unsubscribe", "One-Click").post(link).then().statusCode(200);
        assertStopped(true);
        resume();
        given().post(link).then().statusCode(200);
        assertStopped(true);
        given().get(link).then().body(containsString("You are unsubscribed"));
    }

    @Test
    void aTokenThatIsNobodysGetsAPageThatSaysSo() {
        for (String token : List.of("AAAAAAAAAAAAAAAAAAAAAA", "short", "%00")) {
            given().urlEncodingEnabled(false)
                    .get("/u/" + token)
                    .then()
                    .statusCode(404)
                    .body(containsString("leads nowhere"));
            given().urlEncodingEnabled(false).post("/u/" + token).then().statusCode(404);
        }
    }

    private void resume() {
        given().formParam("action", "resume")
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("Good to have you back"));
        assertStopped(false);
    }

    private void assertStopped(boolean stopped) {
        assertEquals(stopped, contacts.byIds(List.of(id)).get(0).unsubscribedAt() != null);
    }
}
