package headsup.console;

import headsup.access.Role;
import headsup.incident.Maintenances;
import headsup.incident.Status;
import headsup.incident.Words;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The room of a maintenance: what is planned, all that was said, and what may still change. */
@Path(MaintenancesScreen.PATH + "/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class MaintenanceScreen {

    private static final String UPDATES = "/updates";
    private static final String WINDOW = "/window";
    private static final String CANCELLATION = "/cancellation";
    private static final String END = "/end";
    private static final String EXTENSION = "/extension";

    private final PlanRooms rooms;
    private final PlanDrafts drafts;
    private final Maintenances maintenances;
    private final Once once;
    private final Resumed resumed;
    private final Judgements judgements;
    private final BlamePrice price;

    MaintenanceScreen(
            PlanRooms rooms,
            PlanDrafts drafts,
            Maintenances maintenances,
            Once once,
            Resumed resumed,
            Judgements judgements,
            BlamePrice price) {
        this.price = price;
        this.judgements = judgements;
        this.rooms = rooms;
        this.drafts = drafts;
        this.maintenances = maintenances;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String show(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        String room = PlanRooms.path(id);
        return rooms.shown(
                id,
                Notice.sentence(said),
                blank -> new PlanRooms.Forms(
                        resumed.or(blank.next(), room + UPDATES),
                        resumed.or(blank.move(), room + WINDOW),
                        resumed.or(blank.off(), room + CANCELLATION),
                        resumed.or(blank.end(), room + END),
                        resumed.or(blank.extend(), room + EXTENSION)),
                Said.Judging.of(resumed.below(room + UPDATES)));
    }

    @POST
    @Path(UPDATES)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response post(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Words words = drafts.words(form, PlanDrafts.status(form));
            Notice notice = words.status() == Status.COMPLETED ? Notice.COMPLETED : Notice.SAID;
            Optional<Form> untold = price.untold(id, form, words);
            return untold.isPresent()
                    ? asked(id, blank -> blank.withNext(untold.get()))
                    : done(id, form, notice, () -> maintenances.post(id, words));
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return refused(id, refusal, blank -> blank.withNext(again));
        }
    }

    @POST
    @Path(WINDOW)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response move(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            PlanDrafts.Shift shift = drafts.shift(form, maintenances.get(id));
            Words words = drafts.words(form, Status.SCHEDULED);
            Optional<Form> untold = price.untold(id, form, words);
            return untold.isPresent()
                    ? asked(id, blank -> blank.withMove(untold.get()))
                    : done(id, form, Notice.MOVED, () -> maintenances.move(id, shift.from(), shift.until(), words));
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return refused(id, refusal, blank -> blank.withMove(again));
        }
    }

    @POST
    @Path(END)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response end(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Words words = drafts.words(form, Status.COMPLETED);
            Optional<Form> untold = price.untold(id, form, words);
            return untold.isPresent()
                    ? asked(id, blank -> blank.withEnd(untold.get()))
                    : done(id, form, Notice.COMPLETED, () -> maintenances.post(id, words));
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return refused(id, refusal, blank -> blank.withEnd(again));
        }
    }

    @POST
    @Path(EXTENSION)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response extend(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            PlanDrafts.Shift shift = drafts.shift(form, maintenances.get(id));
            Words words = drafts.words(form, Status.SCHEDULED);
            Optional<Form> untold = price.untold(id, form, words);
            return untold.isPresent()
                    ? asked(id, blank -> blank.withExtend(untold.get()))
                    : done(id, form, Notice.MOVED, () -> maintenances.move(id, null, shift.until(), words));
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return refused(id, refusal, blank -> blank.withExtend(again));
        }
    }

    @POST
    @Path(CANCELLATION)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response cancel(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Words words = drafts.words(form, Status.COMPLETED);
            Optional<Form> untold = price.untold(id, form, words);
            return untold.isPresent()
                    ? asked(id, blank -> blank.withOff(untold.get()))
                    : done(id, form, Notice.CANCELLED, () -> maintenances.cancel(id, words));
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return refused(id, refusal, blank -> blank.withOff(again));
        }
    }

    /** Corrects whether an update blames others. */
    @POST
    @Path(UPDATES + "/{update}/blame")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response judge(
            @PathParam("id") String id, @PathParam("update") String update, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            return PlanRooms.enter(id, judgements.once(form, id, update) ? Notice.JUDGED : Notice.ONCE);
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                throw refusal;
            }
            Said.Judging again = new Said.Judging(update, form.with(refusal));
            return Response.status(refusal.code().status())
                    .entity(rooms.shown(id, "", blank -> blank, again))
                    .build();
        }
    }

    /** Once, and only if nothing was said since its writer looked. */
    private Response done(String id, Form form, Notice notice, Runnable verb) {
        int known = Meanwhile.count(form);
        boolean first = once.first(form.id(), () -> {
            maintenances.hold(id, known);
            verb.run();
        });
        return PlanRooms.enter(id, first ? notice : Notice.ONCE);
    }

    /** The room with a form that is not sent yet. */
    private Response asked(String id, UnaryOperator<PlanRooms.Forms> forms) {
        return Response.ok(rooms.shown(id, "", forms)).build();
    }

    /** The room with the words kept; a maintenance that is not there has no room. */
    private Response refused(String id, Refusal refusal, UnaryOperator<PlanRooms.Forms> forms) {
        if (refusal.code() == Refusal.Code.NOT_FOUND) {
            throw refusal;
        }
        return Response.status(refusal.code().status())
                .entity(rooms.shown(id, "", forms))
                .build();
    }
}
