package headsup.care;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import headsup.access.Role;
import headsup.goodwill.Withdrawals;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import headsup.kernel.TakesFacts;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Complaints: taken down, given an owner, answered, resolved, confirmed, reopened. */
@TakesFacts
@Path("/api/v1/complaints")
class ComplaintsResource {

    record NewComplaint(
            @NotBlank @Size(max = 64) String customer,
            @NotBlank @Size(max = 255) String subject,
            @Size(max = 4000) @Nullable String note,
            @Nullable Boolean solicited,
            @Size(max = 64) @Nullable String owner,
            @Nullable Instant dueAt,
            @Nullable Instant receivedAt) {}

    record Step(
            Complaints.@Nullable State state,
            @Size(max = 64) @Nullable String owner,
            @Nullable Instant dueAt,
            @Size(max = 255) @Nullable String executive,
            @Size(max = 255) @Nullable String spokenTo,
            @Nullable Instant spokenAt,
            @Size(max = 255) @Nullable String subject,
            @Nullable Integer version,
            @JsonAnySetter Map<String, @Nullable Object> others) {}

    record Withdrawal(
            @NotBlank @Size(max = Withdrawals.LONGEST_REASON)
            String reason) {}

    private final Complaints complaints;

    ComplaintsResource(Complaints complaints) {
        this.complaints = complaints;
    }

    /** 201 for a new one, 200 with the open one of the same subject. */
    @POST
    @RolesAllowed(Role.CARES)
    public Response open(@Valid @NotNull NewComplaint given) {
        Complaints.Opened opened = complaints.open(new Complaints.Draft(
                given.customer(),
                given.subject(),
                given.note(),
                Boolean.TRUE.equals(given.solicited()),
                given.owner(),
                given.dueAt(),
                given.receivedAt()));
        URI location = URI.create("/api/v1/complaints/" + opened.complaint().id());
        return (opened.fresh() ? Response.created(location) : Response.ok().location(location))
                .entity(opened.complaint())
                .build();
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed(Role.CARES)
    public Complaints.View change(@PathParam("id") String id, @Valid @NotNull Step step) {
        refuseUnknown(step.others());
        return complaints.change(
                id,
                new Complaints.Change(
                        step.state(),
                        step.subject(),
                        step.owner(),
                        step.dueAt(),
                        step.executive(),
                        step.spokenTo(),
                        step.spokenAt(),
                        step.version()));
    }

    /** What can't be changed must not look as if it was. */
    private static void refuseUnknown(@Nullable Map<String, @Nullable Object> others) {
        if (others != null && !others.isEmpty()) {
            throw Refusal.fields(others.keySet().stream()
                    .map(field -> new Refusal.FieldError(
                            field,
                            "can't be changed; state, subject, owner, dueAt, executive, spokenTo and spokenAt can"))
                    .toList());
        }
    }

    /** It was taken down by mistake: all it booked is taken back. */
    @POST
    @Path("/{id}/withdrawal")
    @RolesAllowed(Role.CARES)
    public Complaints.View withdraw(@PathParam("id") String id, @Valid @NotNull Withdrawal withdrawal) {
        return complaints.withdraw(id, withdrawal.reason());
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.READS)
    public Complaints.View get(@PathParam("id") String id) {
        return complaints.get(id);
    }

    @GET
    @RolesAllowed(Role.READS)
    public Listing<Complaints.View> list(
            @QueryParam("customer") @Nullable String customer,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return complaints.page(customer, state(state), limit, cursor);
    }

    private static Complaints.@Nullable State state(@Nullable String word) {
        try {
            return word == null ? null : Complaints.State.of(word);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.field("state", "must be open, answered, resolved, confirmed or withdrawn");
        }
    }
}
