package headsup.audience;

import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The staff's door to readers who asked for mail on the public page. */
@Path("/api/v1/subscribers")
class SubscribersResource {

    /** @param ref the operator's reference of a customer */
    record Match(@Nullable String ref) {}

    private final SubscriberList subscribers;

    SubscribersResource(SubscriberList subscribers) {
        this.subscribers = subscribers;
    }

    @GET
    @RolesAllowed(Role.READS)
    @Operation(summary = "Readers who asked for mail on the page, oldest first; state is pending, confirmed or matched")
    public Listing<SubscriberList.Shown> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return subscribers.list(state, limit, cursor);
    }

    @POST
    @Path("/{id}/customer")
    @RolesAllowed(Role.CARES)
    @Operation(
            summary = "Match a subscriber to a customer: the address becomes its contact and keeps what it asked for")
    public SubscriberList.Shown match(@PathParam("id") long id, @NotNull Match match) {
        return subscribers.match(id, match.ref());
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.CARES)
    @Operation(summary = "End a subscription; the address is let go of as soon as nothing is on its way to it")
    public void remove(@PathParam("id") long id) {
        subscribers.remove(id);
    }
}
