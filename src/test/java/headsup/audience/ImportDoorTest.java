package headsup.audience;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class ImportDoorTest {

    private static final Logger LOG = Logger.getLogger(ImportDoorTest.class);
    private static final RestAssuredConfig RAW = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    @Test
    void tenThousandCustomersWithEveryKindOfBrokenLineAreTakenInSeconds() {
        String component = Cast.component("Cards");
        String word = Cast.unique("big");
        byte[] csv = largeFile(word, component);
        long start = System.nanoTime();
        JsonPath report = read(csv).statusCode(200).extract().jsonPath();
        long first = millisSince(start);
        assertEquals(
                List.of(
                        "3:email",
                        "4:email",
                        "5:ref",
                        "6:components",
                        "7:name",
                        "8:contact_name",
                        "9:line",
                        "10:line",
                        "11:ref",
                        "12:ref",
                        "13:ref",
                        "14:locale",
                        "14:time_zone",
                        "15:line",
                        "12017:line"),
                report.getList("errors", Map.class).stream()
                        .map(e -> e.get("line") + ":" + e.get("field"))
                        .toList());
        assertEquals(10_000, report.getInt("created"));
        assertEquals(0, report.getInt("updated"));
        assertEquals(0, report.getInt("unchanged"));
        assertEquals(14, report.getInt("rejected"));
        start = System.nanoTime();
        read(csv)
                .statusCode(200)
                .body("created", equalTo(0))
                .body("updated", equalTo(0))
                .body("unchanged", equalTo(10_000))
                .body("rejected", equalTo(14));
        LOG.infof("10,000 customers with 12,000 contacts: %d ms, again: %d ms", first, millisSince(start));
        admin().get("/api/v1/customers/" + word + "-1")
                .then()
                .body("contacts.email", contains("one1@rivermill.example", "two1@rivermill.example"))
                .body("tags", contains("gold", "t1"))
                .body("components", contains(component));
    }

    /** 10,000 good customers, 2,000 of them with a second contact far below, and one bad line of every kind. */
    private static byte[] largeFile(String word, String component) {
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        line(csv, "ref,name,email,contact_name,components,tags,phone,locale,time_zone");
        line(
                csv,
                word + "-1,Customer 1,one1@rivermill.example,One," + component
                        + ",gold,+41 44 1234567,de-CH,Europe/Zurich");
        line(csv, word + "-a,A,,,,,,,");
        line(csv, word + "-b,B,nobody,,,,,,");
        line(csv, ",C,c@rivermill.example,,,,,,");
        line(csv, word + "-d,D,d@rivermill.example,,nope,,,,");
        line(csv, word + "-e,B\u00e9e,e@rivermill.example,,,,,,".replace("\u00e9", "\uffff"));
        line(csv, word + "-f,F,f@rivermill.example," + "x".repeat(65_536) + ",,,,,");
        line(csv, word + "-g,G,g@rivermill.example");
        line(csv, word + "-h,H,h@rivermill.example,,,,,,,");
        line(csv, word + "-1,Customer 1,ONE1@rivermill.example,,,,,,");
        line(csv, word + "-1,Another name,three@rivermill.example,,,,,,");
        line(csv, "a b,I,i@rivermill.example,,,,,,");
        line(csv, word + "-j,J,j@rivermill.example,,,,,english,Mars");
        line(csv, "\"" + word + "-k,K,k@rivermill.example,,,,,,");
        for (int i = 2; i <= 10_000; i++) {
            line(
                    csv,
                    word + "-" + i + ",\"Customer, " + i + "\",one" + i + "@rivermill.example,One," + component
                            + ",gold,,,");
        }
        line(csv, "");
        line(csv, "");
        for (int i = 1; i <= 2_000; i++) {
            line(csv, word + "-" + i + ",,two" + i + "@rivermill.example,Two,,t" + i + ",,,");
        }
        line(csv, "\"" + word + "-l,L,l@rivermill.example,,,,,,");
        return csv.toByteArray();
    }

    /** U+FFFF stands for one byte that is not UTF-8. */
    private static void line(ByteArrayOutputStream csv, String text) {
        String[] parts = text.split("\uffff", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                csv.write(0xe9);
            }
            csv.writeBytes(parts[i].getBytes(StandardCharsets.UTF_8));
        }
        csv.write('\n');
    }

    @Test
    void columnsStandInAnyOrderAndOnlyReferenceAndAddressAreNeeded() {
        String ref = Cast.unique("acme");
        read("\ufeffemail,tags,ref,name\r\ndana@rivermill.example,b;a; a ;,%s,River Mill\r\n".formatted(ref))
                .statusCode(200)
                .body("created", equalTo(1));
        read("ref,email\n%s,li@rivermill.example\n".formatted(ref)).body("updated", equalTo(1));
        admin().get("/api/v1/customers/" + ref)
                .then()
                .body("name", equalTo("River Mill"))
                .body("tags", contains("a", "b"))
                .body("contacts.email", contains("dana@rivermill.example", "li@rivermill.example"));
    }

    @Test
    void linesOfOneCustomerSayTogetherWhatItsTagsAndComponentsAre() {
        String cards = Cast.component("Cards");
        String login = Cast.component("Login");
        String ref = Cast.unique("acme");
        String header = "ref,name,email,components,tags,phone\n";
        read(header
                + "%1$s,Mill,a@m.example,%2$s,gold,123\n%1$s,Mill,b@m.example,%3$s,eu,456\n"
                        .formatted(ref, cards, login));
        admin().get("/api/v1/customers/" + ref)
                .then()
                .body("components", containsInAnyOrder(cards, login))
                .body("tags", contains("eu", "gold"))
                .body("phone", equalTo("456"));
        read(header + "%1$s,Mill Ltd,a@m.example,%2$s,,\n".formatted(ref, cards))
                .body("updated", equalTo(1));
        admin().get("/api/v1/customers/" + ref)
                .then()
                .body("name", equalTo("Mill Ltd"))
                .body("components", contains(cards))
                .body("tags", contains("eu", "gold"))
                .body("phone", equalTo("456"))
                .body("contacts.size()", equalTo(2));
    }

    @Test
    void aCustomerOfWhomALineIsRejectedLosesNothing() {
        String cards = Cast.component("Cards");
        String login = Cast.component("Login");
        String ref = Cast.unique("acme");
        String csv = "ref,name,email,components\n%1$s,Mill,a@m.example,%2$s\n%1$s,Mill,b@m.example,%3$s\n";
        read(csv.formatted(ref, cards, login)).body("created", equalTo(1));
        read(csv.formatted(ref, cards, "nope")).body("unchanged", equalTo(1)).body("rejected", equalTo(1));
        admin().get("/api/v1/customers/" + ref).then().body("components", containsInAnyOrder(cards, login));
    }

    @Test
    void anImportLeavesWhatAPersonSaidAboutLettersAndBringsBackTheRemoved() {
        String ref = Cast.customer(Cast.component("Cards"), "dana@rivermill.example");
        admin().body(Map.of("name", "Mill", "contacts", List.of(), "components", List.of()))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
        read("ref,email\n%s,Dana@rivermill.example\n".formatted(ref)).body("updated", equalTo(1));
        read("ref,email\n%s,Dana@rivermill.example\n".formatted(ref)).body("unchanged", equalTo(1));
        admin().get("/api/v1/customers/" + ref).then().body("contacts.size()", equalTo(1));
    }

    @Test
    void aNewCustomerNeedsAName() {
        read("ref,email\n%s,dana@rivermill.example\n".formatted(Cast.unique("acme")))
                .statusCode(200)
                .body("created", equalTo(0))
                .body("errors.line", contains(2))
                .body("errors.field", contains("name"));
    }

    @Test
    void aHeaderThatIsNotUnderstoodIsRefusedWhole() {
        read("ref,mail,name,name,email\n").statusCode(422).body("errors.field", contains("mail", "name"));
        read("name\n").statusCode(422).body("errors.field", contains("ref", "email"));
        read("").statusCode(422).body("code", equalTo("invalid_field"));
        read("\"ref\n").statusCode(422).body("errors.field", contains("header"));
        read(("mail\n" + "x".repeat(1_000) + "\n").repeat(20_000)).statusCode(422);
    }

    @Test
    void errorsAreToldUpToAThousandAndCountedWhole() {
        read("ref,name,email\n" + "a b,x,nobody\n".repeat(1_500))
                .statusCode(200)
                .body("rejected", equalTo(1_500))
                .body("errors.size()", equalTo(1_000));
    }

    @Test
    void anotherContentTypeIsNotUnderstood() {
        admin().body("{}")
                .post("/api/v1/customers/import")
                .then()
                .statusCode(415)
                .body("code", equalTo("unsupported_media_type"));
    }

    @Test
    void anUnknownComponentIsNamed() {
        read("ref,name,email,components\n%s,Mill,a@m.example,Fax\n".formatted(Cast.unique("acme")))
                .body("errors[0].message", containsString("Fax"));
    }

    private static ValidatableResponse read(String csv) {
        return read(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static ValidatableResponse read(byte[] csv) {
        return admin().config(RAW)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/customers/import")
                .then();
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
