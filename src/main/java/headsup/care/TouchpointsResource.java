package headsup.care;

import headsup.access.Role;
import headsup.goodwill.Withdrawals;
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

/** Contacts with a customer outside updates. */
@TakesFacts
@Path("/api/v1/customers/{ref}/touchpoints")
class TouchpointsResource {

    record NewTouchpoint(
            @NotNull Touchpoint.Kind kind,
            @NotBlank @Size(max = Touchpoints.LONGEST_NOTE) String note,
            @Nullable Instant at,
            @Nullable String incident,
            @Nullable Integer percent,
            @Nullable Boolean asked,
            @Nullable Boolean connected,
            @Nullable Boolean apology,
            @Nullable Integer points,
            @Nullable Integer score,
            @Nullable Long touchpoint,
            @Size(max = 255) @Nullable String spokenTo,
            @Nullable Instant dueAt) {}

    record Withdrawal(
            @NotBlank @Size(max = Withdrawals.LONGEST_REASON)
            String reason) {}

    private final Touchpoints touchpoints;

    TouchpointsResource(Touchpoints touchpoints) {
        this.touchpoints = touchpoints;
    }

    /** 201 for a new one, 200 with the one noted before when an equal one came within a minute. */
    @POST
    @RolesAllowed(Role.CARES)
    public Response note(@PathParam("ref") String ref, @Valid @NotNull NewTouchpoint given) {
        Touchpoints.Noted noted = touchpoints.note(
                ref,
                new Touchpoints.Draft(
                        given.kind(),
                        given.note(),
                        given.at(),
                        given.incident(),
                        given.percent(),
                        given.asked(),
                        given.connected(),
                        given.apology(),
                        given.points(),
                        given.score(),
                        given.touchpoint(),
                        given.spokenTo(),
                        given.dueAt()));
        URI location = URI.create("/api/v1/customers/" + ref + "/touchpoints");
        return (noted.fresh() ? Response.created(location) : Response.ok().location(location))
                .entity(noted.touchpoint())
                .build();
    }

    /** Withdraws a touchpoint and reverses its entries. */
    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed(Role.CARES)
    public Touchpoint withdraw(
            @PathParam("ref") String ref, @PathParam("id") long id, @Valid @NotNull Withdrawal withdrawal) {
        return touchpoints.withdraw(ref, id, withdrawal.reason());
    }

    /** A second administrator confirms points entered by hand. */
    @POST
    @Path("/{id}/confirmation")
    @RolesAllowed(Role.ADMINISTERS)
    public Touchpoint confirm(@PathParam("ref") String ref, @PathParam("id") long id) {
        return touchpoints.confirm(ref, id);
    }

    @GET
    @RolesAllowed(Role.READS)
    public Listing<Touchpoint> list(
            @PathParam("ref") String ref,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return touchpoints.of(ref, limit, cursor);
    }
}
