package headsup.delivery;

import static io.restassured.RestAssured.given;

import headsup.Cast;
import headsup.Eventually;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a browser and a mailbox, who has no account here. Comes from a place of their own, as all do. */
final class Reader {

    private static final Pattern LINK = Pattern.compile("/(?:subscribe/confirm\\?token=|my/|u/)([A-Za-z0-9_-]{22})");
    private static final int FAR = 2_000;

    final String address;
    private final Outbox outbox;
    private final String place;

    Reader(Outbox outbox) {
        this(outbox, Cast.unique("Reader") + "@home.example");
    }

    Reader(Outbox outbox, String address) {
        this.outbox = outbox;
        this.address = address;
        this.place = "2001:db8:" + Integer.toHexString(address.hashCode() >>> 16) + ":"
                + Integer.toHexString(address.hashCode() & 0xffff) + "::1";
    }

    RequestSpecification browser() {
        return given().header("X-Forwarded-For", place).urlEncodingEnabled(true);
    }

    Response ask(String... fields) {
        RequestSpecification form = browser().formParam("email", address).formParam("timeZone", "Europe/Berlin");
        for (int i = 0; i < fields.length; i += 2) {
            form.formParam(fields[i], fields[i + 1]);
        }
        return form.post("/subscribe");
    }

    /** Asks, waits for the letter, confirms. */
    Reader subscribed(String... fields) {
        int before = letters().size();
        ask(fields).then().statusCode(200);
        confirm(token(awaitLetter(before + 1))).statusCode(200);
        return this;
    }

    ValidatableResponse confirm(String token) {
        return browser().formParam("token", token).post("/subscribe/confirm").then();
    }

    /** Oldest first. */
    List<OpenLetter> letters() {
        return outbox.newest(FAR).stream()
                .filter(kept -> kept.to().equalsIgnoreCase(address))
                .sorted(Comparator.comparing(Outbox.Kept::at))
                .map(kept -> outbox.read(kept.code()).orElseThrow())
                .toList();
    }

    long about(String incident) {
        return letters().stream()
                .filter(letter -> letter.text().contains("#i-" + incident))
                .count();
    }

    /** The last of so many. What answers a form leaves at once: a tick of a second for each would be minutes. */
    OpenLetter awaitLetter(int count) {
        CDI.current().select(Invitations.class).get().post();
        Eventually.holds(address + " has " + count + " letters", () -> letters().size() >= count);
        return letters().get(count - 1);
    }

    static String token(OpenLetter letter) {
        Matcher link = LINK.matcher(letter.text());
        if (!link.find()) {
            throw new AssertionError("no link in " + letter.text());
        }
        return link.group(1);
    }

    /** Of {@code /u/}, by the answer to a confirmation that is repeated. */
    String way() {
        String page = confirm(token(letters().get(0))).statusCode(200).extract().asString();
        Matcher link = Pattern.compile("/my/([A-Za-z0-9_-]{22})").matcher(page);
        if (!link.find()) {
            throw new AssertionError("no way in " + page);
        }
        return "/u/" + link.group(1);
    }
}
