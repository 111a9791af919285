package headsup.delivery;

import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Pause and resume: holding back everything, an incident, a customer, or a lane. */
@Path("/api/v1/brakes")
class BrakesResource {

    record NewBrake(
            @NotBlank String scope,
            @Size(max = 260) @Nullable String subject,
            @NotBlank @Size(max = 500) String reason) {}

    private final Brakes brakes;

    BrakesResource(Brakes brakes) {
        this.brakes = brakes;
    }

    @POST
    @RolesAllowed("responder")
    public Response pull(@Valid @NotNull NewBrake draft) {
        brakes.pull(draft.scope(), Objects.requireNonNullElse(draft.subject(), ""), draft.reason());
        return Response.created(URI.create("/api/v1/brakes")).entity(list()).build();
    }

    @GET
    @RolesAllowed("viewer")
    public Listing<Brakes.Brake> list() {
        return new Listing<>(brakes.holding(), null);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("responder")
    public void release(@PathParam("id") long id) {
        brakes.release(id);
    }
}
