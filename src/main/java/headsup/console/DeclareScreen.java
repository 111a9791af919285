package headsup.console;

import headsup.access.Role;
import headsup.catalog.ComponentStatus;
import headsup.incident.Declaration;
import headsup.incident.DraftHints;
import headsup.incident.Hint;
import headsup.incident.Sketches;
import headsup.incident.Visibility;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declaring an incident: three fields, one look at who will be told, done. */
@Path(DeclareScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.RESPONDS)
class DeclareScreen {

    static final String PATH = "/console/declare";
    private static final String STEP = "step";

    /** Who could see it by the last look that was taken. */
    static final String REVIEWED = "reviewed";

    /** @param ready the templates it may begin with */
    record Sheet(Form form, List<Parts.Group> groups, List<Ready.Choice> ready) {}

    /**
     * @param carried the fields of the form, sent on as they are, but for who may see it, which is asked again
     * @param estimate when it is expected to be fixed; null when that is not known yet
     * @param stakes what such an estimate is worth
     */
    record Review(
            List<Form.Field> carried,
            Form form,
            String name,
            String message,
            List<Brief.Touched> components,
            Times.@Nullable Moment next,
            Times.@Nullable Moment estimate,
            String stakes,
            Crowd.Preview preview,
            List<Crowd.Share> bands,
            List<Hint> hints) {}

    private final Drafts drafts;
    private final DraftHints hints;
    private final Ready ready;
    private final Parts parts;
    private final Briefs briefs;
    private final Crowd crowd;
    private final Times times;
    private final Once once;
    private final Resumed resumed;
    private final Sketches sketches;
    private final Adviser adviser;

    DeclareScreen(
            Drafts drafts,
            DraftHints hints,
            Ready ready,
            Parts parts,
            Briefs briefs,
            Crowd crowd,
            Times times,
            Once once,
            Resumed resumed,
            Sketches sketches,
            Adviser adviser) {
        this.sketches = sketches;
        this.adviser = adviser;
        this.drafts = drafts;
        this.hints = hints;
        this.ready = ready;
        this.parts = parts;
        this.briefs = briefs;
        this.crowd = crowd;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String blank(@QueryParam(Ready.TEMPLATE) @Nullable String template) {
        Form blank = Form.blank()
                .with("next", "30m")
                .with("status", "investigating")
                .with(Drafts.ESTIMATE, Drafts.UNKNOWN)
                .with(Drafts.VISIBILITY, "public");
        return sheet(resumed.or(template == null ? blank : ready.begun(blank, template), PATH));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Declaration declaration = drafts.declaration(form);
            boolean told = form.says(STEP, "tell") && isReviewed(form, declaration.visibility());
            if (told) {
                return Rooms.enter(once.declare(form.id(), declaration), Notice.DECLARED);
            }
            return Response.ok(form.says(STEP, "change") ? sheet(form) : review(form, declaration))
                    .build();
        } catch (Refusal refusal) {
            return Response.status(422).entity(sheet(form.with(refusal))).build();
        }
    }

    /** Whether the last look told whom it reaches: who may see it can be changed there once more. */
    static boolean isReviewed(Form form, Visibility visibility) {
        return !form.ticked(REVIEWED) || form.says(REVIEWED, visibility.word());
    }

    private String sheet(Form form) {
        List<Parts.Group> groups = parts.of(form);
        return Screens.declare(new Sheet(form, groups, ready.offered(form))).render();
    }

    private String review(Form form, Declaration declaration) {
        Map<String, ComponentStatus> states = declaration.words().components();
        Map<String, String> names = briefs.names();
        Instant next = declaration.words().nextAt();
        Instant estimate = declaration.words().estimateAt();
        return Screens.review(new Review(
                        form.carried(STEP, REVIEWED, Drafts.VISIBILITY, Drafts.BLAMELESS),
                        form.with(Drafts.VISIBILITY, declaration.visibility().word()),
                        declaration.name(),
                        declaration.words().message(),
                        states.entrySet().stream()
                                .map(s -> new Brief.Touched(
                                        names.getOrDefault(s.getKey(), s.getKey()), Face.of(s.getValue())))
                                .toList(),
                        next == null ? null : times.zoned(next),
                        estimate == null ? null : times.zoned(estimate),
                        adviser.worth(
                                sketches.declared(declaration).incident().impact(),
                                crowd.customers(states.keySet(), declaration.reach())),
                        crowd.of(
                                states.keySet(),
                                declaration.reach(),
                                declaration.visibility(),
                                declaration.words().notifies()),
                        crowd.bands(states.keySet(), declaration.reach()),
                        hints.onDeclaration(declaration.words(), declaration.reach())))
                .render();
    }
}
