package headsup.access;

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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Staff accounts, tokens, and the audit trail. */
@Path("/api/v1")
class StaffResource {

    record NewMember(
            @NotBlank String name,
            @NotNull Role role,
            @NotBlank String password) {}

    record NewToken(@NotBlank @Size(max = 255) String label) {}

    private final Staff staff;
    private final Tokens tokens;
    private final AuditTrail trail;

    StaffResource(Staff staff, Tokens tokens, AuditTrail trail) {
        this.staff = staff;
        this.tokens = tokens;
        this.trail = trail;
    }

    @POST
    @Path("/staff")
    @RolesAllowed(Role.ADMINISTERS)
    public Response hire(@Valid @NotNull NewMember draft) {
        Staff.Member member = staff.hire(draft.name(), draft.role(), draft.password());
        return Response.created(URI.create("/api/v1/staff/" + member.name()))
                .entity(member)
                .build();
    }

    @GET
    @Path("/staff")
    @RolesAllowed(Role.ADMINISTERS)
    public Listing<Staff.Member> members() {
        return new Listing<>(staff.members(), null);
    }

    /** A token acts with its owner's role; the owner is whoever asks. */
    @POST
    @Path("/tokens")
    @RolesAllowed(Role.READS)
    public Response issue(@Valid @NotNull NewToken draft, @Context SecurityContext caller) {
        Tokens.Issued token = tokens.issue(caller.getUserPrincipal().getName(), draft.label());
        return Response.created(URI.create("/api/v1/tokens/" + token.id()))
                .entity(token)
                .build();
    }

    @GET
    @Path("/tokens")
    @RolesAllowed(Role.ADMINISTERS)
    public Listing<Tokens.Listed> tokens() {
        List<Tokens.Listed> all = tokens.all();
        return new Listing<>(all, null);
    }

    @DELETE
    @Path("/tokens/{id}")
    @RolesAllowed(Role.ADMINISTERS)
    public void revoke(@PathParam("id") long id) {
        tokens.revoke(id);
    }

    @GET
    @Path("/audit")
    @RolesAllowed(Role.ADMINISTERS)
    public Listing<AuditTrail.Line> trail(
            @QueryParam("limit") @Nullable Integer limit, @QueryParam("cursor") @Nullable String cursor) {
        return trail.lines(limit, cursor);
    }
}
