package headsup.goodwill;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import headsup.audience.Contacts;
import headsup.incident.MaintenanceWatch;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The books know what was so for this customer, then (goodwill policy, section 11, rules 1, 3, 8 and 9). */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class FactsThenDoorTest {

    @Inject
    MovableClock clock;

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    Session database;

    @Inject
    Contacts contacts;

    @Inject
    Cohorts cohorts;

    @Inject
    MaintenanceWatch maintenances;

    private String cards = "";
    private String fibre = "";
    private String town = "";
    private String country = "";
    private String both = "";

    @BeforeEach
    void twoLinesAndWhoDependsOnThem() {
        clock.jumpTo(clock.instant().plus(Duration.ofDays(100)).truncatedTo(ChronoUnit.MINUTES));
        cards = Cast.component("Cards");
        fibre = Cast.component("Fibre");
        town = customer("page", cards);
        country = customer("page", fibre);
        both = customer("page", cards, fibre);
    }

    @Test
    void eachPaysForTheComponentsItDependsOnAndReadsOfThoseAlone() {
        String id = declare(Map.of(), state(cards, "degraded_performance"), state(fibre, "major_outage"));
        later(2);
        booked(town, "impact_onset");
        assertEquals(-1, points(town, "impact_onset"));
        assertEquals(-10, points(booked(country, "impact_onset"), "impact_onset"));
        assertEquals(-10, points(booked(both, "impact_onset"), "impact_onset"));
        assertTrue(sentence(town).contains("Cards-") && sentence(town).contains("minor"), sentence(town));
        for (String other : List.of(country, both)) {
            assertFalse(sentence(other).contains("Cards-"), sentence(other));
            assertTrue(sentence(other).contains("Fibre-") && sentence(other).contains("critical"), sentence(other));
        }
        assertFalse(sentence(town).contains("Fibre-"), sentence(town));
        later(8);
        say(id, "identified", Map.of(), state(cards, "operational"));
        later(40);
        booked(country, "impact_duration");
        assertFalse(rules(town).contains("impact_duration"), "theirs worked");
        dependsOn(town, "page", fibre);
        resolve(id);
        later(2);
        booked(country, "resolved_told");
        assertEquals(-1, points(town, "impact_onset"), "what they depend on today is no matter");
        assertFalse(rules(town).contains("impact_duration"));
        audited();
    }

    @Test
    void anotherIncidentCoversWhomItHitsWorse() {
        declare(Map.of("notify", false), state(cards, "degraded_performance"), state(fibre, "major_outage"));
        later(3);
        String id = declare(Map.of(), state(cards, "partial_outage"), state(fibre, "partial_outage"));
        later(2);
        regroup(id);
        assertTrue(facts(id, town).contains("[\"minor\", ") || facts(id, town).contains("\"minor\""), facts(id, town));
        assertFalse(facts(id, town).contains("critical"), facts(id, town));
        assertTrue(facts(id, country).contains("critical"), facts(id, country));
        assertFalse(facts(id, town).contains("prior"), "what hit them was minor");
        assertTrue(facts(id, country).contains("\"prior\": true"), facts(id, country));
    }

    @Test
    void aYoungerIncidentIsNotRepricedWhenTheOlderOneWorsens() {
        String older = declare(Map.of(), state(cards, "degraded_performance"));
        later(5);
        String younger = declare(Map.of(), state(cards, "degraded_performance"));
        later(5);
        say(older, "identified", Map.of(), state(cards, "major_outage"));
        later(2);
        regroup(younger);
        assertFalse(facts(younger, town).contains("prior"), facts(younger, town));
        resolve(older);
        later(5);
        String third = declare(Map.of(), state(cards, "degraded_performance"));
        later(2);
        regroup(third);
        assertTrue(facts(third, town).contains("\"prior\": true"), "it was critical before it was restored");
        audited();
    }

    @Test
    void whatFailsAfterItWasRestoredReachesTheBooks() {
        String id = declare(Map.of(), state(cards, "partial_outage"));
        later(20);
        say(id, "monitoring", Map.of("restoredAt", clock.instant().toString()), state(cards, "operational"));
        later(10);
        Instant again = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        say(id, "monitoring", Map.of(), state(cards, "partial_outage"));
        later(35);
        JsonPath books = booked(town, "reopened");
        assertEquals(-6, points(books, "reopened"));
        assertTrue(rules(town).contains("impact_duration"), "and it lasts");
        assertTrue(books.getList("entries.effectiveAt", String.class).stream()
                .anyMatch(at -> Instant.parse(at).equals(again)));
        audited();
    }

    @Test
    void whenItWasRestoredCanBeCorrectedAfterTheEnd() {
        Instant start = clock.instant();
        String id = declare(Map.of(), state(cards, "partial_outage"));
        correct(id, Map.of("restoredAt", start.toString())).statusCode(409).body("code", equalTo("illegal_transition"));
        later(65);
        resolve(id);
        later(2);
        booked(town, "resolved_told");
        assertEquals(2, count(town, "impact_duration"));
        correct(
                        id,
                        Map.of(
                                "restoredAt",
                                clock.instant().plus(Duration.ofHours(1)).toString()))
                .statusCode(422)
                .body("errors.field", hasItem("restoredAt"));
        correct(id, Map.of("restoredAt", start.minus(Duration.ofMinutes(1)).toString()))
                .statusCode(422)
                .body("errors.field", hasItem("restoredAt"));
        correct(id, Map.of()).statusCode(422);
        correct(id, Map.of("restoredAt", start.plus(Duration.ofMinutes(31)).toString()))
                .statusCode(200);
        Eventually.holds("half an hour is taken back", () -> {
            bookkeeper.bookWhatIsDue();
            return count(town, "impact_duration") == 1;
        });
        assertFalse(rules(town).contains("resolved_told"), "it was told half an hour late");
        admin().get("/api/v1/audit?verb=incident.restoration_corrected").then().body("items.subject", hasItem(id));
        audited();
    }

    @Test
    void theStartIsNeverMovedBehindWordsThatReachedAnybody() {
        Instant start = clock.instant().minus(Duration.ofMinutes(30));
        String id = declare(Map.of("startedAt", start.toString()), state(cards, "degraded_performance"));
        Instant told = clock.instant();
        admin().body(Map.of(
                        "customer",
                        town,
                        "connected",
                        true,
                        "note",
                        "We rang.",
                        "at",
                        told.minus(Duration.ofMinutes(20)).toString()))
                .post("/api/v1/incidents/{id}/calls", id)
                .then()
                .statusCode(201);
        later(20);
        say(id, "identified", Map.of(), state(cards, "major_outage"));
        correct(id, Map.of("startedAt", told.plus(Duration.ofMinutes(10)).toString()))
                .statusCode(422)
                .body("errors.field", hasItem("startedAt"));
        correct(id, Map.of("startedAt", told.minus(Duration.ofMinutes(15)).toString()))
                .statusCode(422)
                .body("errors.field", hasItem("startedAt"));
        correct(id, Map.of("startedAt", told.minus(Duration.ofMinutes(25)).toString()))
                .statusCode(200);
    }

    @Test
    void howACustomerWishedToHearIsAFactAtPublication() {
        String reader = customer("page", cards);
        String writtenTo = customer("email", cards);
        String id = declare(Map.of("notify", false), state(cards, "partial_outage"));
        later(2);
        booked(reader, "first_word");
        dependsOn(reader, "email", cards);
        dependsOn(writtenTo, "page", cards);
        later(1);
        say(id, "identified", Map.of("notify", false));
        later(2);
        regroup(id);
        assertTrue(facts(id, reader).contains("\"heard\": [[1, "), facts(id, reader));
        assertFalse(facts(id, reader).contains("[2, "), "it waits for letters now");
        assertTrue(
                facts(id, writtenTo).contains("\"heard\": [[2, "),
                "the first update never came to it: " + facts(id, writtenTo));
        assertTrue(rules(reader).contains("first_word"));
        audited();
    }

    @Test
    void whoUnsubscribedIsNotBookedAsHavingReadWhatStoodOnNoPage() {
        String silent = customer("email", cards);
        long contact = admin().get("/api/v1/customers/" + silent).jsonPath().getLong("contacts[0].id");
        contacts.unsubscribe(contacts.byIds(List.of(contact)).get(0).token());
        String shown = declare(Map.of(), state(cards, "partial_outage"));
        String hidden = declare(Map.of("visibility", "affected"), state(cards, "partial_outage"));
        later(2);
        regroup(shown);
        regroup(hidden);
        assertTrue(facts(shown, silent).contains("\"heard\": [[1, "), facts(shown, silent));
        assertFalse(facts(hidden, silent).contains("\"heard\": "), facts(hidden, silent));
        resolve(shown);
        resolve(hidden);
        later(2);
        regroup(shown);
        regroup(hidden);
        audited();
    }

    @Test
    void aWindowThatStoodOnNoPageIsToldToNobodyWhoUnsubscribed() {
        String silent = customer("email", cards);
        long contact = admin().get("/api/v1/customers/" + silent).jsonPath().getLong("contacts[0].id");
        contacts.unsubscribe(contacts.byIds(List.of(contact)).get(0).token());
        Instant from = clock.instant().plus(Duration.ofHours(2));
        String planned = admin().body(Map.of(
                        "name",
                        "New disks",
                        "components",
                        List.of(cards),
                        "message",
                        "We change disks.",
                        "visibility",
                        "affected",
                        "scheduledFor",
                        from.toString(),
                        "scheduledUntil",
                        from.plus(Duration.ofHours(2)).toString()))
                .post("/api/v1/maintenances")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        later(130);
        maintenances.turnWhatIsDue();
        String within = declare(Map.of(), state(cards, "partial_outage"));
        later(2);
        regroup(within);
        assertFalse(facts(within, silent).contains("\"maintenance\": "), facts(within, silent));
        resolve(within);
        admin().body(Map.of("status", "completed", "message", "It is done."))
                .post("/api/v1/maintenances/{id}/updates", planned)
                .then()
                .statusCode(201);
    }

    /** F1 and G4 know of an incident what the rest of the books knows of it. */
    @Test
    void whoseComponentsWorkAgainHasNoOpenIncidentThoughAnothersDont() {
        clock.jumpTo(ZonedDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .minusDays(1)
                .toInstant());
        String id = declare(Map.of(), state(cards, "major_outage"), state(fibre, "major_outage"));
        later(30);
        say(id, "identified", Map.of(), state(cards, "operational"));
        later(2);
        for (String ref : List.of(town, country)) {
            admin().body(Map.of("kind", "good_news", "note", "A new shop", "spokenTo", "Dana"))
                    .post("/api/v1/customers/{ref}/touchpoints", ref)
                    .then()
                    .statusCode(201);
        }
        later(2);
        assertEquals(3, points(booked(town, "good_news"), "good_news"));
        assertEquals(-2, points(booked(country, "good_news_ill_timed"), "good_news_ill_timed"));
        later(2 * 24 * 60);
        booked(town, "fade");
        assertFalse(rules(country).contains("fade"), "theirs still fails");
        resolve(id);
        later(2);
        regroup(id);
        audited();
    }

    /** Else the database takes it for as small as what it counted last, and reads for each member what it could read once. */
    @Test
    void aNewAudienceIsCountedBeforeItIsPriced() {
        String id = declare(Map.of(), state(cards, "partial_outage"), state(fibre, "partial_outage"));
        QuarkusTransaction.begin();
        try {
            cohorts.regroup(id);
            assertEquals(
                    "3",
                    text("SELECT CAST(reltuples AS text) FROM pg_class WHERE oid = to_regclass('pg_temp.member')"));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void whetherACustomerReadsThePageIsFoundWithoutReadingAllCustomers() {
        QuarkusTransaction.begin();
        try {
            text("SELECT set_config('enable_seqscan', 'off', true)");
            List<String> plan = database.createNativeQuery(
                            "EXPLAIN SELECT r.since FROM (SELECT id FROM customer WHERE ref = 'one' OFFSET 0) AS a JOIN page_reader r ON r.customer_id = a.id",
                            String.class)
                    .getResultList();
            assertTrue(
                    plan.stream().anyMatch(line -> line.matches(".*Index Cond: \\(id = .*\\.id\\)")), plan.toString());
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    private String text(String query) {
        return database.createNativeQuery(query, String.class).getSingleResult();
    }

    @Test
    void theAuditReadsTheFactsAgainInsteadOfTrustingWhatWasKept() {
        String id = declare(Map.of(), state(cards, "partial_outage"));
        later(2);
        booked(town, "first_word");
        regroup(id);
        audited();
        later(60);
        Eventually.holds("the books follow what was kept, and the audit says so", () -> {
            tamper(id);
            bookkeeper.bookWhatIsDue();
            return rules(town).contains("promise_broken") && !rules(town).contains("first_word") && !auditIsGreen();
        });
        say(id, "identified", Map.of());
        later(2);
        Eventually.holds("the books are right again", () -> {
            bookkeeper.bookWhatIsDue();
            return rules(town).contains("first_word");
        });
        audited();
    }

    private static boolean auditIsGreen() {
        return admin().get("/api/v1/goodwill/audit?derivation=all")
                .then()
                .extract()
                .path("ok");
    }

    /** Takes away that anybody heard anything, and nobody is told. News that comes in meanwhile puts it right: call it again. */
    private void tamper(String incident) {
        QuarkusTransaction.requiringNew().run(() -> List.of(
                        "UPDATE cohort SET facts = (CAST(facts AS jsonb) - 'heard')::text WHERE incident_id = :incident",
                        "UPDATE booking SET due_at = 'epoch' WHERE incident_id = :incident")
                .forEach(change -> database.createNativeMutationQuery(change)
                        .setParameter("incident", incident)
                        .executeUpdate()));
    }

    private String facts(String incident, String ref) {
        return QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery("""
                        SELECT c.facts FROM cohort c JOIN cohort_member m ON m.cohort_id = c.id JOIN customer k ON k.id = m.customer_id
                         WHERE c.incident_id = :incident AND k.ref = :ref""", String.class)
                .setParameter("incident", incident)
                .setParameter("ref", ref)
                .getSingleResult());
    }

    /** Until all that is known of it is in the books. */
    private void regroup(String incident) {
        Eventually.holds("the books of " + incident + " are up to date", () -> {
            bookkeeper.bookWhatIsDue();
            return QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                            "SELECT NOT EXISTS (SELECT FROM booking_news) AND EXISTS (SELECT FROM booking WHERE incident_id = :incident AND NOT new_facts)",
                            Boolean.class)
                    .setParameter("incident", incident)
                    .getSingleResult());
        });
    }

    private void later(int minutes) {
        clock.jumpTo(clock.instant().plus(Duration.ofMinutes(minutes)));
    }

    private static Map<String, String> state(String component, String status) {
        return Map.of("id", component, "status", status);
    }

    @SafeVarargs
    private static String declare(Map<String, Object> more, Map<String, String>... components) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("name", "It fails");
        body.put("components", List.of(components));
        body.put("message", "We are looking into it.");
        return admin().body(body)
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @SafeVarargs
    private static void say(String id, String status, Map<String, Object> more, Map<String, String>... components) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("status", status);
        body.put("components", List.of(components));
        body.put("message", "This is how it stands.");
        admin().body(body).post("/api/v1/incidents/{id}/updates", id).then().statusCode(201);
    }

    private static void resolve(String id) {
        say(id, "resolved", Map.of());
    }

    private static ValidatableResponse correct(String id, Map<String, String> correction) {
        return admin().body(correction).patch("/api/v1/incidents/{id}", id).then();
    }

    private static String customer(String channel, String... components) {
        String ref = Cast.unique("customer");
        put(ref, channel, components).statusCode(201);
        return ref;
    }

    private static void dependsOn(String ref, String channel, String... components) {
        put(ref, channel, components).statusCode(200);
    }

    private static ValidatableResponse put(String ref, String channel, String... components) {
        return admin().body(Map.of(
                        "name",
                        ref,
                        "components",
                        List.of(components),
                        "contacts",
                        List.of(Map.of("email", ref + "@mail.example")),
                        "channel",
                        channel))
                .put("/api/v1/customers/" + ref)
                .then();
    }

    private JsonPath booked(String ref, String rule) {
        Eventually.holds(rule + " of " + ref, () -> {
            bookkeeper.bookWhatIsDue();
            return rules(ref).contains(rule);
        });
        return statement(ref);
    }

    private static List<String> rules(String ref) {
        return standing(statement(ref)).stream()
                .map(entry -> (String) entry.get("rule"))
                .toList();
    }

    private static long count(String ref, String rule) {
        return rules(ref).stream().filter(rule::equals).count();
    }

    private static int points(String ref, String rule) {
        return points(statement(ref), rule);
    }

    private static int points(JsonPath books, String rule) {
        return standing(books).stream()
                .filter(entry -> rule.equals(entry.get("rule")))
                .mapToInt(entry -> (Integer) entry.get("points"))
                .sum();
    }

    private static String sentence(String ref) {
        return statement(ref).getString("entries.find { it.rule == 'impact_onset' }.because");
    }

    /** Those that were not taken back. */
    private static List<Map<String, Object>> standing(JsonPath books) {
        List<Map<String, Object>> entries = books.getList("entries");
        List<Object> reversed = books.getList("entries.reverses");
        return entries.stream()
                .filter(entry -> entry.get("reverses") == null && !reversed.contains(entry.get("id")))
                .toList();
    }

    private static JsonPath statement(String ref) {
        return admin().get("/api/v1/customers/{ref}/statement", ref)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void audited() {
        admin().get("/api/v1/goodwill/audit?derivation=all").then().body("ok", equalTo(true));
    }
}
