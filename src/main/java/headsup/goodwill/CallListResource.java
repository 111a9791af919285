package headsup.goodwill;

import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Whom to call about an incident, the most urgent first, and who is ringing them. */
@Path("/api/v1/incidents/{id}/call-list")
class CallListResource {

    private final CallList callList;
    private final CallClaims claims;

    CallListResource(CallList callList, CallClaims claims) {
        this.callList = callList;
        this.claims = claims;
    }

    @GET
    @Operation(summary = "Whom to call about an open incident, the most urgent first", description = """
            `reason` is the first of these that fits, and their order is that of the list: `unreachable` (nothing reached them, \
            and no address works), `overdrawn` (below 0, and in a known band below 0 before the incident), `runway` (below 0 \
            within an hour if nobody says anything), `betrayal` (a good account, and a promise of this incident was broken), \
            `asked` (they asked, and nobody answered), `crossed_zero` (below 0 by now, but not in a known band below 0 before; \
            the heaviest contract first). `claim` says who is ringing them. `contacts` are listed for customers without a phone \
            number. The list of an incident that is over is empty.""")
    @RolesAllowed("viewer")
    public List<CallList.Line> first(@PathParam("id") String id, @QueryParam("limit") @Nullable Integer limit) {
        return callList.first(id, Listing.limit(limit));
    }

    @GET
    @Path("/summary")
    @Operation(summary = "How many are affected, were told, were not reached, and are worth a call now")
    @RolesAllowed("viewer")
    public CallList.Summary summary(@PathParam("id") String id) {
        return callList.sheet(id, 0).summary();
    }

    @POST
    @Path("/{customer}/claim")
    @Operation(summary = "I am ringing this customer", description = """
            Holds until the call is noted, the claim is released, or 15 minutes are over. 409 `illegal_transition` names who is \
            ringing them already.""")
    @RolesAllowed({"responder", "care"})
    public CallClaims.Claim claim(@PathParam("id") String id, @PathParam("customer") String customer) {
        return claims.claim(id, customer);
    }

    @DELETE
    @Path("/{customer}/claim")
    @Operation(summary = "Nobody is ringing this customer any more")
    @RolesAllowed({"responder", "care"})
    public void release(@PathParam("id") String id, @PathParam("customer") String customer) {
        claims.release(id, customer);
    }
}
