package headsup.delivery;

import headsup.incident.Incidents;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** Who was told of an incident, by which update, and what the relay said. */
@Path("/api/v1/incidents/{id}/deliveries")
class DeliveriesResource {

    private final Told told;
    private final Incidents incidents;

    DeliveriesResource(Told told, Incidents incidents) {
        this.told = told;
        this.incidents = incidents;
    }

    @GET
    @RolesAllowed("viewer")
    public Told.Overview list(
            @PathParam("id") String id,
            @QueryParam("state") @Nullable String state,
            @QueryParam("update") @Nullable String update,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        incidents.get(id);
        return told.overview(id, known(state), update, Listing.limit(limit), Listing.position(cursor, Long.MIN_VALUE));
    }

    private static @Nullable State known(@Nullable String word) {
        try {
            return word == null ? null : State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field("state", String.valueOf(unknown.getMessage()));
        }
    }
}
