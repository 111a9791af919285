package headsup.goodwill;

import static headsup.Cast.admin;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of the policy: seen, made, previewed, put in force, and replayed. Here version 1 is in force to begin with. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class PoliciesDoorTest {

    /** Onset, six half hours, a broken word, five silences: a silent total outage of so long under version 1. */
    private static final Duration SILENT = Duration.ofMinutes(190);

    private static final int SILENT_COSTS = -10 - 12 - 10 - 10;

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    Session database;

    @Inject
    AgroalDataSource source;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @BeforeEach
    void byVersionOne() {
        Cast.priceBy(1);
    }

    @AfterEach
    void backToVersionTwo() {
        Cast.priceBy(2);
    }

    @Test
    void versionTwoStandsBesideItFromTheStartAndIsInForceInANewInstallation() throws SQLException {
        JsonPath second = admin().get("/api/v1/goodwill/policies/2").jsonPath();
        assertEquals("default", second.getString("name"));
        assertEquals("headsup", second.getString("createdBy"));
        assertEquals(
                JsonPath.from(PolicyDocument.of(Policy.standard2()).toString()).getMap("$"), second.getMap("document"));
        assertEquals(
                List.of("1 headsup", "2 headsup"),
                activations(source.getConnection()).subList(0, 2));
    }

    /** What has booked, or has only declared, keeps what it has until somebody has seen the preview. */
    @ParameterizedTest
    @CsvSource({
        "SELECT 1, 2, 2",
        "INSERT INTO fact_of_old, 2, 1",
        "INSERT INTO entry_of_old, 2, 1",
        "INSERT INTO policy_of_old, 3, 2"
    })
    void anInstallationThatHasBookedKeepsItsVersion(String history, int builtIn, int inForce) throws SQLException {
        String name = "upgrade_" + Cast.unique("x").replace('-', '_');
        try (Connection all = source.getConnection();
                Statement make = all.createStatement()) {
            make.execute("CREATE DATABASE " + name);
        }
        String there = url.replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
        Flyway.configure()
                .dataSource(there, user, password)
                .target("118")
                .load()
                .migrate();
        try (Connection old = DriverManager.getConnection(there, user, password);
                Statement before = old.createStatement()) {
            before.execute(OF_OLD.getOrDefault(history, history));
        }
        Flyway.configure().dataSource(there, user, password).load().migrate();
        try (Connection now = DriverManager.getConnection(there, user, password);
                Statement look = now.createStatement();
                ResultSet second =
                        look.executeQuery("SELECT document::jsonb->>'rules' FROM policy WHERE version = " + builtIn)) {
            assertTrue(second.next());
            assertEquals("2", second.getString(1));
            assertTrue(activations(now).getLast().startsWith(inForce + " "));
        }
    }

    private static final Map<String, String> OF_OLD =
            Map.of("INSERT INTO fact_of_old", """
            INSERT INTO posting (fact, recorded_at, entries, total, house) VALUES ('x', now(), 0, 0, 0);
            INSERT INTO customer (ref, name, channel, weight, created_at, updated_at) VALUES ('a', 'A', 'EMAIL', 1, now(), now());
            INSERT INTO relationship_fact (customer_id, at, details, recorded_at) SELECT id, now(), '{}', now() FROM customer""", "INSERT INTO entry_of_old", """
            INSERT INTO posting (fact, recorded_at, entries, total, house) VALUES ('x', now(), 1, -1, 1);
            INSERT INTO reason (because) VALUES ('x');
            INSERT INTO entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, policy)
              SELECT p.id, 1, r.id, 1, -1, -1, 0, 0, false, 'x', 'silence', 'default/1' FROM posting p, reason r""", "INSERT INTO policy_of_old", """
            INSERT INTO policy SELECT 2, 'own', document, now(), 'us' FROM policy;
            INSERT INTO policy_activation (version, activated_at, activated_by) VALUES (2, now(), 'us')""");

    private static List<String> activations(Connection database) throws SQLException {
        List<String> activations = new ArrayList<>();
        try (database;
                Statement look = database.createStatement();
                ResultSet row =
                        look.executeQuery("SELECT version || ' ' || activated_by FROM policy_activation ORDER BY id")) {
            while (row.next()) {
                activations.add(row.getString(1));
            }
        }
        return activations;
    }

    @Test
    void versionOneStandsFromTheStartAndIsTheStandardPolicy() {
        JsonPath first = admin().get("/api/v1/goodwill/policies/1").jsonPath();
        assertTrue(first.getBoolean("active"));
        assertEquals("default", first.getString("name"));
        assertEquals("headsup", first.getString("createdBy"));
        assertEquals(
                JsonPath.from(PolicyDocument.of(Policy.standard()).toString()).getMap("$"), first.getMap("document"));
        admin().get("/api/v1/goodwill/policies?limit=500")
                .then()
                .statusCode(200)
                .body("items.version", hasItem(1))
                .body("items.find { it.version == 1 }.activatedAt", notNullValue());
    }

    @Test
    void aNewVersionIsShownWithItsPreviewAndIsNotInForce() {
        Map<String, Object> document = document();
        set(document, "tariff", "silence", "critical", -1);
        JsonPath made = admin().body(document)
                .post("/api/v1/goodwill/policies")
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/goodwill/policies/"))
                .body("active", equalTo(false))
                .body("createdBy", equalTo("admin"))
                .body("activatedAt", nullValue())
                .body("preview.against", equalTo("default/1"))
                .extract()
                .jsonPath();
        assertEquals(document, made.getMap("document"));
        int version = made.getInt("version");
        admin().get("/api/v1/goodwill/policies/" + version)
                .then()
                .body("preview.digest", equalTo(made.getString("preview.digest")));
        admin().get("/api/v1/goodwill/policies?limit=1")
                .then()
                .body("items[0].version", equalTo(version))
                .body("next", notNullValue());
        admin().get("/api/v1/audit")
                .then()
                .body("items.find { it.verb == 'policy.created' }.subject", equalTo("default/" + version));
    }

    @Test
    void aWrongDocumentIsRefusedByThePathAndMakesNoVersion() {
        int before = newest();
        Map<String, Object> document = document();
        set(document, "parameters", "grace", "critical", 31);
        admin().body(document)
                .post("/api/v1/goodwill/policies")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_field"))
                .body("errors.field", equalTo(List.of("parameters.grace.critical")));
        admin().body("{\"name\":").post("/api/v1/goodwill/policies").then().statusCode(400);
        assertEquals(before, newest());
    }

    @Test
    void aViewerSeesAndAnAdministratorChanges() {
        RequestSpecification viewer = viewer();
        viewer.get("/api/v1/goodwill/policies/1").then().statusCode(200);
        viewer.body(document()).post("/api/v1/goodwill/policies").then().statusCode(403);
        viewer.body("{}").post("/api/v1/goodwill/policies/1/activation").then().statusCode(403);
        given().get("/api/v1/goodwill/policies").then().statusCode(401);
        admin().get("/api/v1/goodwill/policies/4711").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE policy SET document = '{}' WHERE version = 1",
                "DELETE FROM policy WHERE version = 1",
                "TRUNCATE policy CASCADE",
                "UPDATE policy_activation SET version = 1",
                "DELETE FROM policy_activation"
            })
    void noRowOfAVersionIsEverChanged(String statement) {
        RuntimeException no = assertThrows(RuntimeException.class, () -> QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery(statement).executeUpdate()));
        assertTrue(String.valueOf(no.getMessage()).contains("never changed or deleted"), no.getMessage());
    }

    @Test
    void onlyWhoSawThePreviewAgainstThePolicyInForceMayActivate() {
        int version = create(document());
        String seen = digest(version);
        refused(version, Map.of());
        refused(version, Map.of("seen", "nothing"));
        refused(1, Map.of("seen", seen));
        int other = create(document());
        refused(version, Map.of("seen", digest(other)));
        activate(other);
        refused(version, Map.of("seen", seen));
        activate(version);
        admin().get("/api/v1/goodwill/policies/" + version)
                .then()
                .body("active", equalTo(true))
                .body("activatedBy", equalTo("admin"))
                .body("preview", nullValue());
        admin().get("/api/v1/goodwill/policies/" + other).then().body("active", equalTo(false));
        admin().post("/api/v1/goodwill/policies/4711/activation").then().statusCode(404);
        admin().get("/api/v1/audit")
                .then()
                .body("items[0].verb", equalTo("policy.activated"))
                .body("items[0].subject", equalTo("default/" + version));
    }

    @Test
    void anIncidentKeepsThePolicyOfItsDeclarationAndALaterOneHasTheNew() {
        Outage before = new Outage(1);
        before.awaitBooks();
        int version = create(halfThePrice());
        activate(version);
        Outage after = new Outage(1);
        after.awaitBooks();
        assertEquals(SILENT_COSTS, before.statement().getInt("balance"));
        assertEquals(-10 - 12 - 5 - 5, after.statement().getInt("balance"));
        assertEquals(Set.of("default/1"), before.policies());
        assertEquals(Set.of("default/" + version), after.policies());

        // Booked again after the activation: it was over after an hour, which takes four half hours back.
        before.wasOverAfter(Duration.ofMinutes(60));
        Eventually.holds(
                "the books of the first are mended",
                () -> before.booked()
                                .getList("entries.findAll { it.rule == 'reversal' }")
                                .size()
                        >= 4);
        assertEquals(Set.of("default/1"), before.policies());
        assertEquals(
                List.of(-10), before.statement().getList("entries.findAll { it.rule == 'promise_broken' }.points"));
        admin().get("/api/v1/incidents/" + before.id).then().body("policy", equalTo("default/1"));
        admin().get("/api/v1/goodwill/audit").then().body("ok", equalTo(true));
    }

    @Test
    void thePromiseThatNobodyNamesIsThatOfThePolicyInForce() {
        Map<String, Object> document = document();
        set(document, "parameters", "next", "critical", 45);
        activate(create(document));
        JsonPath incident = admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "message",
                        "We look.",
                        "components",
                        List.of(Map.of("id", Cast.component("Cards"), "status", "major_outage"))))
                .post("/api/v1/incidents")
                .jsonPath();
        Instant said = Instant.parse(incident.getString("updates[0].publishedAt"));
        assertEquals(said.plus(Duration.ofMinutes(45)), Instant.parse(incident.getString("promise.dueAt")));
    }

    @Test
    void thePreviewCountsPastIncidentsBeforeAndAfterAndWhoChangesBand() {
        Outage outage = new Outage(2);
        outage.awaitBooks();
        JsonPath cheaper = admin().get("/api/v1/goodwill/policies/" + create(halfThePrice()))
                .jsonPath();
        Map<String, Object> line = line(cheaper, outage);
        assertEquals(2, line.get("customers"));
        assertEquals(2 * SILENT_COSTS, line.get("before"));
        assertEquals(2 * (-10 - 12 - 5 - 5), line.get("after"));
        assertEquals(0, line.get("changingBand"), "overdrawn is overdrawn");

        JsonPath free =
                admin().get("/api/v1/goodwill/policies/" + create(forNothing())).jsonPath();
        assertEquals(0, line(free, outage).get("after"));
        assertEquals(2, line(free, outage).get("changingBand"), "from overdrawn to thin");
        assertTrue(free.getInt("preview.total.changingBand") >= 2);
        assertEquals(
                free.getList("preview.incidents.before", Integer.class).stream()
                        .mapToInt(Integer::intValue)
                        .sum(),
                free.getInt("preview.total.before"));
    }

    @Test
    void aReplayTellsWhatAnotherPolicyWouldHaveBookedAndBooksNothing() {
        Outage outage = new Outage(2);
        outage.awaitBooks();
        List<Object> entries = outage.statement().getList("entries");
        viewer().body(Map.of("incident", outage.id, "policy", create(halfThePrice())))
                .post("/api/v1/goodwill/replays")
                .then()
                .statusCode(200)
                .body("booked", equalTo("default/1"))
                .body("cohorts.size()", equalTo(1))
                .body("cohorts[0].members", equalTo(2))
                .body("cohorts[0].booked", equalTo(SILENT_COSTS))
                .body("cohorts[0].replayed", equalTo(-32))
                .body("total.members", equalTo(2))
                .body("total.booked", equalTo(2 * SILENT_COSTS))
                .body("total.replayed", equalTo(-64));
        assertEquals(entries, outage.booked().getList("entries"));
    }

    @Test
    void aReplayAtAnotherCadenceHearsNewsEverySoOften() {
        String incident = importedOutage();
        replay(incident, null).body("total.booked", equalTo(-32)).body("total.replayed", equalTo(-32));
        replay(incident, "PT30M")
                .body("cadence", equalTo("PT30M"))
                .body("total.booked", equalTo(-32))
                .body("total.replayed", equalTo(-6));
    }

    @Test
    void aReplayOfNothingIsRefused() {
        String incident = importedOutage();
        refusedReplay(Map.of("incident", "zzzzzzzzzzzz", "policy", 1), 404, "not_found");
        refusedReplay(Map.of("incident", incident, "policy", 4711), 404, "not_found");
        refusedReplay(Map.of("incident", incident), 422, "invalid_field");
        refusedReplay(Map.of("incident", incident, "policy", 1, "cadence", "PT0S"), 422, "invalid_field");
        refusedReplay(Map.of("incident", incident, "policy", 1, "cadence", "PT90S"), 422, "invalid_field");
        refusedReplay(Map.of("incident", incident, "policy", 1, "cadence", "soon"), 422, "invalid_field");
    }

    @Test
    void theDoorsAreDescribed() {
        given().get("/q/openapi?format=json")
                .then()
                .body(containsString("/api/v1/goodwill/policies/{v}/activation"))
                .body(containsString("digest of the preview"))
                .body(containsString("/api/v1/goodwill/replays"));
    }

    /** A total outage that began {@link #SILENT} ago and is declared now; its customers read the page. */
    private final class Outage {
        private final String customer;
        private final String id;
        private final Instant startedAt = Instant.now().minus(SILENT).truncatedTo(ChronoUnit.MINUTES);

        Outage(int customers) {
            String component = Cast.component("Cards");
            customer = reader(component);
            for (int i = 1; i < customers; i++) {
                reader(component);
            }
            id = admin().body(Map.of(
                            "name",
                            "Cards fail",
                            "components",
                            List.of(Map.of("id", component, "status", "major_outage")),
                            "message",
                            "We only see it now.",
                            "startedAt",
                            startedAt.toString(),
                            "nextUpdateIn",
                            "PT30M"))
                    .post("/api/v1/incidents")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id");
        }

        void awaitBooks() {
            Eventually.holds(
                    "the books have it", () -> !booked().getList("entries").isEmpty());
        }

        void wasOverAfter(Duration time) {
            admin().body(Map.of(
                            "status",
                            "resolved",
                            "message",
                            "It was over before.",
                            "restoredAt",
                            startedAt.plus(time).toString()))
                    .post("/api/v1/incidents/" + id + "/updates")
                    .then()
                    .statusCode(201);
        }

        JsonPath booked() {
            bookkeeper.bookWhatIsDue();
            return statement();
        }

        JsonPath statement() {
            return admin().get("/api/v1/customers/{ref}/statement", customer).jsonPath();
        }

        Set<String> policies() {
            return Set.copyOf(statement().getList("entries.policy", String.class));
        }
    }

    private static String reader(String component) {
        String ref = Cast.unique("customer");
        admin().body(Map.of("name", ref, "components", List.of(component), "contacts", List.of(), "channel", "page"))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        return ref;
    }

    /** Critical for three hours; a word after ten minutes, and when it was over. Booked for one customer. */
    private String importedOutage() {
        String name = Cast.unique("Cards");
        String component =
                admin().body(Map.of("name", name)).post("/api/v1/components").path("id");
        String customer = reader(component);
        Instant start = Instant.now().minus(SILENT).truncatedTo(ChronoUnit.MINUTES);
        Map<String, String> change = Map.of("code", component, "name", name, "new_status", "major_outage");
        List<Map<String, Object>> updates = List.of(
                Map.of("status", "resolved", "body", "Over.", "created_at", after(start, 180)),
                Map.of(
                        "status",
                        "investigating",
                        "body",
                        "We look.",
                        "created_at",
                        after(start, 10),
                        "affected_components",
                        List.of(change)));
        String id = admin().body(Map.of(
                        "name", name, "impact", "critical", "started_at", after(start, 0), "incident_updates", updates))
                .post("/api/v1/incidents/import")
                .then()
                .statusCode(201)
                .extract()
                .path("items[0].id");
        Eventually.holds("the books have it", () -> {
            bookkeeper.bookWhatIsDue();
            return -32 == admin().get("/api/v1/customers/" + customer).<Integer>path("balance");
        });
        return id;
    }

    private static String after(Instant start, int minutes) {
        return start.plus(Duration.ofMinutes(minutes)).toString();
    }

    private static ValidatableResponse replay(String incident, @Nullable String cadence) {
        Map<String, Object> question = new HashMap<>(Map.of("incident", incident, "policy", 1));
        question.put("cadence", cadence);
        return admin().body(question).post("/api/v1/goodwill/replays").then().statusCode(200);
    }

    private static void refusedReplay(Map<String, Object> question, int status, String code) {
        admin().body(question)
                .post("/api/v1/goodwill/replays")
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    private static Map<String, Object> line(JsonPath version, Outage outage) {
        return version.getMap("preview.incidents.find { it.incident == '" + outage.id + "' }");
    }

    private static Map<String, Object> document() {
        return admin().get("/api/v1/goodwill/policies/1").jsonPath().getMap("document");
    }

    private static Map<String, Object> halfThePrice() {
        Map<String, Object> document = document();
        set(document, "tariff", "promise_broken", "critical", -5);
        set(document, "tariff", "silence", "critical", -1);
        return document;
    }

    private static Map<String, Object> forNothing() {
        Map<String, Object> document = halfThePrice();
        set(document, "tariff", "promise_broken", "critical", 0);
        set(document, "tariff", "silence", "critical", 0);
        set(document, "tariff", "impact_duration", "critical", 0);
        Map<String, Object> onset = Map.of("critical", 0, "major", 0, "minor", 0);
        table(document, "tariff").put("impact_onset", onset);
        return document;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> table(Map<String, Object> in, String name) {
        return (Map<String, Object>) Objects.requireNonNull(in.get(name));
    }

    private static void set(Map<String, Object> document, String part, String row, String severity, int number) {
        table(table(document, part), row).put(severity, number);
    }

    private static int create(Map<String, Object> document) {
        return admin().body(document)
                .post("/api/v1/goodwill/policies")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
    }

    private static String digest(int version) {
        return admin().get("/api/v1/goodwill/policies/" + version).path("preview.digest");
    }

    private static void activate(int version) {
        admin().body(Map.of("seen", digest(version)))
                .post("/api/v1/goodwill/policies/" + version + "/activation")
                .then()
                .statusCode(200)
                .body("version", equalTo(version))
                .body("active", equalTo(true));
    }

    private static void refused(int version, Map<String, String> activation) {
        admin().body(activation)
                .post("/api/v1/goodwill/policies/" + version + "/activation")
                .then()
                .statusCode(409)
                .body("code", equalTo("illegal_transition"));
    }

    private static int newest() {
        return admin().get("/api/v1/goodwill/policies?limit=1").path("items[0].version");
    }

    private static RequestSpecification viewer() {
        String name = Cast.unique("viewer");
        admin().body(Map.of("name", name, "password", "a long enough password", "role", "viewer"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        return given().auth()
                .preemptive()
                .basic(name, "a long enough password")
                .contentType(io.restassured.http.ContentType.JSON);
    }
}
