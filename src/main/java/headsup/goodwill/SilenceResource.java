package headsup.goodwill;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The silence meter of an incident. */
@Path("/api/v1/incidents/{id}/silence")
class SilenceResource {

    private final SilenceMeter meter;

    SilenceResource(SilenceMeter meter) {
        this.meter = meter;
    }

    @GET
    @RolesAllowed("viewer")
    public SilenceMeter.Reading read(@PathParam("id") String id) {
        return meter.read(id);
    }
}
