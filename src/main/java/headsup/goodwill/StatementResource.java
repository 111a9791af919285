package headsup.goodwill;

import headsup.kernel.JsonShape;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
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
        return text == null || text.isEmpty() ? null : JsonShape.time(field, text);
    }
}
