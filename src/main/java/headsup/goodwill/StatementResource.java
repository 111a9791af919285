package headsup.goodwill;

import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a customer's account says, now or as of then. */
@Path("/api/v1/customers/{ref}/statement")
class StatementResource {

    private final Statements statements;

    StatementResource(Statements statements) {
        this.statements = statements;
    }

    @GET
    @RolesAllowed("viewer")
    public Statement statement(
            @PathParam("ref") String ref,
            @QueryParam("effectiveAt") @Nullable String effectiveAt,
            @QueryParam("recordedAt") @Nullable String recordedAt) {
        return statements.of(ref, time("effectiveAt", effectiveAt), time("recordedAt", recordedAt));
    }

    private static @Nullable Instant time(String field, @Nullable String text) {
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException unreadable) {
            throw Refusal.field(field, "must be an ISO 8601 time in UTC, as in 2026-11-21T14:30:00Z");
        }
    }
}
