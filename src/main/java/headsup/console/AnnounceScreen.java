package headsup.console;

import headsup.access.Role;
import headsup.incident.DraftHints;
import headsup.incident.Hint;
import headsup.incident.Maintenances;
import headsup.incident.Plan;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Announcing a maintenance: what is planned and when, one look at who will be told, done. */
@Path(AnnounceScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.RESPONDS)
class AnnounceScreen {

    static final String PATH = "/console/announce";
    private static final String STEP = "step";

    /** By which hints and proofs know what a form is about. */
    private static final String MAINTENANCE = "maintenance";

    /** @param zone in which the times of the form are meant */
    record Sheet(Form form, List<Parts.Group> groups, String zone) {}

    /**
     * @param carried the fields of the form, sent on as they are, but for who may see it, which is asked again
     * @param yours the window in the zone of its writer; null where that is the page's
     * @param byHand whether somebody must end it
     */
    record Review(
            List<Form.Field> carried,
            Form form,
            String name,
            String message,
            List<String> components,
            Window window,
            @Nullable Window yours,
            boolean byHand,
            Crowd.Preview preview,
            List<Hint> hints) {}

    private final Maintenances maintenances;
    private final PlanDrafts drafts;
    private final DraftHints hints;
    private final Parts parts;
    private final Briefs briefs;
    private final Crowd crowd;
    private final Times times;
    private final OwnZone own;
    private final Once once;
    private final Resumed resumed;

    AnnounceScreen(
            Maintenances maintenances,
            PlanDrafts drafts,
            DraftHints hints,
            Parts parts,
            Briefs briefs,
            Crowd crowd,
            Times times,
            OwnZone own,
            Once once,
            Resumed resumed) {
        this.maintenances = maintenances;
        this.drafts = drafts;
        this.hints = hints;
        this.parts = parts;
        this.briefs = briefs;
        this.crowd = crowd;
        this.times = times;
        this.own = own;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String blank() {
        return sheet(resumed.or(
                Form.blank().with(OwnZone.FIELD, own.zone().getId()).with(Drafts.VISIBILITY, "public"), PATH));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response send(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Plan plan = drafts.plan(form);
            boolean told = form.says(STEP, "tell")
                    && DeclareScreen.isReviewed(form, plan.declared().visibility());
            if (told) {
                return PlanRooms.enter(once.announce(form.id(), plan));
            }
            return Response.ok(form.says(STEP, "change") ? sheet(form) : review(form, plan))
                    .build();
        } catch (Refusal refusal) {
            return Response.status(422).entity(sheet(form.with(refusal))).build();
        }
    }

    private String sheet(Form form) {
        return Screens.announce(new Sheet(form, parts.of(form), own.name(form))).render();
    }

    private String review(Form form, Plan plan) {
        maintenances.check(plan);
        Words words = plan.declared().words();
        Map<String, String> names = briefs.names();
        return Screens.announced(new Review(
                        form.carried(STEP, DeclareScreen.REVIEWED, Drafts.VISIBILITY, Drafts.BLAMELESS, MAINTENANCE),
                        form.with(
                                Drafts.VISIBILITY, plan.declared().visibility().word()),
                        plan.declared().name(),
                        words.message(),
                        words.components().keySet().stream()
                                .map(id -> names.getOrDefault(id, id))
                                .toList(),
                        times.window(plan.from(), plan.until()),
                        yours(plan.from(), plan.until(), own.of(form)),
                        !plan.autoComplete(),
                        crowd.of(
                                words.components().keySet(),
                                plan.declared().reach(),
                                plan.declared().visibility(),
                                words.notifies()),
                        hints.onAnnouncement(words)))
                .render();
    }

    private @Nullable Window yours(Instant from, Instant until, ZoneId written) {
        ZoneId zone = own.ifAnother(written);
        return zone == null ? null : Window.of(from, until, zone, times.now());
    }
}
