package headsup.page;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.Cast;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class PageDoorTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final List<String> DOCUMENTS = List.of(
            "summary",
            "status",
            "components",
            "incidents",
            "incidents/unresolved",
            "scheduled-maintenances",
            "scheduled-maintenances/upcoming",
            "scheduled-maintenances/active");

    @Test
    void whoDeclaresAnIncidentFindsItsPageInTheNextMoment() {
        for (int i = 0; i < 10; i++) {
            String id = declare(Cast.unique("Just declared"), "We are looking.");
            get("/incidents/" + id).then().statusCode(200);
        }
        get("/incidents/aaaaaaaaaaaa").then().statusCode(404);
    }

    @Test
    void aDeclaredIncidentIsOnThePageAtOnceWithItsPromise() {
        String name = Cast.unique("Cards fail");
        String id = declare(name, "We are looking.");
        soon(() -> get("/").asString().contains(name));
        get("/").then()
                .contentType("text/html;charset=utf-8")
                .body(containsString("Next update by"))
                .body(containsString("We are looking."));
        soon(() -> get("/incidents/" + id).statusCode() == 200);
        get("/history").then().statusCode(200).body(containsString(name));
    }

    @Test
    void theSixWorstAreToldInFullAndTheOthersInALineWithTheirPromise() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            names.add(Cast.unique("Out"));
            admin().body(Map.of(
                            "name", names.get(i),
                            "message", "We are looking.",
                            "components", List.of(Map.of("id", Cast.component("Cards"), "status", "major_outage"))))
                    .post("/api/v1/incidents")
                    .then()
                    .statusCode(201);
        }
        soon(() -> get("/").asString().contains(names.get(6)));
        String page = get("/").asString();
        int rest = page.indexOf("<h2 id=\"also\">Also open</h2>");
        for (String name : names.subList(1, 7)) {
            assertTrue(page.indexOf(name, page.indexOf("<article")) < rest, name);
        }
        int line = page.indexOf(names.get(0));
        assertTrue(line > rest, "the oldest of them is told in full");
        assertTrue(page.substring(line, page.indexOf("</li>", line)).contains("Next update by"));
    }

    @Test
    void aComponentsNinetyDaysAreShownUnlessStaffSaysOtherwise() {
        String name = Cast.unique("Batch jobs");
        String component = admin().body(Map.of("name", name))
                .post("/api/v1/components")
                .then()
                .statusCode(201)
                .body("showcase", equalTo(true))
                .extract()
                .path("id");
        String bars = name + ", last 90 days";
        soon(() -> get("/").asString().contains(bars));
        admin().body(Map.of("showcase", false))
                .patch("/api/v1/components/" + component)
                .then()
                .statusCode(200)
                .body("showcase", equalTo(false))
                .body("name", equalTo(name));
        soon(() -> !get("/").asString().contains(bars));
        assertTrue(get("/").asString().contains(name));
    }

    @Test
    void aMaintenanceToComeIsOnThePageAndInTheDocumentsUntilItIsCancelled() {
        String name = Cast.unique("New cables");
        Instant from = Instant.now().plus(Duration.ofDays(4));
        String id = admin().body(Map.of(
                        "name", name,
                        "components", List.of(Cast.component("Cards")),
                        "message", "We renew the cables.",
                        "scheduledFor", from.toString(),
                        "scheduledUntil", from.plus(Duration.ofHours(2)).toString()))
                .post("/api/v1/maintenances")
                .path("id");
        soon(() -> get("/maintenances/" + id).statusCode() == 200);
        get("/").then().body(containsString(name)).body(containsString("Affects:"));
        get("/incidents/" + id).then().statusCode(200).body(containsString(name));
        String upcoming = "scheduled_maintenances.find { it.id == '" + id + "' }";
        get("/api/v2/scheduled-maintenances/upcoming.json")
                .then()
                .body(upcoming + ".status", equalTo("scheduled"))
                .body(upcoming + ".impact", equalTo("maintenance"))
                .body(upcoming + ".shortlink", org.hamcrest.Matchers.endsWith("/maintenances/" + id))
                .body(upcoming + ".incident_updates[0].affected_components[0].new_status", equalTo("operational"));
        get("/api/v2/summary.json").then().body(upcoming + ".id", equalTo(id));
        admin().body(Map.of("message", "Not needed any more."))
                .post("/api/v1/maintenances/{id}/cancellation", id)
                .then()
                .statusCode(201);
        soon(() -> !get("/").asString().contains(name));
        get("/api/v2/scheduled-maintenances/upcoming.json").then().body(upcoming, org.hamcrest.Matchers.nullValue());
        get("/api/v2/scheduled-maintenances.json").then().body(upcoming + ".status", equalTo("completed"));
        get("/maintenances/" + id).then().body(containsString("Cancelled")).body(not(containsString("Completed")));
        get("/history").then().body(containsString(name));
    }

    @Test
    void whatStaffWroteIsShownAsText() {
        String id = declare(
                Cast.unique("<img src=x onerror=alert(1)>"),
                "<script>alert(2)</script> and **help** {head.site} {{x}}");
        soon(() -> get("/incidents/" + id).statusCode() == 200);
        get("/incidents/" + id)
                .then()
                .body(not(containsString("<img")))
                .body(not(containsString("<script>alert")))
                .body(containsString("&lt;script&gt;alert(2)"))
                .body(containsString("<strong>help</strong> {head.site}"));
    }

    @Test
    void anEditedUpdateShowsItsEarlierWords() {
        String id = declare(Cast.unique("Cards fail"), "Half of the cards fail.");
        String update = admin().get("/api/v1/incidents/" + id).path("updates[0].id");
        admin().body(Map.of("message", "A tenth of the cards fail."))
                .patch("/api/v1/incidents/{id}/updates/{uid}", id, update)
                .then()
                .statusCode(200);
        soon(() -> get("/incidents/" + id).asString().contains("A tenth of the cards fail."));
        get("/incidents/" + id).then().body(containsString("Edited")).body(containsString("Half of the cards fail."));
    }

    @Test
    void everyDocumentKeepsTheRulesOfTheRealOnes() throws IOException {
        declare(Cast.unique("Cards fail"), "We are looking.");
        admin().body(Map.of("name", Cast.unique("Everything"), "impact", "critical", "message", "All is down."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        soon(() -> get("/api/v2/summary.json").asString().contains("All is down."));
        for (String document : DOCUMENTS) {
            Response answer = get("/api/v2/" + document + ".json");
            answer.then()
                    .statusCode(200)
                    .contentType("application/json;charset=utf-8")
                    .header("Access-Control-Allow-Origin", "*");
            assertEquals(List.of(), StatuspageRules.broken(json(answer)), document);
        }
        JsonNode summary = json(get("/api/v2/summary.json"));
        assertEquals("critical", summary.at("/status/indicator").textValue());
        summary.get("incidents")
                .forEach(i -> assertTrue(!i.get("components").isEmpty(), "an incident without component"));
        String id = summary.at("/incidents/0/id").textValue();
        assertEquals(summary.at("/incidents/0"), json(get("/incidents/" + id + ".json")));
    }

    @Test
    void aCaptureOfAnotherPageIsTakenOverAtItsOwnTimes() throws IOException {
        String capture = CapturesTest.capture("instructure-summary").toString();
        admin().body(capture)
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(201)
                .header("Location", containsString("g1zp3jpycgbz"))
                .body("items[0].updates.size()", equalTo(11))
                .body("items[0].startedAt", equalTo("2021-12-07T16:06:43.172Z"))
                .body("items[0].promise", equalTo(null));
        soon(() -> get("/incidents/g1zp3jpycgbz.json").statusCode() == 200);
        JsonNode taken = json(get("/incidents/g1zp3jpycgbz.json"));
        JsonNode original = CapturesTest.capture("instructure-summary").at("/incidents/0");
        for (int i = 0; i < 11; i++) {
            JsonNode theirs = original.get("incident_updates").get(i);
            JsonNode ours = taken.get("incident_updates").get(i);
            assertEquals(theirs.get("body"), ours.get("body"));
            assertEquals(
                    OffsetDateTime.parse(theirs.get("display_at").textValue()).toInstant(),
                    OffsetDateTime.parse(ours.get("display_at").textValue()).toInstant());
            assertEquals(changes(theirs), changes(ours));
        }
        get("/history/2021-12").then().statusCode(200).body(containsString("Amazon Web Services"));
        admin().body(capture)
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("incidents[0].id"));
        admin().body(capture.replace("2021-12-07T09:06:59.222-07:00", "yesterday")
                        .replace("g1zp3jpycgbz", "g1zp3jpycgb2"))
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("incidents[0].incident_updates[9].display_at"));
        admin().body("{\"components\":[]}")
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("incidents"));
    }

    @Test
    void anImportOfTheirPastLeavesOurPresentAlone() {
        String component = Cast.unique("Mail");
        admin().body(Map.of("name", component))
                .post("/api/v1/components")
                .then()
                .statusCode(201);
        Map<String, Object> incident = Map.of(
                "name",
                Cast.unique("Mail was late"),
                "impact",
                "major",
                "created_at",
                "2024-02-01T10:00:00Z",
                "incident_updates",
                List.of(
                        said("resolved", "2024-02-01T11:00:00Z", component, "operational"),
                        said("investigating", "2024-02-01T10:00:00Z", component, "major_outage")));
        String id = admin().body(incident)
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(201)
                .body("items[0].status", equalTo("resolved"))
                .body("items[0].impact", equalTo("major"))
                .extract()
                .path("items[0].components[0].id");
        admin().get("/api/v1/components/" + id)
                .then()
                .body("name", equalTo(component))
                .body("status", equalTo("operational"));
    }

    @Test
    void whoHasTheNewestGetsNothing() {
        Response first = get("/assets/" + asset());
        String tag = first.header("ETag");
        given().header("If-None-Match", tag)
                .get("/assets/" + asset())
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .body(emptyString());
        first.then().header("Cache-Control", containsString("immutable"));
    }

    @Test
    void askingForHeadersIsLikeReading() {
        for (String path : List.of("/", "/history", "/api/v2/components.json")) {
            for (String coding : List.of("identity", "gzip")) {
                Response read = given().header("Accept-Encoding", coding).get(path);
                Response asked = given().header("Accept-Encoding", coding).head(path);
                asked.then().statusCode(200).header("Content-Length", not("0")).body(emptyString());
                for (String name : List.of("Content-Type", "Content-Encoding", "Vary", "Cache-Control")) {
                    assertEquals(read.header(name), asked.header(name), path + " " + coding + " " + name);
                }
            }
        }
    }

    @Test
    void aFormThatCantBeReadIsTheSendersFault() throws IOException, InterruptedException {
        String many = IntStream.range(0, 5_000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
        String form = "application/x-www-form-urlencoded";
        for (String path : List.of("/subscribe", "/u/zzz")) {
            for (List<String> sent : List.of(
                    List.of(form, "email=%zz"),
                    List.of(form, many),
                    List.of(form + "; charset=bogus", "email=a@b.example"),
                    List.of("garbage", "x"))) {
                int status = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                                        .header("Content-Type", sent.get(0))
                                        .POST(HttpRequest.BodyPublishers.ofString(sent.get(1)))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertTrue(status >= 400 && status < 500, path + " " + sent.get(0) + " " + status);
            }
        }
        given().formParam("email", "a@b.example")
                .formParam("timeZone", "a".repeat(7_000))
                .post("/subscribe")
                .then()
                .statusCode(422)
                .body(not(containsString("aaaaaaaaaa")));
    }

    @Test
    void pagesOfOtherSitesMayAskForNoMoreThanChanged() {
        given().header("Origin", "https://elsewhere.example")
                .options("/api/v2/summary.json")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Headers", "*");
        get("/api/v2/summary.json").then().header("Access-Control-Expose-Headers", "ETag");
    }

    @Test
    void thePageIsOnlyRead() {
        given().post("/").then().statusCode(405).header("Allow", "GET, HEAD, OPTIONS");
        given().delete("/api/v2/summary.json").then().statusCode(405);
        given().get("/api/v1/incidents").then().statusCode(401);
    }

    @Test
    void whatIsNotThereIsSaidHelpfully() {
        get("/incidents/nothing0here").then().statusCode(404).body(containsString("We have no page here"));
        given().header("Accept-Language", "es")
                .get("/incidents/nothing0here")
                .then()
                .statusCode(404)
                .header("Content-Language", "es")
                .body(containsString("Aquí no hay nada"));
        get("/incidents/nothing0here.json").then().statusCode(404).body("code", equalTo("not_found"));
        get("/api/v2/nothing.json").then().statusCode(404).body("code", equalTo("not_found"));
        get("/404").then().statusCode(404);
    }

    @Test
    void anAddressOfNobodyIsAnsweredToPeopleAndToPrograms() {
        given().header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", "fr")
                .get("/incident/nothing0here")
                .then()
                .statusCode(404)
                .contentType("text/html;charset=utf-8")
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .body(containsString("Il n’y a rien ici"));
        get("/incident/nothing0here").then().statusCode(404).body("code", equalTo("not_found"));
        given().header("Accept", "text/html")
                .get("/api/v1/nothing")
                .then()
                .statusCode(404)
                .body("code", equalTo("not_found"));
    }

    @Test
    void hostileRequestsAreRefusedAndNeverRepeated() {
        String evil = "%3Cscript%3Ealert(7)%3C/script%3E";
        given().urlEncodingEnabled(false)
                .get("/incidents/" + evil)
                .then()
                .statusCode(404)
                .body(not(containsString("alert(7)")));
        given().urlEncodingEnabled(false)
                .get("/api/v2/" + evil + ".json")
                .then()
                .statusCode(404)
                .body(not(containsString("alert(7)")));
        given().urlEncodingEnabled(false)
                .get("/?next=" + evil)
                .then()
                .statusCode(200)
                .body(not(containsString("alert(7)")));
        get("/?q=" + "x".repeat(9_000)).then().statusCode(414).body(not(containsString("xxx")));
        given().header("X-Long", "y".repeat(24_000))
                .get("/")
                .then()
                .statusCode(anyOf(equalTo(400), equalTo(431)))
                .body(not(containsString("yyy")));
        given().header("Accept-Language", "de;q=NaN,".repeat(500))
                .header("Accept-Encoding", ";;,q=,".repeat(500))
                .header("If-None-Match", "\"".repeat(3_000))
                .get("/")
                .then()
                .statusCode(200);
    }

    @Test
    void nothingForeignMayRunOnThePage() {
        get("/").then()
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", not(emptyString()))
                .header("Vary", "Accept-Encoding, Accept-Language")
                .body(not(containsString("style=")))
                .body(not(containsString("onclick")));
    }

    @Test
    void theSameBytesStandAsFilesForAnyStaticHost() throws IOException {
        String name = Cast.unique("Files fail");
        String id = declare(name, "We are looking.");
        Path root = Path.of(ConfigProvider.getConfig().getValue("headsup.data-dir", String.class), "snapshot");
        soon(() -> Files.exists(root.resolve("incidents/" + id + "/index.de.html")));
        soon(() -> read(root.resolve("index.html")).contains(name));
        String served = get("/incidents/" + id + ".json").asString();
        soon(() -> read(root.resolve("incidents/" + id + ".json")).equals(served));
        soon(() -> Files.exists(root.resolve("api/v2/incidents/unresolved.json")));
    }

    @Test
    void openPagesAreToldWhatChanged() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream()
                    .write("GET /events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: forgotten000\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            await(in, "event: heartbeat");
            await(in, "data: {\"id\":\"page\",");
            String id = declare(Cast.unique("Stream"), "We are looking.");
            await(in, "data: {\"id\":\"" + id + "\",");
            assertEquals(200, get("/incidents/" + id).statusCode());
        }
    }

    private static void await(BufferedReader in, String line) throws IOException {
        String read = in.readLine();
        while (read != null && !read.startsWith(line)) {
            read = in.readLine();
        }
        assertTrue(read != null, "the stream ended before " + line);
    }

    private static Set<String> changes(JsonNode update) {
        Set<String> changes = new TreeSet<>();
        update.get("affected_components")
                .forEach(c -> changes.add(c.get("name").textValue() + ": "
                        + c.get("old_status").textValue() + " → "
                        + c.get("new_status").textValue()));
        return changes;
    }

    private static Map<String, Object> said(String status, String at, String component, String state) {
        return Map.of(
                "status",
                status,
                "body",
                "Words.",
                "display_at",
                at,
                "affected_components",
                List.of(Map.of("name", component, "new_status", state)));
    }

    private static String declare(String name, String message) {
        return admin().body(Map.of(
                        "name", name,
                        "components", List.of(Map.of("id", Cast.component("Cards"), "status", "partial_outage")),
                        "message", message))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String asset() {
        String page = get("/").asString();
        int at = page.indexOf("/assets/") + "/assets/".length();
        return page.substring(at, page.indexOf('"', at));
    }

    private static Response get(String path) {
        return given().get(path);
    }

    private static JsonNode json(Response answer) throws IOException {
        return new ObjectMapper().readTree(answer.asString());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }

    /** Publication follows the commit; how soon is measured elsewhere. */
    private static void soon(BooleanSupplier holds) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not published in time");
            Thread.onSpinWait();
        }
    }
}
