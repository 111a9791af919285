package headsup.delivery;

import static headsup.delivery.Outage.staff;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.Cast;
import headsup.FreshDatabase;
import headsup.mail.OpenLetter;
import headsup.mail.Outbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A default installation is deaf, says so, and offers nothing that nobody would hear. */
@QuarkusTest
@QuarkusTestResource(FreshDatabase.class)
class InboundHearingTest {

    @Inject
    InboundHearing hearing;

    @Inject
    Outbox outbox;

    @Inject
    DataSource database;

    @Test
    void leavingByMailIsOfferedOnlyOnceMailWasHeard() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM inbound_heard");
        }
        hearing.look();
        assertFalse(hearing.standing().hears());
        assertFalse(letter().source().contains("<mailto:leave@"));

        handIn("nobody@elsewhere.example");
        assertFalse(hearing.standing().hears(), "that was not the bounce domain");
        assertFalse(letter().source().contains("<mailto:leave@"));

        handIn("leave@headsup.localhost");
        assertTrue(hearing.standing().hears());
        assertNotNull(hearing.standing().lastAt());
        assertTrue(letter().source().contains("<mailto:leave@headsup.localhost?subject="));
    }

    private static void handIn(String to) {
        staff().contentType("message/rfc822")
                .header("X-Envelope-From", "<>")
                .header("X-Envelope-To", to)
                .body("Subject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/integrations/bounce")
                .then()
                .statusCode(200);
    }

    private OpenLetter letter() {
        var reader = new Reader(outbox);
        String component = Cast.component("Cards");
        Cast.customer(component, reader.address);
        staff().body(Map.of(
                        "name", Cast.unique("It fails"),
                        "components", List.of(Map.of("id", component, "status", "major_outage")),
                        "message", "We are looking."))
                .post("/api/v1/incidents")
                .then()
                .statusCode(201)
                .body("audienceSize", equalTo(1));
        return reader.awaitLetter(1);
    }
}
