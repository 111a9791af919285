package headsup.goodwill;

import headsup.goodwill.Withdrawals.Kind;
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
import org.jspecify.annotations.Nullable;

/** Takes back what was noted by mistake about an incident. */
@TakesFacts
@Path("/api/v1/incidents/{id}")
class WithdrawalsResource {

    record Withdrawal(
            @NotBlank @Size(max = Withdrawals.LONGEST_REASON)
            String reason) {}

    private final Withdrawals withdrawals;
    private final Calls calls;
    private final Gestures gestures;
    private final Inquiries inquiries;

    WithdrawalsResource(Withdrawals withdrawals, Calls calls, Gestures gestures, Inquiries inquiries) {
        this.withdrawals = withdrawals;
        this.calls = calls;
        this.gestures = gestures;
        this.inquiries = inquiries;
    }

    /** Whoever may note a call may take it back. */
    @POST
    @Path("/calls/{call}/withdrawal")
    @RolesAllowed({"responder", "care"})
    public Calls.Call call(
            @PathParam("id") String id, @PathParam("call") long call, @Valid @NotNull Withdrawal withdrawal) {
        withdrawals.withdraw(Kind.CALL, id, call, withdrawal.reason());
        return calls.one(id, call);
    }

    @POST
    @Path("/gestures/{gesture}/withdrawal")
    @RolesAllowed("care")
    public Gestures.Gesture gesture(
            @PathParam("id") String id, @PathParam("gesture") long gesture, @Valid @NotNull Withdrawal withdrawal) {
        withdrawals.withdraw(Kind.GESTURE, id, gesture, withdrawal.reason());
        return gestures.one(id, gesture);
    }

    /** Credit given to customers for the incident, by which a withdrawal finds its id. */
    @GET
    @Path("/gestures")
    @RolesAllowed("viewer")
    public Listing<Gestures.Gesture> gestures(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return gestures.of(id, limit, cursor);
    }

    /** What customers asked about the incident. */
    @GET
    @Path("/inquiries")
    @RolesAllowed("viewer")
    public Listing<Inquiries.Inquiry> inquiries(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return inquiries.of(id, limit, cursor);
    }

    @POST
    @Path("/inquiries/{inquiry}/withdrawal")
    @RolesAllowed("care")
    public Inquiries.Inquiry inquiry(
            @PathParam("id") String id, @PathParam("inquiry") long inquiry, @Valid @NotNull Withdrawal withdrawal) {
        withdrawals.withdraw(Kind.INQUIRY, id, inquiry, withdrawal.reason());
        return inquiries.one(id, inquiry);
    }
}
