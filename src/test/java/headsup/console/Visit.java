package headsup.console;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.access.Sessions;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A member of staff in a browser without scripts. */
final class Visit {

    private final String session;

    private Visit(String session) {
        this.session = session;
    }

    static Visit byAdmin() {
        return by("admin", Cast.ADMIN_PASSWORD);
    }

    /** By somebody new. */
    static Visit by(String role) {
        String name = Cast.unique(role);
        Cast.admin()
                .body(Map.of("name", name, "role", role, "password", "long enough a word"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return by(name, "long enough a word");
    }

    private static Visit by(String name, String password) {
        return new Visit(given().redirects()
                .follow(false)
                .formParam("name", name)
                .formParam("password", password)
                .post("/console/sign-in")
                .then()
                .statusCode(303)
                .extract()
                .cookie(Sessions.COOKIE));
    }

    RequestSpecification as() {
        return given().redirects().follow(false).cookie(Sessions.COOKIE, session);
    }

    String page(String path) {
        return as().get(path).then().statusCode(200).extract().asString();
    }

    /** A form of a page, with what it hides. */
    RequestSpecification form(String path) {
        String html = page(path);
        RequestSpecification form = as().formParam("seal", hidden(html, "seal"));
        return html.contains("name=\"form\"") ? form.formParam("form", hidden(html, "form")) : form;
    }

    /** What a hidden field holds, the first of its name. */
    static String hidden(String html, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"").matcher(html);
        assertTrue(found.find(), "no hidden field " + field);
        return found.group(1);
    }
}
