package headsup.mail;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.RunningProduct;
import headsup.access.Sessions;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A letter of its own, from the button in the console to the relay that takes it: the one that fan-outs go to as well. */
class PostcardsIT {

    @TempDir
    private Path home;

    @Test
    void aTestLetterArrivesAtTheFirstRelaySignedAndWhole() {
        KeyPair key = DkimTest.key("RSA", 2048);
        try (var relay = new ScriptedRelay();
                var product = RunningProduct.start(
                        home.resolve("data"),
                        Map.of(
                                "HEADSUP_MAIL_RELAYS", relay.url() + ",smtp://127.0.0.1:1",
                                "HEADSUP_MAIL_FROM", "\"Ärger, Status <x>\" <updates@status.harbourlight.example>",
                                "HEADSUP_MAIL_REPLY_TO", "Help <help@harbourlight.example>",
                                "HEADSUP_PAGE_NAME", "Hafenlicht Ö",
                                "HEADSUP_MAIL_DKIM_DOMAIN", "harbourlight.example",
                                "HEADSUP_MAIL_DKIM_SELECTOR", "status",
                                "HEADSUP_MAIL_DKIM_KEY", DkimTest.pem(key)))) {
            String session = signedIn(product);
            asked(product, session, "dana@Bücher.example")
                    .then()
                    .statusCode(303)
                    .header("Location", equalTo("/console/settings?said=tested"));
            ScriptedRelay.Taken taken = relay.taken.get(0);
            assertArrived(taken, key);

            for (int round = 1; round <= 20; round++) {
                relay.rcpt = to -> "550 5.1.1 no such user";
                asked(product, session, "nobody@rivermill.example")
                        .then()
                        .statusCode(502)
                        .body(containsString("no such user"));
                relay.rcpt = to -> "250 2.1.5 Ok";
                asked(product, session, "dana@rivermill.example").then().statusCode(303);
                assertEquals(1 + round, relay.taken.size());
            }
        }
    }

    private static void assertArrived(ScriptedRelay.Taken taken, KeyPair key) {
        Reading read = Reading.of(taken.octets());
        assertEquals("updates@status.harbourlight.example", taken.from());
        assertEquals("dana@xn--bcher-kva.example", taken.to());
        assertEquals("Ärger, Status <x>", read.message().getFrom().get(0).getName());
        assertEquals(
                "updates@status.harbourlight.example",
                read.message().getFrom().get(0).getAddress());
        assertEquals("Help <help@harbourlight.example>", read.header("Reply-To").replace("\"", ""));
        assertEquals("dana@xn--bcher-kva.example", read.header("To"));
        assertEquals("[Hafenlicht Ö] Test letter", read.message().getSubject());
        assertEquals("auto-generated", read.header("Auto-Submitted"));
        assertTrue(read.header("Message-ID").endsWith("@status.harbourlight.example>"));
        assertEquals(
                read.fieldNames().size(), read.fieldNames().stream().distinct().count());
        for (String body : List.of(read.text(), read.html())) {
            assertTrue(body.replaceAll("\\s+", " ").contains("single people leave Hafenlicht Ö"), body);
            assertTrue(body.contains("dana@Bücher.example"), body);
        }
        assertTrue(DkimReading.of(taken.octets()).isValid(key.getPublic()));
    }

    private static Response asked(RunningProduct product, String session, String address) {
        String page = as(product, session).get("/console/settings").asString();
        return as(product, session)
                .formParam("seal", hidden(page, "seal"))
                .formParam("form", hidden(page, "form"))
                .formParam("address", address)
                .post("/console/settings/test-letter");
    }

    private static String signedIn(RunningProduct product) {
        return product.anybody()
                .redirects()
                .follow(false)
                .formParam("name", "admin")
                .formParam("password", Cast.ADMIN_PASSWORD)
                .post("/console/sign-in")
                .cookie(Sessions.COOKIE);
    }

    private static RequestSpecification as(RunningProduct product, String session) {
        return product.anybody().redirects().follow(false).cookie(Sessions.COOKIE, session);
    }

    private static String hidden(String html, String field) {
        Matcher found =
                Pattern.compile("name=\"" + field + "\" value=\"([^\"]+)\"").matcher(html);
        assertTrue(found.find(), "no hidden field " + field);
        return found.group(1);
    }
}
