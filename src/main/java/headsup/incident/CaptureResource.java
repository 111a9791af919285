package headsup.incident;

import headsup.access.Role;
import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;

/** The door through which incidents of another status page come in: v2 JSON, as that page publishes it. */
@Path("/api/v1/incidents/import")
class CaptureResource {

    private final Takeover takeover;
    private final Components catalog;
    private final Headcount headcount;
    private final Terms terms;
    private final Clock clock;

    CaptureResource(Takeover takeover, Components catalog, Headcount headcount, Terms terms, Clock clock) {
        this.takeover = takeover;
        this.catalog = catalog;
        this.headcount = headcount;
        this.terms = terms;
        this.clock = clock;
    }

    @POST
    @RolesAllowed(Role.RESPONDS)
    public Response take(@NotNull Capture capture) {
        List<Incident> taken = takeover.of(capture);
        URI location = URI.create(
                "/api/v1/incidents" + (taken.size() == 1 ? "/" + taken.get(0).id() : ""));
        return Response.created(location)
                .entity(new Listing<>(taken.stream().map(this::shown).toList(), null))
                .build();
    }

    private IncidentShown shown(Incident incident) {
        return IncidentShown.of(
                incident,
                id -> catalog.findByIdOptional(id).map(Component::fullName).orElse(id),
                headcount.affectedBy(incident),
                terms,
                clock.instant());
    }
}
