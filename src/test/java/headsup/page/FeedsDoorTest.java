package headsup.page;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Every document is read back by another hand than wrote it: ROME, biweekly, the schema of OASIS. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class FeedsDoorTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)> & \"q\" ]]> {head.site} 🚇 ";
    private static final Map<String, String> TYPES = Map.of(
            "/history.atom", "application/atom+xml;charset=utf-8",
            "/history.rss", "application/rss+xml;charset=utf-8",
            "/updates.atom", "application/atom+xml;charset=utf-8",
            "/cap.atom", "application/atom+xml;charset=utf-8",
            "/maintenance.ics", "text/calendar;charset=utf-8",
            "/badge.svg", "image/svg+xml;charset=utf-8",
            "/embed.js", "text/javascript;charset=utf-8");

    @Inject
    Archive archive;

    @Inject
    PageSettings settings;

    @Inject
    Assets assets;

    @Test
    void eachIsServedToEverybodyWithATagAndHeaders() {
        Eventually.holds("the page is published", () -> get("/cap.atom").statusCode() == 200);
        assertEquals(Offprints.PATHS, TYPES.keySet());
        TYPES.forEach((path, type) -> {
            Response head = given().head(path);
            head.then()
                    .statusCode(200)
                    .header("Content-Type", type.replace(";", "; "))
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Cross-Origin-Resource-Policy", "cross-origin")
                    .body(emptyString());
            given().post(path).then().statusCode(405);
        });
        String tag = get("/embed.js").header("ETag");
        given().header("If-None-Match", tag)
                .get("/embed.js")
                .then()
                .statusCode(304)
                .body(emptyString());
    }

    @Test
    void theClassicFeedsTellAStoryInOneEntryWhoseIdStays() throws FeedException {
        String name = HOSTILE + Cast.unique("Cards");
        String id = declare(name, "We are <b>looking</b>.\u0001");
        SyndEntry first = Objects.requireNonNull(entry("/history.atom", name));
        assertEquals("tag:localhost,2005:Incident/" + Long.parseLong(id, 36), first.getUri());
        assertTrue(first.getLink().endsWith("/incidents/" + id));
        post(id, "investigating", "Still looking.");
        post(id, "resolved", "It works.");
        awaitIn("/history.atom", "It works.");
        SyndEntry last = Objects.requireNonNull(entry("/history.atom", name));
        assertEquals(first.getUri(), last.getUri());
        assertTrue(last.getPublishedDate().compareTo(first.getPublishedDate()) >= 0);
        String html = last.getContents().get(0).getValue();
        assertFalse(html.contains("<b>"), html);
        assertTrue(html.contains("<strong>Resolved</strong> - It works."), html);
        assertTrue(html.contains("<strong>Update</strong> - Still looking."), html);
        assertTrue(html.indexOf("Resolved") < html.indexOf("<strong>Investigating</strong>"), html);
        assertTrue(html.contains("<var data-var='date'>"), html);
        SyndEntry rss = Objects.requireNonNull(entry("/history.rss", name.strip()));
        assertTrue(rss.getUri().endsWith("/incidents/" + id));
        assertEquals(html, rss.getDescription().getValue());
        assertEquals(last.getPublishedDate(), rss.getPublishedDate());
    }

    @Test
    void everyUpdateIsAnEntryAndAnEditMovesItsTimeButNotItsId() throws FeedException {
        String name = Cast.unique("Cards");
        String id = declare(name, "Half of the cards fail.");
        SyndEntry first = Objects.requireNonNull(entry("/updates.atom", "Investigating: " + name));
        assertTrue(first.getContents().get(0).getValue().contains("Next update by"));
        post(id, "resolved", "It works.");
        SyndEntry second = Objects.requireNonNull(entry("/updates.atom", "Resolved: " + name));
        assertFalse(first.getUri().equals(second.getUri()));
        String update = admin().get("/api/v1/incidents/" + id).path("updates[1].id");
        admin().body(Map.of("message", "A tenth of the cards fail."))
                .patch("/api/v1/incidents/{id}/updates/{uid}", id, update)
                .then()
                .statusCode(200);
        awaitIn("/updates.atom", "A tenth of the cards fail.");
        SyndEntry edited = Objects.requireNonNull(entry("/updates.atom", "Investigating: " + name));
        assertEquals(first.getUri(), edited.getUri());
        assertEquals(first.getPublishedDate(), edited.getPublishedDate());
        assertTrue(edited.getUpdatedDate().compareTo(first.getUpdatedDate()) >= 0);
    }

    @Test
    void alertsKeepTheSchemaAndReferToThoseBefore() throws Exception {
        String name = HOSTILE + Cast.unique("Cards");
        String id = declare(name, "We are looking. \u0001 <x>");
        Document first = alert(id, 1);
        assertEquals("Alert", text(first, "msgType"));
        assertEquals("Moderate", text(first, "severity"));
        assertEquals("Immediate", text(first, "urgency"));
        assertEquals("Investigating: " + name.strip(), text(first, "headline"));
        assertEquals(4, first.getElementsByTagName("info").getLength());
        post(id, "monitoring", "It looks better.");
        Document second = alert(id, 2);
        assertEquals("Update", text(second, "msgType"));
        assertEquals(reference(first), text(second, "references"));
        post(id, "resolved", "It works.");
        Document third = alert(id, 3);
        assertEquals("Cancel", text(third, "msgType"));
        assertEquals("AllClear", text(third, "responseType"));
        assertEquals("Past", text(third, "urgency"));
        assertEquals(reference(first) + " " + reference(second), text(third, "references"));
        SyndEntry listed = Objects.requireNonNull(entry("/cap.atom", "Resolved: " + name.strip()));
        assertTrue(listed.getUri().endsWith("Alert/" + id + ".3"), listed.getUri());
        assertTrue(listed.getLink().endsWith("/incidents/" + id + ".cap.xml"));
    }

    @Test
    void everyDoorTellsTheEstimateAndWhatItWasMovedFrom() throws Exception {
        String name = Cast.unique("Cards");
        String id = declare(name, "We are looking.");
        Instant first = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = first.plus(Duration.ofDays(2));
        expect(id, Map.of("estimateAt", first.toString()));
        awaitIn("/incidents/" + id + ".json", "Expected to be fixed by");
        expect(id, Map.of("estimateAt", second.toString()));
        String sentence = "Expected to be fixed by " + utc(second) + ", moved from " + utc(first) + ".";
        for (String path : List.of("/history.atom", "/history.rss", "/updates.atom")) {
            awaitIn(path, sentence);
        }
        awaitIn("/incidents/" + id + ".json", "We know more.\\n\\n" + sentence);
        awaitIn("/api/v2/incidents/unresolved.json", sentence);
        Document alert = alert(id, 3);
        assertTrue(text(alert, "description").contains(sentence), text(alert, "description"));
        awaitIn("/incidents/" + id + ".cap.xml", "<valueName>expectedToBeFixedBy</valueName>");
        awaitIn("/incidents/" + id + ".cap.xml", "<valueName>movedFrom</valueName>");
        for (Language language : Language.values()) {
            String page = given().header("Accept-Language", language.tag())
                    .get("/incidents/" + id)
                    .asString();
            Chrome chrome = Chrome.in(language);
            assertTrue(
                    page.contains("<strong>" + chrome.before("estimate.standing") + "<time datetime=\"" + second),
                    page);
            assertTrue(page.contains(chrome.before("estimate.moved") + "<time datetime=\"" + first), page);
            assertTrue(alert.getDocumentElement().getTextContent().contains(chrome.before("estimate.standing")));
        }
        expect(id, Map.of("estimateUnknown", true));
        awaitIn(
                "/updates.atom",
                "We do not know yet when it will be fixed. We had expected it by " + utc(second) + ".");
        awaitIn("/", Chrome.in(Language.EN).before("estimate.withdrawn"));
        post(id, "resolved", "It works.");
        Eventually.holds("it is gone", () -> !get("/incidents/" + id).asString().contains("class=\"estimate"));
    }

    private static void expect(String id, Map<String, Object> estimate) {
        Map<String, Object> body = new HashMap<>(Map.of("status", "identified", "message", "We know more."));
        body.putAll(estimate);
        admin().body(body).post("/api/v1/incidents/{id}/updates", id).then().statusCode(201);
    }

    private static String utc(Instant at) {
        return new Times(Language.EN, ZoneId.of("Etc/UTC"), Instant.now())
                .inZone(at)
                .text();
    }

    @Test
    void equalFactsAreEqualBytesWheneverAndByWhomeverTheyArePrinted() {
        String id = declare(HOSTILE + Cast.unique("Cards"), "We are looking.");
        post(id, "identified", "We know.");
        Instant now = Instant.now();
        Snapshot first = new Press(settings, assets).print(archive.all(), now);
        Snapshot second = new Press(settings, assets).print(archive.all(), now.plus(Duration.ofHours(1)));
        List<String> paths = new ArrayList<>(Offprints.PATHS);
        paths.add("/incidents/" + id + ".cap.xml");
        for (String path : paths) {
            Leaf once = Objects.requireNonNull(first.at(path), path).in(Language.EN);
            Leaf again = Objects.requireNonNull(second.at(path), path).in(Language.EN);
            assertEquals(once, again, path);
        }
    }

    @Test
    void theCalendarHoldsAMaintenanceThatMovesAndIsCancelledUnderOneId() throws Exception {
        String name = HOSTILE + "a,b;c\\n " + "Zürich ".repeat(12) + Cast.unique("Upgrade");
        Instant from = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        String id = admin().body(Map.of(
                        "name",
                        name,
                        "scheduledFor",
                        from.toString(),
                        "scheduledUntil",
                        from.plusSeconds(3600).toString(),
                        "message",
                        "We upgrade,\nslowly."))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        VEvent announced = event(id, "SEQUENCE:0");
        assertEquals("HeadsUp: " + name, announced.getSummary().getValue());
        assertEquals(from, announced.getDateStart().getValue().toInstant());
        assertEquals(from.plusSeconds(3600), announced.getDateEnd().getValue().toInstant());
        assertTrue(announced.getDescription().getValue().startsWith("We upgrade,\nslowly.\n\n"));
        assertTrue(announced.getStatus().isConfirmed());
        admin().body(Map.of("scheduledFor", from.plusSeconds(60).toString(), "message", "A minute later."))
                .patch("/api/v1/maintenances/" + id)
                .then()
                .statusCode(200);
        VEvent moved = event(id, "SEQUENCE:1");
        assertEquals(from.plusSeconds(60), moved.getDateStart().getValue().toInstant());
        admin().body(Map.of("message", "Not now."))
                .post("/api/v1/maintenances/{id}/cancellation", id)
                .then()
                .statusCode(201);
        VEvent cancelled = event(id, "SEQUENCE:2");
        assertTrue(cancelled.getStatus().isCancelled());
        SyndEntry told = Objects.requireNonNull(entry("/history.rss", name));
        String html = told.getDescription().getValue();
        assertTrue(html.startsWith("<p><strong>THIS IS A SCHEDULED EVENT "), html);
        assertTrue(html.contains("<strong>Cancelled</strong> - Not now."), html);
        assertEquals("Cancel", text(alert(id, 3), "msgType"));
    }

    /** The event of this id, once the calendar says so of it; it is one line's length at most. */
    private static VEvent event(String id, String line) {
        AtomicReference<VEvent> found = new AtomicReference<>();
        Eventually.holds(line + " of " + id, () -> {
            String text = get("/maintenance.ics").asString();
            text.lines().forEach(l -> assertTrue(l.getBytes(StandardCharsets.UTF_8).length <= 75, l));
            ICalendar calendar = Biweekly.parse(text).first();
            assertEquals("PUBLISH", calendar.getMethod().getValue());
            calendar.getEvents().stream()
                    .filter(e -> e.getUid().getValue().equals(id))
                    .filter(e -> line.equals("SEQUENCE:" + e.getSequence().getValue()))
                    .forEach(found::set);
            return found.get() != null;
        });
        return Objects.requireNonNull(found.get());
    }

    @Test
    void theBadgeSaysItsStateFirst() throws Exception {
        declare(Cast.unique("Cards"), "We are looking.");
        Eventually.holds(
                "the badge is published", () -> get("/badge.svg").asString().contains("impact · HeadsUp"));
        Document badge = xml().parse(new ByteArrayInputStream(get("/badge.svg").asByteArray()));
        assertTrue(badge.getElementsByTagName("title").item(0).getTextContent().endsWith(" impact · HeadsUp"));
        assertEquals("img", badge.getDocumentElement().getAttribute("role"));
    }

    @Test
    void thePageShowsTheWayToThemAndSaysItsStateToWhoPassesItOn() {
        String name = HOSTILE + Cast.unique("Cards");
        String id = declare(name, "We are \"looking\" & <waiting>.");
        awaitIn("/history.atom", name.substring(name.length() - 12));
        Eventually.holds("the page is published", () -> get("/incidents/" + id).statusCode() == 200);
        Response page = get("/incidents/" + id);
        page.then().body("html.head.meta.find { it.@property == 'og:type' }.@content", equalTo("website"));
        String html = page.asString();
        assertTrue(html.contains("<meta property=\"og:description\" content=\"Investigating: We are &quot;looking&quot;"
                + " &amp; &lt;waiting&gt;.\">"));
        assertTrue(html.contains("/incidents/" + id + "\">"));
        for (String path : List.of("/history.atom", "/history.rss", "/updates.atom", "/maintenance.ics")) {
            assertTrue(html.contains("href=\"" + path + "\""), path);
        }
    }

    @Test
    void theyStandAsFilesAndAreFoundAgain() {
        String id = declare(Cast.unique("Cards"), "We are looking.");
        String alert = "/incidents/" + id + ".cap.xml";
        Eventually.holds("the alert is published", () -> get(alert).statusCode() == 200);
        Path root = Path.of(ConfigProvider.getConfig().getValue("headsup.data-dir", String.class), "snapshot");
        Eventually.holds("it stands as a file", () -> Files.exists(root.resolve(alert.substring(1))));
        Snapshot again = new Shelf(root).last();
        for (String path :
                List.of("/updates.atom", "/history.rss", "/maintenance.ics", "/badge.svg", "/embed.js", alert)) {
            Leaf leaf = Objects.requireNonNull(again.at(path), path).in(Language.EN);
            assertEquals(get(path).header("Content-Type"), leaf.type().toString(), path);
        }
    }

    private static String reference(Document alert) {
        return text(alert, "sender") + "," + text(alert, "identifier") + "," + text(alert, "sent");
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    /** Once it is the message of the update of this number, and valid. */
    private static Document alert(String id, int number) throws Exception {
        String path = "/incidents/" + id + ".cap.xml";
        awaitIn(path, "<identifier>" + id + "." + number + "</identifier>");
        byte[] bytes = get(path).asByteArray();
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(FeedsDoorTest.class.getResource("/cap/CAP-v1.2.xsd"));
        schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(bytes)));
        return xml().parse(new ByteArrayInputStream(bytes));
    }

    private static DocumentBuilder xml() throws Exception {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    }

    /** The entry of this title, once it is there. */
    private static @Nullable SyndEntry entry(String path, String title) throws FeedException {
        Function<SyndFeed, @Nullable SyndEntry> find = feed -> feed.getEntries().stream()
                .filter(e -> e.getTitle().strip().equals(title.strip()))
                .findFirst()
                .orElse(null);
        Eventually.holds(title + " in " + path, () -> {
            try {
                return find.apply(feed(path)) != null;
            } catch (FeedException broken) {
                throw new AssertionError(broken);
            }
        });
        return find.apply(feed(path));
    }

    private static SyndFeed feed(String path) throws FeedException {
        return new SyndFeedInput().build(new StringReader(new String(get(path).asByteArray(), StandardCharsets.UTF_8)));
    }

    private static String declare(String name, String message) {
        return admin().body(Map.of(
                        "name",
                        name,
                        "components",
                        List.of(Map.of("id", Cast.component("Cards"), "status", "partial_outage")),
                        "message",
                        message,
                        "nextUpdateIn",
                        "PT30M"))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void post(String id, String status, String message) {
        admin().body(Map.of("status", status, "message", message))
                .post("/api/v1/incidents/{id}/updates", id)
                .then()
                .statusCode(201);
    }

    private static void awaitIn(String path, String words) {
        Eventually.holds(words + " in " + path, () -> get(path).asString().contains(words));
    }

    private static Response get(String path) {
        return given().get(path);
    }
}
