package headsup.audience;

import static headsup.Cast.admin;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class AudienceTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    Audience audience;

    @Inject
    Incidents incidents;

    @Inject
    Session database;

    private String cards = "";
    private String login = "";

    @BeforeEach
    void twoComponents() {
        cards = Cast.component("Cards");
        login = Cast.component("Login");
    }

    @Test
    void whoDependsOnAComponentIsAffected() {
        List<String> affected = List.of(customer(cards), customer(cards));
        customer(login);
        String id = declare(cards, Map.of());
        assertEquals(2, of(id, audience::affectedBy));
        join(id, NOON, 100);
        assertEquals(affected, members(id));
    }

    @Test
    void namedCustomersAndTagsNarrow() {
        String named = customer(cards);
        String tagged = customer(cards);
        customer(cards);
        String elsewhere = customer(login);
        String tag = Cast.unique("gold");
        Stream.of(tagged, elsewhere).forEach(ref -> tag(ref, ref.equals(tagged) ? cards : login, tag));
        String id = declare(cards, Map.of("customers", List.of(named, elsewhere), "tags", List.of(tag)));
        assertEquals(2, of(id, audience::affectedBy));
        join(id, NOON, 100);
        assertEquals(List.of(named, tagged), members(id));
    }

    @Test
    void everyoneIsEveryoneWhoIsNotErased() {
        String elsewhere = customer(login);
        String erased = customer(login);
        admin().delete("/api/v1/customers/" + erased).then().statusCode(204);
        String id = declare(cards, Map.of("all", true));
        join(id, NOON, 100);
        Long everyone = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                        "SELECT count(*) FROM customer WHERE erased_at IS NULL", Long.class)
                .getSingleResult());
        assertEquals(everyone, (long) members(id).size());
        assertEquals(everyone, of(id, audience::affectedBy));
        assertEquals(true, members(id).contains(elsewhere));
        admin().get("/api/v1/incidents/" + id).then().body("visibility", equalTo("public"));
    }

    @Test
    void anAudienceIsFrozenChunkByChunkAndAgainAfterACrash() {
        List<String> affected = Stream.generate(() -> customer(cards)).limit(5).toList();
        String id = declare(cards, Map.of());
        long next = of(id, incident -> audience.join(incident, NOON, List.of(), 0, 2));
        assertEquals(affected.subList(0, 2), members(id));
        of(id, incident -> audience.join(incident, NOON, List.of(), 0, 2));
        assertEquals(affected.subList(0, 2), members(id));
        next = joinFrom(id, next);
        assertEquals(affected.subList(0, 4), members(id));
        assertEquals(Long.MAX_VALUE, joinFrom(id, next));
        assertEquals(affected, members(id));
    }

    @Test
    void whoJoinsLaterIsAffectedFromThenOnAndNobodyLeaves() {
        String early = customer(cards);
        String id = declare(cards, Map.of());
        join(id, NOON, 100);
        String late = customer(cards);
        admin().body(Map.of("name", "Gone over", "contacts", List.of(), "components", List.of(login)))
                .put("/api/v1/customers/" + early)
                .then()
                .statusCode(200);
        assertEquals(2, of(id, audience::affectedBy));
        join(id, NOON.plusSeconds(3600), 100);
        assertEquals(List.of(early, late), members(id));
        assertEquals(
                List.of(NOON, NOON.plusSeconds(3600)),
                QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                                "SELECT joined_at FROM audience_member WHERE incident_id = :id ORDER BY customer_id",
                                Instant.class)
                        .setParameter("id", id)
                        .getResultList()));
    }

    @Test
    void whatAMemberDependsOnIsFrozenWithIt() {
        String ref = customer(cards);
        String elsewhere = customer(login);
        String id = declare(cards, Map.of("all", true));
        join(id, NOON, 100);
        dependsOn(ref, List.of(login));
        assertEquals(Set.of(cards), dependencies(id, ref));
        assertEquals(Set.of(), dependencies(id, elsewhere));
        join(id, NOON, 100);
        assertEquals(Set.of(cards), dependencies(id, ref));
    }

    @Test
    void whatAnIncidentGrowsByIsTheirsWhoDependOnItThen() {
        String both = customer(cards);
        dependsOn(both, List.of(cards, login));
        String one = customer(cards);
        String id = declare(cards, Map.of());
        join(id, NOON, 100);
        assertEquals(Set.of(cards), dependencies(id, both));
        say(id, List.of(Map.of("id", login, "status", "degraded_performance")));
        assertEquals(Set.of(cards, login), dependencies(id, both));
        assertEquals(Set.of(cards), dependencies(id, one));
        dependsOn(one, List.of(cards, login));
        dependsOn(both, List.of());
        say(id, List.of());
        assertEquals(Set.of(cards, login), dependencies(id, both));
        assertEquals(Set.of(cards), dependencies(id, one), "what it began to depend on later was not down for it");
    }

    private Set<String> dependencies(String id, String ref) {
        long customer = QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("SELECT id FROM customer WHERE ref = :ref", Long.class)
                        .setParameter("ref", ref)
                        .getSingleResult());
        return audience.dependencies(id, customer);
    }

    private static void dependsOn(String ref, List<String> components) {
        admin().body(Map.of("name", "x", "contacts", List.of(), "components", components))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
    }

    private static void say(String id, List<Map<String, String>> components) {
        admin().body(Map.of("status", "identified", "message", "We found it.", "components", components))
                .post("/api/v1/incidents/" + id + "/updates")
                .then()
                .statusCode(201);
    }

    private long joinFrom(String id, long first) {
        return of(id, incident -> audience.join(incident, NOON, List.of(), first, 2));
    }

    private void join(String id, Instant at, int most) {
        for (long next = 0; next != Long.MAX_VALUE; ) {
            long first = next;
            next = of(id, incident -> audience.join(incident, at, List.of(), first, most));
        }
    }

    private <T> T of(String id, Function<Incident, T> question) {
        return QuarkusTransaction.requiringNew().call(() -> question.apply(incidents.get(id)));
    }

    private List<String> members(String id) {
        return QuarkusTransaction.requiringNew()
                .call(() -> new ArrayList<>(database.createNativeQuery("""
                                        SELECT c.ref FROM audience_member m JOIN customer c ON c.id = m.customer_id
                                         WHERE m.incident_id = :id ORDER BY c.id""", String.class)
                        .setParameter("id", id)
                        .getResultList()));
    }

    private static String customer(String component) {
        return Cast.customer(component, "dana@rivermill.example");
    }

    private static void tag(String ref, String component, String tag) {
        admin().body(Map.of("name", "x", "contacts", List.of(), "components", List.of(component), "tags", List.of(tag)))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(200);
    }

    /** An incident whose audience nobody has joined yet, as if the fan-out of its declaration were still to come. */
    private String declare(String component, Map<String, Object> audience) {
        String id = admin().body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "partial_outage")),
                        "audience",
                        audience,
                        "message",
                        "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeMutationQuery("DELETE FROM audience_member WHERE incident_id = :id")
                        .setParameter("id", id)
                        .executeUpdate());
        return id;
    }
}
