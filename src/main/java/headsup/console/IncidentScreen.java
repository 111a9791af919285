package headsup.console;

import headsup.access.Role;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The room of an incident: clock and silence on top, the next words, all that was said. */
@Path(Rooms.PATH + "/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class IncidentScreen {

    private static final String UPDATES = "/updates";
    private static final String REOPENING = "/reopening";
    private static final String ROOT_CAUSE = "/root-cause";

    private final Rooms rooms;
    private final Drafts drafts;
    private final Once once;
    private final Resumed resumed;
    private final Judgements judgements;
    private final BlamePrice price;

    IncidentScreen(Rooms rooms, Drafts drafts, Once once, Resumed resumed, Judgements judgements, BlamePrice price) {
        this.price = price;
        this.judgements = judgements;
        this.rooms = rooms;
        this.drafts = drafts;
        this.once = once;
        this.resumed = resumed;
    }

    /** A maintenance has a room of its own. */
    @GET
    public Response show(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        return rooms.isPlanned(id)
                ? Response.status(303)
                        .header(HttpHeaders.LOCATION, PlanRooms.path(id))
                        .build()
                : Response.ok(room(id, said)).build();
    }

    private String room(String id, @Nullable String said) {
        String room = Rooms.PATH + "/" + id;
        return rooms.shown(
                id,
                Notice.sentence(said),
                blank -> new Rooms.Forms(
                        resumed.or(blank.next(), room + UPDATES),
                        resumed.or(blank.cause(), room + ROOT_CAUSE),
                        // If it ended meanwhile, the words of an update may be those of its return.
                        resumed.or(resumed.or(blank.again(), room + UPDATES), room + REOPENING)),
                resumed.or(Form.blank(), room + CrewScreen.BELOW),
                Said.Judging.of(resumed.below(room + UPDATES)));
    }

    @POST
    @Path(UPDATES)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response post(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Words words = drafts.update(form);
            Optional<Form> untold = price.untold(id, form, words);
            if (untold.isPresent()) {
                return asked(id, untold.get());
            }
            Notice notice = words.status() == Status.RESOLVED ? Notice.RESOLVED : Notice.POSTED;
            return Rooms.enter(once.post(form, id, words), notice);
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return again(id, refusal, blank -> new Rooms.Forms(again, blank.cause(), blank.again()));
        }
    }

    @POST
    @Path(REOPENING)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response reopen(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Words words = drafts.update(form);
            Optional<Form> untold = price.untold(id, form, words);
            if (untold.isPresent()) {
                return asked(id, untold.get());
            }
            return Rooms.enter(once.reopen(form, id, words), Notice.REOPENED);
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return again(id, refusal, blank -> new Rooms.Forms(blank.next(), blank.cause(), again));
        }
    }

    @POST
    @Path(ROOT_CAUSE)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.RESPONDS)
    public Response tellRootCause(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            return Rooms.enter(
                    once.tellRootCause(form, id, drafts.message(form), Drafts.messages(form), Drafts.blame(form)),
                    Notice.TOLD);
        } catch (Refusal refusal) {
            Form again = rooms.again(id, form, refusal);
            return again(id, refusal, blank -> new Rooms.Forms(blank.next(), again, blank.again()));
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
            boolean first = judgements.once(form, id, update);
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            judgements.room(id) + "?said=" + (first ? Notice.JUDGED : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                throw refusal;
            }
            Said.Judging again = new Said.Judging(update, form.with(refusal));
            return Response.status(refusal.code().status())
                    .entity(rooms.shown(id, "", blank -> blank, Form.blank(), again))
                    .build();
        }
    }

    /** The room with a form that is not sent yet; if it ended or failed again meanwhile, its words stand in the form there is. */
    private Response asked(String id, Form form) {
        return Response.ok(rooms.shown(id, "", blank -> new Rooms.Forms(form, blank.cause(), form)))
                .build();
    }

    /** The room with the words kept; an incident that is not there has no room. */
    private Response again(String id, Refusal refusal, UnaryOperator<Rooms.Forms> forms) {
        if (refusal.code() == Refusal.Code.NOT_FOUND) {
            throw refusal;
        }
        return Response.status(refusal.code().status())
                .entity(rooms.shown(id, "", forms))
                .build();
    }
}
