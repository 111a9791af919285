package headsup.console;

import headsup.access.Role;
import headsup.goodwill.CallList;
import headsup.goodwill.Calls;
import headsup.incident.Incident;
import headsup.incident.Incidents;
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

/** Whom to call about an incident, and what was said on the telephone. */
@Path(Rooms.PATH + "/{id}/calls")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class CallsScreen {

    private static final int MOST = 50;

    /**
     * @param notice what was done just now; may be empty
     * @param refused the form that was refused, when its customer is on the list no more
     * @param full whether there may be more to call than are shown
     */
    record Sheet(
            String id, String name, String notice, Form refused, List<Line> lines, boolean full, List<Said> said) {}

    /** @param phone empty when there is none; {@code runway} too, when the balance is below 0 already; {@code form} notes a call to this one */
    record Line(
            String customer,
            String name,
            String phone,
            Mark mark,
            String balance,
            String reason,
            String runway,
            Form form) {}

    /** A call that was made. */
    record Said(String customer, Times.Moment at, String outcome, String note, String author) {}

    private final Incidents incidents;
    private final CallList callList;
    private final Calls calls;
    private final Once once;
    private final Times times;
    private final Resumed resumed;

    CallsScreen(Incidents incidents, CallList callList, Calls calls, Once once, Times times, Resumed resumed) {
        this.incidents = incidents;
        this.callList = callList;
        this.calls = calls;
        this.once = once;
        this.times = times;
        this.resumed = resumed;
    }

    @GET
    public String list(@PathParam("id") String id, @QueryParam("said") @Nullable String said) {
        return sheet(
                incidents.get(id), Notice.sentence(said), resumed.or(Form.blank(), Rooms.PATH + "/" + id + "/calls"));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response note(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Incident incident = incidents.get(id);
        Form form = Form.of(written);
        try {
            boolean connected = connected(form);
            Calls.Attempt attempt =
                    new Calls.Attempt(form.value("note"), connected, connected && form.ticked("apology"), null);
            Once.Outcome outcome = once.noteCall(form.id(), id, form.value("customer"), attempt);
            Notice notice = outcome.again() ? Notice.ONCE : connected ? Notice.SPOKEN : Notice.TRIED;
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, Rooms.PATH + "/" + id + "/calls?said=" + notice.word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(incident, "", form.with(refusal)))
                    .build();
        }
    }

    private static boolean connected(Form form) {
        if (!form.says("connected", "yes") && !form.says("connected", "no")) {
            throw Refusal.field("connected", "must be chosen");
        }
        return form.says("connected", "yes");
    }

    private String sheet(Incident incident, String notice, Form refused) {
        List<CallList.Line> lines = callList.first(incident.id(), MOST);
        boolean shown = lines.stream().anyMatch(line -> refused.says("customer", line.customer()));
        return Screens.calls(new Sheet(
                        incident.id(),
                        incident.name(),
                        notice,
                        shown ? Form.blank() : refused,
                        lines.stream().map(line -> line(line, refused)).toList(),
                        lines.size() == MOST,
                        calls.of(incident.id(), MOST, null).items().stream()
                                .map(this::said)
                                .toList()))
                .render();
    }

    private static Line line(CallList.Line line, Form refused) {
        return new Line(
                line.customer(),
                line.name(),
                Objects.requireNonNullElse(line.phone(), ""),
                Mark.of(line.band()),
                Figures.of(line.balance()),
                reason(line.reason()),
                line.balance() < 0 ? "" : Lasting.span(line.runwayMinutes()),
                refused.says("customer", line.customer()) ? refused : Form.blank());
    }

    private static String reason(CallList.Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> "No word reached them, no address works";
            case OVERDRAWN -> "Overdrawn";
            case RUNWAY -> "Soon overdrawn";
            case BETRAYAL -> "A good friend, and we broke our word";
            case ASKED -> "Asked us, and nobody answered";
        };
    }

    private Said said(Calls.Call call) {
        return new Said(
                call.customer(),
                times.moment(call.at()),
                call.connected() ? "We spoke" : "Not reached",
                call.note(),
                call.author());
    }
}
