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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The programs that are told of what happens, and one more. */
@Path(WebhooksScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.ADMINISTERS)
class WebhooksScreen {

    static final String PATH = "/console/webhooks";
    private static final String URL = "url";
    private static final String NOTE = "note";
    private static final String SECRET = "secret";
    static final String AFFECTED = "affected";
    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_NOTE = 255;
    private static final int LONGEST_SECRET = 120;

    /** @param shown the secret of one that was made just now; null without one */
    record Sheet(
            List<Line> lines,
            List<Choice> events,
            Form form,
            String notice,
            @Nullable Revealed shown) {}

    /** @param last what came of the last try; null before the first */
    record Line(
            String id,
            String url,
            String note,
            Bell bell,
            @Nullable Try last) {}

    /** An event that can be listened for. */
    record Choice(String word, boolean chosen) {}

    private final Webhooks webhooks;
    private final Attempts attempts;
    private final Once once;
    private final Times times;
    private final Resumed resumed;

    WebhooksScreen(Webhooks webhooks, Attempts attempts, Once once, Times times, Resumed resumed) {
        this.webhooks = webhooks;
        this.attempts = attempts;
        this.once = once;
        this.times = times;
        this.resumed = resumed;
    }

    @GET
    public String list(@QueryParam("said") @Nullable String said) {
        return sheet(resumed.or(blank(), PATH), Notice.sentence(said), null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, URL, LONGEST_URL);
            faults.optional(form, NOTE, LONGEST_NOTE);
            faults.optional(form, SECRET, LONGEST_SECRET);
            faults.refuse();
            Webhooks.Made made = made(form);
            return made == null
                    ? Response.ok(sheet(blank(), Notice.sentence(Notice.WEBHOOK_SHOWN.word()), null))
                            .build()
                    : Response.ok(sheet(blank(), "", new Revealed("The secret of the new webhook", made.secret())))
                            .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(form.with(refusal), "", null))
                    .build();
        }
    }

    /** Null when the form had been sent before. */
    private Webhooks.@Nullable Made made(Form form) {
        AtomicReference<Webhooks.@Nullable Made> made = new AtomicReference<>();
        String secret = form.value(SECRET);
        Webhooks.Draft draft = new Webhooks.Draft(
                form.value(URL),
                secret.isEmpty() ? null : secret,
                Webhooks.events().stream().filter(form::ticked).toList(),
                form.value(NOTE),
                form.ticked(AFFECTED));
        once.first(form.id(), () -> made.set(webhooks.add(draft)));
        return made.get();
    }

    private static Form blank() {
        Form form = Form.blank();
        for (String event : Webhooks.events()) {
            form = form.with(event, "yes");
        }
        return form;
    }

    private String sheet(Form form, String notice, @Nullable Revealed shown) {
        Map<String, Attempts.Attempt> last = attempts.last();
        List<Line> lines = webhooks.all().stream()
                .map(webhook -> new Line(
                        webhook.id(),
                        webhook.url(),
                        webhook.note(),
                        Bell.of(webhook.state()),
                        Try.of(last.get(webhook.id()), times)))
                .toList();
        List<Choice> events = Webhooks.events().stream()
                .map(event -> new Choice(event, form.ticked(event)))
                .toList();
        return Screens.webhooks(new Sheet(lines, events, form, notice, shown)).render();
    }
}
