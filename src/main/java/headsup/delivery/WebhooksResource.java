package headsup.delivery;

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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The staff's door to outgoing webhooks. For administrators alone: an address can be as good as a password. */
@Path(WebhooksResource.PATH)
@RolesAllowed("admin")
class WebhooksResource {

    static final String PATH = "/api/v1/webhooks";

    record NewWebhook(
            @NotBlank @Size(max = 2_000) String url,
            @Size(max = 120) @Nullable String secret,
            @Size(max = 50) @Nullable List<@NotNull String> events,
            @Size(max = 255) @Nullable String note,
            @Nullable Boolean affected) {}

    record Amendment(
            @Size(max = 2_000) @Nullable String url,
            @Size(max = 50) @Nullable List<@NotNull String> events,
            @Size(max = 255) @Nullable String note,
            @Nullable Boolean affected,
            @Nullable Boolean paused) {}

    /**
     * A webhook as this door speaks it.
     *
     * @param last the message that was tried last; null before the first
     */
    record Shown(
            String id,
            String url,
            List<String> events,
            String note,
            boolean affected,
            String state,
            Instant stateSince,
            String createdBy,
            Instant createdAt,
            Attempts.@Nullable Attempt last) {

        static Shown of(Webhooks.Listed webhook, Map<String, Attempts.Attempt> last) {
            return new Shown(
                    webhook.id(),
                    webhook.url(),
                    webhook.events(),
                    webhook.note(),
                    webhook.affected(),
                    webhook.state(),
                    webhook.stateSince(),
                    webhook.createdBy(),
                    webhook.createdAt(),
                    last.get(webhook.id()));
        }
    }

    /** @param secret shown this once */
    record Added(
            String id,
            String url,
            String secret,
            List<String> events,
            String note,
            boolean affected,
            String state,
            String createdBy,
            Instant createdAt) {

        static Added of(Webhooks.Made made) {
            Webhooks.Listed webhook = made.webhook();
            return new Added(
                    webhook.id(),
                    webhook.url(),
                    made.secret(),
                    webhook.events(),
                    webhook.note(),
                    webhook.affected(),
                    webhook.state(),
                    webhook.createdBy(),
                    webhook.createdAt());
        }
    }

    /** @param id of the message, to be found among the attempts */
    record Sent(String id, String event) {}

    private final Webhooks webhooks;
    private final Attempts attempts;

    WebhooksResource(Webhooks webhooks, Attempts attempts) {
        this.webhooks = webhooks;
        this.attempts = attempts;
    }

    @POST
    @Operation(
            summary = "Have a program told of incidents, maintenances and promises by signed messages; with affected"
                    + " also of those that only affected customers may see. The secret is shown in this answer alone")
    public Response add(@Valid @NotNull NewWebhook draft) {
        Webhooks.Made made = webhooks.add(
                new Webhooks.Draft(draft.url(), draft.secret(), draft.events(), draft.note(), draft.affected()));
        return Response.created(URI.create(PATH + "/" + made.webhook().id()))
                .entity(Added.of(made))
                .build();
    }

    @GET
    @Operation(summary = "All webhooks, oldest first, each with the message that was tried last")
    public Listing<Shown> list() {
        Map<String, Attempts.Attempt> last = attempts.last();
        return new Listing<>(
                webhooks.all().stream().map(webhook -> Shown.of(webhook, last)).toList(), null);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One webhook")
    public Shown one(@PathParam("id") String id) {
        return Shown.of(webhooks.get(id), attempts.last());
    }

    @PATCH
    @Path("/{id}")
    @Operation(summary = "Change address, events, note or affected; pause or resume")
    public Shown change(@PathParam("id") String id, @Valid @NotNull Amendment change) {
        Webhooks.Listed changed = webhooks.change(
                id,
                new Webhooks.Change(change.url(), change.events(), change.note(), change.affected(), change.paused()));
        return Shown.of(changed, attempts.last());
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a webhook, with what was on its way to it")
    public void remove(@PathParam("id") String id) {
        webhooks.remove(id);
    }

    @GET
    @Path("/{id}/attempts")
    @Operation(summary = "The messages of 30 days, newest first: how each stands, and what came of its last try")
    public Listing<Attempts.Attempt> attempts(
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return attempts.of(id, limit, cursor);
    }

    @POST
    @Path("/{id}/test")
    @Operation(summary = "Send a ping, whatever events the webhook listens for")
    public Response test(@PathParam("id") String id) {
        return Response.accepted(new Sent(webhooks.test(id), WebhookEvent.PING.word()))
                .build();
    }
}
