package headsup.incident;

import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/** The door through which incidents of another status page come in: v2 JSON, as that page publishes it. */
@Path("/api/v1/incidents/import")
class CaptureResource {

    private final Takeover takeover;
    private final IncidentPresenter presenter;

    CaptureResource(Takeover takeover, IncidentPresenter presenter) {
        this.takeover = takeover;
        this.presenter = presenter;
    }

    @POST
    @RolesAllowed(Role.RESPONDS)
    public Response take(@NotNull Capture capture) {
        List<Incident> taken = takeover.of(capture);
        URI location = URI.create(
                "/api/v1/incidents" + (taken.size() == 1 ? "/" + taken.get(0).id() : ""));
        return Response.created(location)
                .entity(new Listing<>(taken.stream().map(presenter::shown).toList(), null))
                .build();
    }
}
