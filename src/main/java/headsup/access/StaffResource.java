package headsup.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Staff accounts, tokens, and the audit trail. */
@Path("/api/v1")
class StaffResource {

    record NewMember(
            @NotBlank String name,
            @NotNull Role role,
            @Nullable String password) {}

    /** @param version the one that was looked at; without it, whatever stands is overwritten */
    record Change(
            @Nullable Role role,
            @Nullable Boolean disabled,
            @Nullable Long version) {
        Personnel.Change change() {
            return new Personnel.Change(role, disabled, version);
        }
    }

    /** @param password without it one is made */
    record NewPassword(@Nullable String password, @Nullable Long version) {}

    /** @param password the one that was made here, shown this once; null for one that the caller knows */
    record Account(
            String name,
            Role role,
            boolean fromProvider,
            boolean disabled,
            Instant createdAt,
            @Nullable Instant signedInAt,
            long version,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String password) {

        static Account of(Staff.Member member, @Nullable String made) {
            return new Account(
                    member.name(),
                    member.role(),
                    member.fromProvider(),
                    member.disabled(),
                    member.createdAt(),
                    member.signedInAt(),
                    member.version(),
                    made);
        }
    }

    record NewToken(
            @NotBlank @Size(max = 255) String label,
            @Nullable Role role,
            @Nullable Instant expiresAt) {}

    private final Staff staff;
    private final Personnel personnel;
    private final Tokens tokens;
    private final AuditTrail trail;

    StaffResource(Staff staff, Personnel personnel, Tokens tokens, AuditTrail trail) {
        this.staff = staff;
        this.personnel = personnel;
        this.tokens = tokens;
        this.trail = trail;
    }

    /** Without a password one is made, and shown in the answer. */
    @POST
    @Path("/staff")
    @RolesAllowed(Role.ADMINISTERS)
    public Response hire(@Valid @NotNull NewMember draft) {
        String password = Objects.requireNonNullElseGet(draft.password(), personnel::generatedPassword);
        Staff.Member member = staff.hire(draft.name(), draft.role(), password);
        return Response.created(URI.create("/api/v1/staff/" + member.name()))
                .entity(Account.of(member, draft.password() == null ? password : null))
                .build();
    }

    @GET
    @Path("/staff")
    @RolesAllowed(Role.ADMINISTERS)
    public Listing<Staff.Member> members() {
        return new Listing<>(staff.members(), null);
    }

    @GET
    @Path("/staff/{name}")
    @RolesAllowed(Role.ADMINISTERS)
    public Staff.Member member(@PathParam("name") String name) {
        return staff.member(name);
    }

    @PATCH
    @Path("/staff/{name}")
    @RolesAllowed(Role.ADMINISTERS)
    public Staff.Member amend(@PathParam("name") String name, @Valid @NotNull Change change) {
        return personnel.amend(name, change.change());
    }

    /** Ends the sessions of the account. */
    @POST
    @Path("/staff/{name}/password")
    @RolesAllowed(Role.ADMINISTERS)
    public Account resetPassword(@PathParam("name") String name, @Valid @NotNull NewPassword draft) {
        String password = Objects.requireNonNullElseGet(draft.password(), personnel::generatedPassword);
        Staff.Member member = personnel.resetPassword(name, password, draft.version());
        return Account.of(member, draft.password() == null ? password : null);
    }

    /** A token acts with its owner's role, or a smaller one; the owner is whoever asks. */
    @POST
    @Path("/tokens")
    @RolesAllowed(Role.READS)
    public Response issue(@Valid @NotNull NewToken draft) {
        Tokens.Issued token = tokens.issue(new Tokens.Draft(draft.label(), draft.role(), draft.expiresAt()));
        return Response.created(URI.create("/api/v1/tokens/" + token.id()))
                .entity(token)
                .build();
    }

    /** One's own; all of them for an administrator. */
    @GET
    @Path("/tokens")
    @RolesAllowed(Role.READS)
    public Listing<Tokens.Listed> tokens() {
        return new Listing<>(tokens.visible(), null);
    }

    @DELETE
    @Path("/tokens/{id}")
    @RolesAllowed(Role.READS)
    public void revoke(@PathParam("id") long id) {
        tokens.revoke(id);
    }

    /** {@code actor} is a staff name, {@code verb} a whole one or its first word. */
    @GET
    @Path("/audit")
    @RolesAllowed(Role.ADMINISTERS)
    public Listing<AuditTrail.Line> trail(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("verb") @Nullable String verb,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return trail.lines(actor, verb, limit, cursor);
    }
}
