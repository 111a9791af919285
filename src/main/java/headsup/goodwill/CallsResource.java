package headsup.goodwill;

import headsup.kernel.Listing;
import headsup.kernel.TakesFacts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who was called about an incident. */
@TakesFacts
@Path("/api/v1/incidents/{id}/calls")
class CallsResource {

    record NewCall(
            @NotBlank @Size(max = 64) String customer,
            @NotBlank @Size(max = Calls.LONGEST_NOTE) String note,
            @NotNull Boolean connected,
            @Nullable Boolean apology,
            @Nullable Instant at) {}

    private final Calls calls;

    CallsResource(Calls calls) {
        this.calls = calls;
    }

    /** 201 for a new one, 200 with the one noted before when an equal one came within a minute. */
    @POST
    @RolesAllowed({"responder", "care"})
    public Response note(@PathParam("id") String id, @Valid @NotNull NewCall draft) {
        Calls.Noted noted = calls.note(
                id,
                draft.customer(),
                new Calls.Attempt(draft.note(), draft.connected(), Boolean.TRUE.equals(draft.apology()), draft.at()));
        URI location = URI.create("/api/v1/incidents/" + id + "/calls");
        return (noted.fresh() ? Response.created(location) : Response.ok().location(location))
                .entity(noted.call())
                .build();
    }

    @GET
    @RolesAllowed("viewer")
    public Listing<Calls.Call> list(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return calls.of(id, limit, cursor);
    }
}
