package headsup.console;

import headsup.access.Role;
import headsup.delivery.Attempts;
import headsup.delivery.Webhooks;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One webhook: what came of its messages, holding it, trying it, ending it. Sending a form twice does nothing twice. */
@Path(WebhooksScreen.PATH + "/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.ADMINISTERS)
class WebhookScreen {

    private static final int MOST_SHOWN = 20;

    /** @param form for the test */
    record Sheet(Webhooks.Listed webhook, Bell bell, Times.Moment since, List<Try> tries, Form form, String notice) {}

    private final Webhooks webhooks;
    private final Attempts attempts;
    private final Once once;
    private final Times times;

    WebhookScreen(Webhooks webhooks, Attempts attempts, Once once, Times times) {
        this.webhooks = webhooks;
        this.attempts = attempts;
        this.once = once;
        this.times = times;
    }

    @GET
    public String show(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        return sheet(id, Form.blank(), Notice.sentence(said));
    }

    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response pause(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        webhooks.change(id, new Webhooks.Change(null, null, null, null, true));
        return goTo(path(id), Notice.WEBHOOK_PAUSED);
    }

    @POST
    @Path("/resumption")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response resume(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        webhooks.change(id, new Webhooks.Change(null, null, null, null, false));
        return goTo(path(id), Notice.WEBHOOK_RESUMED);
    }

    /** Sent twice it is still as it says. */
    @POST
    @Path("/audience")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response hear(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        boolean affected = Form.of(written).ticked(WebhooksScreen.AFFECTED);
        webhooks.change(id, new Webhooks.Change(null, null, null, affected, null));
        return goTo(path(id), Notice.CHANGED);
    }

    @POST
    @Path("/test")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response test(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            once.first(form.id(), () -> webhooks.test(id));
            return goTo(path(id), Notice.PINGED);
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                throw refusal;
            }
            return Response.status(refusal.code().status())
                    .entity(sheet(id, form.with(refusal), ""))
                    .build();
        }
    }

    @POST
    @Path("/deletion")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        try {
            webhooks.remove(id);
        } catch (Refusal gone) {
            if (gone.code() != Refusal.Code.NOT_FOUND) {
                throw gone;
            }
        }
        return goTo(WebhooksScreen.PATH, Notice.WEBHOOK_DELETED);
    }

    private static String path(String id) {
        return WebhooksScreen.PATH + "/" + id;
    }

    private static Response goTo(String path, Notice notice) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path + "?said=" + notice.word())
                .build();
    }

    private String sheet(String id, Form form, String notice) {
        Webhooks.Listed webhook = webhooks.get(id);
        List<Try> tries = attempts.of(id, MOST_SHOWN, null).items().stream()
                .map(attempt -> Objects.requireNonNull(Try.of(attempt, times)))
                .toList();
        return Screens.webhook(new Sheet(
                        webhook, Bell.of(webhook.state()), times.dated(webhook.stateSince()), tries, form, notice))
                .render();
    }
}
