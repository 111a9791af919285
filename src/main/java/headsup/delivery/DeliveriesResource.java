package headsup.delivery;

import headsup.incident.Incidents;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
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
import org.jspecify.annotations.Nullable;

/** Who was told of an incident, by which update, and what the relay said. */
@Path("/api/v1/incidents/{id}/deliveries")
class DeliveriesResource {

    record Objection(@NotBlank @Size(max = 500) String note) {}

    private final Told told;
    private final Disputes disputes;
    private final Incidents incidents;

    DeliveriesResource(Told told, Disputes disputes, Incidents incidents) {
        this.told = told;
        this.disputes = disputes;
        this.incidents = incidents;
    }

    /** The customer says that it never arrived, and is believed: it counts as bounced. */
    @POST
    @Path("/{delivery}/dispute")
    @RolesAllowed({"responder", "care"})
    public void dispute(
            @PathParam("id") String id, @PathParam("delivery") String delivery, @Valid @NotNull Objection objection) {
        disputes.dispute(incidents.get(id).id(), delivery, objection.note());
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
