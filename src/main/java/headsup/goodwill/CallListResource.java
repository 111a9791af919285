package headsup.goodwill;

import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom to call about an incident, the most urgent first. */
@Path("/api/v1/incidents/{id}/call-list")
class CallListResource {

    private final CallList callList;

    CallListResource(CallList callList) {
        this.callList = callList;
    }

    @GET
    @RolesAllowed("viewer")
    public List<CallList.Line> first(@PathParam("id") String id, @QueryParam("limit") @Nullable Integer limit) {
        return callList.first(id, Listing.limit(limit));
    }
}
