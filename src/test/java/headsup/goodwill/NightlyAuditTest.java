package headsup.goodwill;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import headsup.MovableClock;
import headsup.ThroughDays;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

/** The audit of every night runs, and finds what it is there to find. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
@TestProfile(ThroughDays.class)
class NightlyAuditTest {

    @Inject
    Integrity integrity;

    @Inject
    Rederivation rederivation;

    @Inject
    Bookkeeper bookkeeper;

    @Inject
    MovableClock clock;

    @Inject
    MeterRegistry metrics;

    @Inject
    Session database;

    @Test
    void beforeTheFirstLookThereIsNoNumber() {
        MeterRegistry fresh = new SimpleMeterRegistry();
        var audited = new Integrity(database, rederivation, clock, fresh);
        assertEquals(Double.NaN, fresh.get("headsup.goodwill.books.ok").gauge().value());
        assertEquals(Double.NaN, fresh.get("headsup.goodwill.audit.age").gauge().value());
        assertFalse(audited.wereWrong());
    }

    @Test
    void theNightFindsAFalsifiedBalanceAndForgetsItWhenItIsRight() {
        String ref = booked();
        integrity.everyNight();
        assertEquals(1, metrics.get("headsup.goodwill.books.ok").gauge().value());
        falsify(ref, 7);
        integrity.everyNight();
        assertEquals(0, metrics.get("headsup.goodwill.books.ok").gauge().value());
        assertTrue(integrity.wereWrong());
        falsify(ref, -7);
        integrity.recompute(0);
        assertTrue(integrity.wereWrong(), "what a whole look found wrong, a lighter one does not clear");
        integrity.everyNight();
        assertEquals(1, metrics.get("headsup.goodwill.books.ok").gauge().value());
        assertFalse(integrity.wereWrong());
        double age = metrics.get("headsup.goodwill.audit.age").gauge().value();
        assertTrue(age >= 0 && age < Duration.ofHours(1).toSeconds(), () -> "looked " + age + " s ago");
        clock.jumpTo(clock.instant().plus(Duration.ofHours(25)));
        assertTrue(metrics.get("headsup.goodwill.audit.age").gauge().value()
                >= Duration.ofHours(25).toSeconds());
    }

    @Test
    void theNightFindsPointsThatNoFactGives() {
        String ref = booked();
        assertTrue(integrity.recompute(Integrity.ALL).ok());
        invent(ref, 9);
        try {
            assertFalse(integrity.recompute(Integrity.ALL).ok());
        } finally {
            forget(ref, 9);
        }
        assertTrue(integrity.recompute(Integrity.ALL).ok());
    }

    @Test
    void onlyAnAdministratorHasAllBooksDerivedAgain() {
        String name = Cast.unique("viewer");
        Cast.admin()
                .body(Map.of("name", name, "password", "a long enough password", "role", "viewer"))
                .post("/api/v1/staff")
                .then()
                .statusCode(201);
        var viewer = given().auth().preemptive().basic(name, "a long enough password");
        viewer.get("/api/v1/goodwill/audit").then().statusCode(200);
        viewer.get("/api/v1/goodwill/audit?derivation=all").then().statusCode(403);
    }

    /** Entry, posting and balance agree; there is only nothing behind them. */
    private void invent(String ref, int points) {
        QuarkusTransaction.requiringNew().run(() -> database.createNativeMutationQuery("""
                        WITH who AS (SELECT id FROM customer WHERE ref = :ref),
                             p AS (INSERT INTO posting (fact, recorded_at, entries, total, house) VALUES ('outside', now(), 1, :points, -:points) RETURNING id),
                             r AS (INSERT INTO reason (because) VALUES ('Invented.') RETURNING id),
                             a AS (UPDATE account SET balance = balance + :points WHERE customer_id = (SELECT id FROM who))
                        INSERT INTO entry (posting_id, customer_id, reason_id, minute, raw, applied, n, rev, late, fact, rule, policy)
                        SELECT p.id, who.id, r.id, 1, :points, :points, 0, 0, false, 'outside', 'manual', 'default/2' FROM p, r, who""")
                .setParameter("ref", ref)
                .setParameter("points", points)
                .executeUpdate());
    }

    /** What the database forbids; other tests share these books. */
    private void forget(String ref, int points) {
        falsify(ref, -points);
        QuarkusTransaction.requiringNew().run(() -> {
            database.createNativeMutationQuery("SET LOCAL session_replication_role = replica")
                    .executeUpdate();
            database.createNativeMutationQuery("""
                            WITH e AS (DELETE FROM entry WHERE reason_id IN (SELECT id FROM reason WHERE because = 'Invented.') RETURNING posting_id)
                            DELETE FROM posting WHERE id IN (SELECT posting_id FROM e)""").executeUpdate();
        });
    }

    private String booked() {
        String component = Cast.component("Cards");
        String ref = Cast.customer(component, Cast.unique("dana") + "@rivermill.example");
        Cast.admin()
                .body(Map.of(
                        "name",
                        "Cards fail",
                        "components",
                        List.of(Map.of("id", component, "status", "partial_outage")),
                        "message",
                        "We are looking into it.",
                        "startedAt",
                        clock.instant().minus(Duration.ofMinutes(5)).toString()))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201);
        Eventually.holds("the onset is booked", () -> {
            bookkeeper.bookWhatIsDue();
            return Cast.admin()
                    .get("/api/v1/customers/{ref}/statement", ref)
                    .then()
                    .extract()
                    .jsonPath()
                    .getList("entries.rule")
                    .contains("impact_onset");
        });
        return ref;
    }

    private void falsify(String ref, int points) {
        QuarkusTransaction.requiringNew().run(() -> database.createNativeMutationQuery(
                        "UPDATE account SET balance = balance + :points WHERE customer_id = (SELECT id FROM customer WHERE ref = :ref)")
                .setParameter("points", points)
                .setParameter("ref", ref)
                .executeUpdate());
    }
}
