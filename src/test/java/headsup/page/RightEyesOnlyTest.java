package headsup.page;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the affected customers may see is on no public door: no route, no file of the snapshot, not in the stream. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class RightEyesOnlyTest {

    /** An incident or maintenance with every word that was said of it. */
    private static final class Told {
        final boolean planned;
        String visibility;
        boolean everPublic;
        String id = "";
        final List<String> words = new ArrayList<>();

        Told(boolean planned, String visibility) {
            this.planned = planned;
            this.visibility = visibility;
            this.everPublic = visibility.equals("public");
        }

        String path() {
            return "/api/v1/" + (planned ? "maintenances/" : "incidents/") + id;
        }
    }

    @Inject
    Publisher publisher;

    @Inject
    Wire wire;

    private final long seed = Long.getLong("headsup.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ByteArrayOutputStream events = new ByteArrayOutputStream();
    private Socket stream = new Socket();

    @BeforeEach
    void listen() throws IOException {
        stream = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        stream.getOutputStream().write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        Thread.ofVirtual().start(this::hear);
        Eventually.holds("the stream is open", () -> heard().contains("heartbeat"));
    }

    @AfterEach
    void leave() throws IOException {
        stream.close();
    }

    @Test
    void noPublicDoorKnowsWhatOnlyTheAffectedMaySee() {
        List<String> components = List.of(Cast.component("Cards"), Cast.component("Payouts"), Cast.component("Search"));
        String customer = Cast.customer(components.get(0), Cast.unique("right") + "@shop.example");
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            all.add(told(components, customer, i % 4 == 3, i % 2 == 0 ? "affected" : "public"));
        }
        all.forEach(this::goOn);
        // Some are shown to others than at first, and go on.
        for (Told one : all) {
            if (random.nextInt(3) == 0) {
                show(one, one.visibility.equals("public") ? "affected" : "public");
                goOn(one);
            }
        }
        Told last = told(components, customer, false, "public");
        all.add(last);
        Eventually.holds("the last word is out", () -> heard().contains(last.id));

        Set<String> secrets = new LinkedHashSet<>();
        Set<String> open = new LinkedHashSet<>();
        for (Told one : all) {
            Set<String> kind = one.visibility.equals("affected") ? secrets : open;
            kind.add(one.id);
            kind.addAll(one.words);
        }
        assertTrue(secrets.size() > 20 && open.size() > 20, "seed " + seed);
        Map<String, String> doors = everyRoute(all);
        doors.forEach((door, text) -> assertNoneOf(secrets, text, door));
        String everything = String.join("\n", doors.values());
        open.forEach(word -> assertTrue(everything.contains(word), () -> "seed " + seed + ": nowhere " + word));

        Eventually.holds("the files tell the last word", () -> files().values().stream()
                .anyMatch(text -> text.contains(last.id)));
        Eventually.holds("the files forget, seed " + seed, () -> files().entrySet().stream()
                .noneMatch(file -> secrets.stream()
                        .anyMatch(secret -> file.getValue().contains(secret)
                                || file.getKey().contains(secret))));
        // Whoever heard of an incident while it was public heard of it; from then on nobody does.
        for (Told one : all) {
            if (!one.everPublic) {
                assertFalse(heard().contains(one.id), () -> "seed " + seed + ": the stream names " + one.id);
            }
        }
    }

    @Test
    void aComponentIsDownOnlyForThoseWhoMaySeeWhy() {
        String component = Cast.component("Cards");
        Told hidden = declared(component, "major_outage", "affected");
        assertLooks(component, "major_outage", "operational");
        Told open = declared(component, "degraded_performance", "public");
        assertLooks(component, "degraded_performance", "degraded_performance");
        resolve(open);
        assertLooks(component, "major_outage", "operational");
        assertEquals(
                "operational",
                RestAssured.get("/incidents/{id}.json", open.id)
                        .path("incident_updates[0].affected_components[0].new_status"),
                "not even where it ended is another told of");
        show(hidden, "public");
        assertLooks(component, "major_outage", "major_outage");
        show(hidden, "affected");
        assertLooks(component, "major_outage", "operational");
        resolve(hidden);
        assertLooks(component, "operational", "operational");
        String bars = nameOf(component) + ", last 90 days: ";
        String page = RestAssured.get("/").asString();
        String summary = page.substring(page.indexOf(bars)).lines().findFirst().orElseThrow();
        assertTrue(summary.contains("100"), () -> "its ninety days know of nothing: " + summary);
    }

    @Test
    void whatIsTakenOffThePageLeavesItsFilesAndOpenPagesAreTold() {
        Told open = declared(Cast.component("Cards"), "partial_outage", "public");
        Eventually.holds(
                "it is in the files", () -> files().keySet().stream().anyMatch(file -> file.contains(open.id)));
        Eventually.holds("open pages are told", () -> heard().contains(open.id));
        int before = heard().length();
        show(open, "affected");
        Eventually.holds("open pages load anew", () -> heard().substring(before).contains("{\"id\":\"page\""));
        assertFalse(heard().substring(before).contains(open.id));
        RestAssured.get("/incidents/{id}", open.id).then().statusCode(404);
        Eventually.holds("no file is left", () -> files().entrySet().stream()
                .noneMatch(file ->
                        file.getKey().contains(open.id) || file.getValue().contains(open.id)));
        show(open, "public");
        Eventually.holds(
                "it is back", () -> RestAssured.get("/incidents/{id}", open.id).statusCode() == 200);
        Eventually.holds("its files are back", () -> files().keySet().stream()
                .anyMatch(file -> file.contains(open.id + ".cap.xml.gz")));
    }

    @Test
    void whoResumesAfterTheDatabaseWasAwayIsNotToldWhatWasTakenOffThePageMeanwhile() throws IOException {
        Told first = declared(Cast.component("Cards"), "partial_outage", "public");
        Eventually.holds("the first is told", () -> heard().contains(first.id));
        Matcher token =
                Pattern.compile("id: (\\S+)\ndata: \\{\"id\":\"" + first.id).matcher(heard());
        assertTrue(token.find());
        Told second = declared(Cast.component("Cards"), "partial_outage", "public");
        Eventually.holds("the second is told", () -> heard().contains(second.id));
        int before = heard().length();
        wire.disconnect();
        show(second, "affected");
        Eventually.holds("it listens again", () -> heard().substring(before).contains("{\"id\":\"page\""));
        String missed = missedSince(token.group(1));
        assertTrue(missed.contains("{\"id\":\"page\""), missed);
        assertFalse(missed.contains(second.id), missed);
    }

    private static String missedSince(String token) throws IOException {
        try (Socket resumed = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            resumed.setSoTimeout(1_000);
            resumed.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: x\r\nLast-Event-ID: " + token + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream missed = new ByteArrayOutputStream();
            byte[] some = new byte[4096];
            try {
                for (int read = resumed.getInputStream().read(some);
                        read >= 0;
                        read = resumed.getInputStream().read(some)) {
                    missed.write(some, 0, read);
                }
            } catch (SocketTimeoutException nothingMore) {
                // All that was missed comes at once.
            }
            return missed.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void anAddressThatIsNotForTheWorldAnswersAsOneThatIsNobodys() {
        Told hidden = declared(Cast.component("Cards"), "partial_outage", "affected");
        declared(Cast.component("Cards"), "partial_outage", "public");
        for (String path :
                List.of("/incidents/%s", "/incidents/%s.json", "/incidents/%s.cap.xml", "/maintenances/%s")) {
            var ours = given().accept("text/html").get(path.formatted(hidden.id));
            var nobodys = given().accept("text/html").get(path.formatted("zzzzzzzzzzzz"));
            assertEquals(nobodys.statusCode(), ours.statusCode(), path);
            assertEquals(nobodys.asString(), ours.asString(), path);
        }
        given().queryParam("incident", hidden.id).get("/subscribe").then().statusCode(404);
        assertEquals(asking("zzzzzzzzzzzz"), asking(hidden.id));
    }

    private static int asking(String incident) {
        int status = given().formParams("incident", incident, "email", Cast.unique("anyone") + "@shop.example")
                .post("/subscribe")
                .statusCode();
        assertTrue(status >= 400, "nothing to ask for");
        return status;
    }

    @Test
    void visibilityIsChangedAloneOrWithWhatElseIsWrong() {
        Told open = declared(Cast.component("Cards"), "partial_outage", "public");
        admin().body(Map.of()).patch(open.path()).then().statusCode(422).body("code", equalTo("invalid_field"));
        admin().body(Map.of("visibility", "nobody")).patch(open.path()).then().statusCode(422);
        admin().body(Map.of("visibility", "affected"))
                .patch(open.path())
                .then()
                .statusCode(200)
                .body("visibility", equalTo("affected"))
                .body("updates.size()", equalTo(1));
        admin().queryParam("verb", "incident.visibility_changed")
                .get("/api/v1/audit")
                .then()
                .body("items.find { it.subject == '" + open.id + "' }.detail", equalTo("affected"));
    }

    private Told told(List<String> components, String customer, boolean planned, String visibility) {
        Told told = new Told(planned, visibility);
        String component = components.get(random.nextInt(components.size()));
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("name", word(told));
        draft.put("message", sentence(told));
        draft.put("translations", Map.of("de", Map.of("name", word(told), "message", sentence(told))));
        if (visibility.equals("affected") && random.nextBoolean()) {
            draft.put("audience", Map.of("customers", List.of(customer)));
        } else if (visibility.equals("affected") || random.nextBoolean()) {
            draft.put("visibility", visibility);
        }
        if (planned) {
            Instant from = Instant.now().plus(1 + random.nextInt(40), ChronoUnit.DAYS);
            draft.put("components", List.of(component));
            draft.put("scheduledFor", from.toString());
            draft.put("scheduledUntil", from.plus(1, ChronoUnit.HOURS).toString());
        } else {
            draft.put("components", List.of(Map.of("id", component, "status", status())));
            draft.put(
                    "startedAt",
                    Instant.now()
                            .minus(random.nextInt(60 * 24 * 60), ChronoUnit.MINUTES)
                            .toString());
        }
        told.id = admin().body(draft)
                .post("/api/v1/" + (planned ? "maintenances" : "incidents"))
                .then()
                .statusCode(201)
                .body("visibility", equalTo(visibility))
                .extract()
                .path("id");
        return told;
    }

    /** More words, an edit, the end, what caused it: whatever chance brings. */
    private void goOn(Told told) {
        String status = admin().get(told.path()).path("status");
        if (told.planned) {
            if (status.equals("scheduled")) {
                said(told, "/updates", Map.of("status", "scheduled", "message", sentence(told)));
            }
            if (status.equals("scheduled") && random.nextInt(4) == 0) {
                said(told, "/cancellation", Map.of("message", sentence(told)));
            }
            return;
        }
        if (!status.equals("resolved") && !status.equals("postmortem")) {
            boolean over = random.nextInt(3) == 0;
            said(told, "/updates", Map.of("status", over ? "resolved" : "identified", "message", sentence(told)));
            if (over && random.nextBoolean()) {
                said(told, "/root-cause", Map.of("message", sentence(told)));
            }
        }
        String update = admin().get(told.path()).path("updates[0].id");
        admin().body(Map.of("message", sentence(told)))
                .patch(told.path() + "/updates/" + update)
                .then()
                .statusCode(200);
    }

    private static void said(Told told, String below, Map<String, Object> words) {
        admin().body(words).post(told.path() + below).then().statusCode(201);
    }

    private static void show(Told told, String visibility) {
        admin().body(Map.of("visibility", visibility)).patch(told.path()).then().statusCode(200);
        told.visibility = visibility;
        told.everPublic |= visibility.equals("public");
    }

    private static Told declared(String component, String status, String visibility) {
        Told told = new Told(false, visibility);
        told.id = admin().body(Map.of(
                        "name",
                        Cast.unique("Right eyes"),
                        "message",
                        "We are looking.",
                        "visibility",
                        visibility,
                        "components",
                        List.of(Map.of("id", component, "status", status))))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return told;
    }

    private static void resolve(Told told) {
        said(told, "/updates", Map.of("status", "resolved", "message", "It works again."));
    }

    private String status() {
        return List.of("degraded_performance", "partial_outage", "major_outage").get(random.nextInt(3));
    }

    /** A word that stands nowhere else, in the shape of any. */
    private String word(Told told) {
        StringBuilder word = new StringBuilder("Q");
        for (int i = 0; i < 14; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        told.words.add(word.toString());
        return word.toString();
    }

    private String sentence(Told told) {
        return "It is " + word(told) + " that fails, *" + word(told) + "*.";
    }

    private static void assertLooks(String component, String toStaff, String toAll) {
        admin().get("/api/v1/components/" + component)
                .then()
                .body("status", equalTo(toStaff))
                .body("publicStatus", equalTo(toAll));
        Eventually.holds(
                "the world sees " + toAll,
                () -> toAll.equals(RestAssured.get("/api/v2/components.json")
                        .path("components.find { it.id == '" + component + "' }.status")));
    }

    private static String nameOf(String component) {
        return admin().get("/api/v1/components/" + component).path("name");
    }

    private void assertNoneOf(Set<String> secrets, String text, String door) {
        secrets.forEach(
                secret -> assertFalse(text.contains(secret), () -> "seed " + seed + ": " + door + " tells " + secret));
    }

    /** Every printed document in every language and coding, every described door, and the addresses of each incident. */
    private Map<String, String> everyRoute(List<Told> all) {
        List<Told> hidden = all.stream()
                .filter(one -> one.visibility.equals("affected"))
                .limit(4)
                .toList();
        Set<String> paths = new LinkedHashSet<>(publisher.published().editions().keySet());
        paths.addAll(Offprints.PATHS);
        Map<String, Map<String, Object>> described =
                given().accept("application/json").get("/q/openapi?format=json").path("paths");
        assertTrue(described.size() > 40);
        for (String path : described.keySet()) {
            if (!path.contains("{")) {
                paths.add(path);
            }
            hidden.forEach(one -> paths.add(path.replaceAll("\\{[^}]*\\}", one.id)));
        }
        for (Told one : all) {
            for (String ending : List.of("", ".json", ".cap.xml", "/broadcast.txt", "/voice.xml")) {
                paths.add("/incidents/" + one.id + ending);
                paths.add("/maintenances/" + one.id + ending);
            }
        }
        paths.remove("/events");
        Map<String, String> answers = new LinkedHashMap<>();
        for (String path : paths) {
            Edition edition = publisher.published().at(path);
            for (Language language :
                    edition != null && edition.speaks() ? Language.values() : new Language[] {Language.EN}) {
                String text = given().header("Accept-Language", language.tag())
                        .accept("*/*")
                        .get(path)
                        .asString();
                // Who asks by a name is told that this name is nobody's.
                answers.put(language.tag() + " " + path, withoutEcho(path, text));
            }
        }
        for (Told one : all) {
            String asked =
                    given().queryParam("incident", one.id).get("/subscribe").asString();
            answers.put("/subscribe?incident=" + one.id, asked);
        }
        return answers;
    }

    private static String withoutEcho(String path, String text) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return path.startsWith("/api/v1") || path.startsWith("/console") ? text.replace(last, "") : text;
    }

    private static Path folder() {
        return Path.of(ConfigProvider.getConfig().getValue("headsup.data-dir", String.class), "snapshot");
    }

    /** Every file of the snapshot by its name, unpacked. */
    private static Map<String, String> files() {
        while (true) {
            Map<String, String> files = new LinkedHashMap<>();
            try (var found = Files.walk(folder())) {
                for (Path file : (Iterable<Path>) found::iterator) {
                    files.put(folder().relativize(file).toString(), Files.isRegularFile(file) ? unpacked(file) : "");
                }
                return files;
            } catch (IOException | UncheckedIOException replacedMeanwhile) {
                Thread.onSpinWait();
            }
        }
    }

    private static String unpacked(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.toString().toLowerCase(Locale.ROOT);
        try (InputStream in = name.endsWith(".gz")
                ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                : name.endsWith(".br")
                        ? new BrotliInputStream(new ByteArrayInputStream(bytes))
                        : new ByteArrayInputStream(bytes)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void hear() {
        try (InputStream in = stream.getInputStream()) {
            byte[] some = new byte[4096];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                synchronized (events) {
                    events.write(some, 0, read);
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private String heard() {
        synchronized (events) {
            return events.toString(StandardCharsets.UTF_8);
        }
    }
}
