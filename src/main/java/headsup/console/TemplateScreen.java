package headsup.console;

import headsup.access.Role;
import headsup.incident.DeclarationTemplate;
import headsup.incident.DeclarationTemplates;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** One template of declarations, or a new one: its words, and taking it away. */
@Path(TemplatesScreen.PATH + "/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.RESPONDS)
class TemplateScreen {

    private static final String NEW = "new";

    /** @param id {@code new} for one that is not kept yet; {@code known} for one that is */
    record Sheet(String id, boolean known, Form form, List<Parts.Group> groups) {}

    private final DeclarationTemplates templates;
    private final Ready ready;
    private final Parts parts;
    private final Once once;
    private final Resumed resumed;

    TemplateScreen(DeclarationTemplates templates, Ready ready, Parts parts, Once once, Resumed resumed) {
        this.templates = templates;
        this.ready = ready;
        this.parts = parts;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String show(@PathParam("id") String id) {
        Form blank = id.equals(NEW) ? Form.blank().with("next", "30m") : ready.written(templates.get(id));
        return sheet(id, resumed.or(blank, path(id)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response write(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            DeclarationTemplates.Draft draft = ready.draft(form);
            boolean first = once.first(form.id(), () -> {
                if (id.equals(NEW)) {
                    templates.keep(draft);
                } else {
                    templates.change(id, draft, version(form));
                }
            });
            return goTo(!first ? Notice.ONCE : id.equals(NEW) ? Notice.ADDED : Notice.CHANGED);
        } catch (Refusal refusal) {
            return again(id, form, refusal);
        }
    }

    @POST
    @Path("/removal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            return goTo(
                    once.first(form.id(), () -> templates.remove(id, version(form))) ? Notice.DELETED : Notice.ONCE);
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                throw refusal;
            }
            return again(id, ready.written(templates.get(id)), refusal);
        }
    }

    /** Whoever comes second is told what the first one wrote; what they send next is meant for that. */
    private Response again(String id, Form form, Refusal refusal) {
        if (refusal.code() != Refusal.Code.STALE) {
            return answer(refusal, sheet(id, form.with(refusal)));
        }
        DeclarationTemplate now = templates.get(id);
        Refusal told = Refusal.of(
                Refusal.Code.STALE,
                refusal.detail() + " It now says: \u201c" + now.title() + "\u201d, \u201c" + now.message()
                        + "\u201d What you wrote is kept; save it again if you still mean it.");
        return answer(refusal, sheet(id, form.with(told).with(Ready.VERSION, Integer.toString(now.version()))));
    }

    private static Response answer(Refusal refusal, String sheet) {
        return Response.status(refusal.code().status()).entity(sheet).build();
    }

    private static Response goTo(Notice notice) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, TemplatesScreen.PATH + "?said=" + notice.word())
                .build();
    }

    private static String path(String id) {
        return TemplatesScreen.PATH + "/" + id;
    }

    private static int version(Form form) {
        try {
            return Integer.parseInt(form.value(Ready.VERSION));
        } catch (NumberFormatException none) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
    }

    private String sheet(String id, Form form) {
        return Screens.template(new Sheet(id, !id.equals(NEW), form, parts.of(form)))
                .render();
    }
}
