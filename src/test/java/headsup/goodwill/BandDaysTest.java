package headsup.goodwill;

import static headsup.Cast.admin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.Eventually;
import headsup.FreshDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days that are over are counted out of the books as they stood then. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class BandDaysTest {

    @Inject
    BandDays days;

    @Inject
    DataSource database;

    @BeforeEach
    void pointsByHandCountAtOnce() {
        Cast.priceBy(1);
    }

    @AfterEach
    void backToVersionTwo() {
        Cast.priceBy(2);
    }

    @Test
    void anEarlierDayTakesBackWhatWasBookedSince() throws SQLException {
        String ref = Cast.unique("days");
        admin().body(Map.of("name", "Days", "components", List.of(), "contacts", List.of()))
                .put("/api/v1/customers/" + ref)
                .then()
                .statusCode(201);
        Instant before = Instant.now().minus(3, ChronoUnit.DAYS);
        for (int i = 0; i < 3; i++) {
            note(ref, 10, before.plusSeconds(i * 60L));
        }
        note(ref, -20, Instant.now().minusSeconds(120));
        note(ref, -20, Instant.now().minusSeconds(120));
        Eventually.holds(
                "booked",
                () -> admin().get("/api/v1/customers/" + ref).path("balance").equals(-10));
        LocalDate then = LocalDate.ofInstant(before, ZoneOffset.UTC);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE account SET opened_at = now() - interval '4 days' WHERE customer_id = (SELECT id FROM customer WHERE ref = '"
                            + ref + "')");
            statement.execute("DELETE FROM band_day");
            statement.execute(
                    "INSERT INTO band_day VALUES (current_date - 2, 9, 9, 9, 9, 9, now() - interval '2 days', 1)");
        }
        days.tick();
        BandDays.Day earlier = days.last().stream()
                .filter(day -> day.day().equals(then.plusDays(1)))
                .findFirst()
                .orElseThrow();
        BandDays.Day today = days.last().getLast();
        assertEquals(1, earlier.fair());
        assertEquals(0, earlier.overdrawn());
        assertTrue(today.overdrawn() >= 1, "also those of other tests");
    }

    private static void note(String ref, int points, Instant at) {
        admin().body(Map.of(
                        "kind", "manual", "note", Cast.unique("For the test"), "points", points, "at", at.toString()))
                .post("/api/v1/customers/" + ref + "/touchpoints")
                .then()
                .statusCode(201);
    }
}
