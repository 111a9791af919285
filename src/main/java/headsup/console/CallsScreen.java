package headsup.console;

import headsup.access.Actor;
import headsup.access.Role;
import headsup.goodwill.CallClaims;
import headsup.goodwill.CallList;
import headsup.goodwill.Calls;
import headsup.goodwill.Withdrawals;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom to call about an incident, and what was said on the telephone. */
@Path(Rooms.PATH + "/{id}" + CallsScreen.BELOW)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class CallsScreen {

    static final String BELOW = "/calls";
    private static final String CLAIM = "/claim";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final int MOST = 50;

    /**
     * @param notice what was done just now; may be empty
     * @param refused the form that was refused, when its customer is on the list no more
     * @param open whether the incident is; the list of one that is over has no lines
     * @param numbered those with a telephone number; {@code unnumbered} those without
     * @param more how many are on the list beside those shown
     */
    record Sheet(
            String id,
            String name,
            String notice,
            Form refused,
            boolean open,
            Numbers numbers,
            List<Line> numbered,
            List<Line> unnumbered,
            String more,
            List<Said> said) {}

    /** The head of the list, as people read it. */
    record Numbers(String affected, String told, String notReached, String worthACall) {}

    /**
     * @param phone empty when there is none, and then {@code contacts} says whom to ask for one
     * @param before the balance before the incident; empty when it was the same
     * @param runway empty when the balance is below 0 already
     * @param claim null when nobody is ringing them
     * @param form notes a call to this one; {@code noting} whether it stands open
     */
    record Line(
            String customer,
            String name,
            String phone,
            List<String> contacts,
            Mark mark,
            String balance,
            String before,
            String reason,
            String runway,
            @Nullable Claim claim,
            Form form,
            boolean noting) {}

    /** @param mine whether whoever looks is ringing them */
    record Claim(String by, boolean mine, Times.Moment since, String span) {}

    /** A call that was made; {@code withdraw}, sent to {@code withdrawal}, takes it back, null when it was withdrawn already. */
    record Said(
            String id,
            String customer,
            Times.Moment at,
            String outcome,
            String note,
            String author,
            Times.@Nullable Moment withdrawn,
            String withdrawnBy,
            String withdrawnReason,
            String withdrawal,
            @Nullable Form withdraw) {}

    private final Incidents incidents;
    private final CallList callList;
    private final Calls calls;
    private final Withdrawals withdrawals;
    private final Once once;
    private final CallClaims claims;
    private final Actor actor;
    private final Times times;
    private final Resumed resumed;

    CallsScreen(
            Incidents incidents,
            CallList callList,
            Calls calls,
            Withdrawals withdrawals,
            CallClaims claims,
            Once once,
            Actor actor,
            Times times,
            Resumed resumed) {
        this.withdrawals = withdrawals;
        this.claims = claims;
        this.actor = actor;
        this.incidents = incidents;
        this.callList = callList;
        this.calls = calls;
        this.once = once;
        this.times = times;
        this.resumed = resumed;
    }

    @GET
    public String list(
            @PathParam("id") String id,
            @QueryParam("said") @Nullable String said,
            @QueryParam("ringing") @Nullable String ringing) {
        Incident incident = incidents.get(id);
        String notice = Notice.sentence(said);
        String open = Objects.requireNonNullElse(ringing, "");
        return resumed.below(path(id))
                .filter(one -> NUMBER.matcher(one.id()).matches())
                .map(one -> sheet(incident, notice, Form.blank(), open, one.id(), one.form()))
                .orElseGet(() -> sheet(
                        incident, notice, resumed.or(resumed.or(Form.blank(), path(id)), path(id) + CLAIM), open));
    }

    static String path(String id) {
        return Rooms.PATH + "/" + id + BELOW;
    }

    @POST
    @Path("/{call}/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response withdraw(
            @PathParam("id") String id, @PathParam("call") long call, MultivaluedMap<String, String> written) {
        Incident incident = incidents.get(id);
        Form form = Form.of(written);
        try {
            boolean first = once.first(
                    form.id(), () -> withdrawals.withdraw(Withdrawals.Kind.CALL, id, call, form.value("reason")));
            return enter(id, "?said=" + (first ? Notice.WITHDRAWN : Notice.ONCE).word());
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(incident, "", Form.blank(), "", Long.toString(call), form.with(refusal)))
                    .build();
        }
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
            return enter(id, "?said=" + notice.word());
        } catch (Refusal refusal) {
            return refused(incident, form, refusal);
        }
    }

    /** "I'm ringing": the line is this member's, and its note stands open. */
    @POST
    @Path(CLAIM)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response claim(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        String customer = form.value("customer");
        return doing(
                id,
                form,
                () -> claims.claim(id, customer),
                "?ringing=" + URLEncoder.encode(customer, StandardCharsets.UTF_8));
    }

    @POST
    @Path("/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response release(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return doing(id, form, () -> claims.release(id, form.value("customer")), "");
    }

    private Response doing(String id, Form form, Runnable deed, String query) {
        Incident incident = incidents.get(id);
        try {
            deed.run();
            return enter(id, query);
        } catch (Refusal refusal) {
            return refused(incident, form, refusal);
        }
    }

    private Response refused(Incident incident, Form form, Refusal refusal) {
        return Response.status(refusal.code().status())
                .entity(sheet(incident, "", form.with(refusal), ""))
                .build();
    }

    private static Response enter(String id, String query) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path(id) + query)
                .build();
    }

    private static boolean connected(Form form) {
        if (!form.says("connected", "yes") && !form.says("connected", "no")) {
            throw Refusal.field("connected", "must be chosen");
        }
        return form.says("connected", "yes");
    }

    private String sheet(Incident incident, String notice, Form refused, String ringing) {
        return sheet(incident, notice, refused, ringing, "", Form.blank());
    }

    /** @param at the call that {@code withdrawal} is about; empty for none */
    private String sheet(Incident incident, String notice, Form refused, String ringing, String at, Form withdrawal) {
        CallList.Sheet list = callList.sheet(incident.id(), MOST);
        List<CallList.Line> lines = list.lines();
        Map<Boolean, List<Line>> byPhone = lines.stream()
                .map(line -> line(line, refused, ringing))
                .collect(Collectors.partitioningBy(line -> !line.phone().isEmpty()));
        long more = list.summary().worthACall() - lines.size();
        boolean shown = lines.stream().anyMatch(line -> refused.says("customer", line.customer()));
        return Screens.calls(new Sheet(
                        incident.id(),
                        incident.name(),
                        notice,
                        shown ? Form.blank() : refused,
                        list.summary().open(),
                        numbers(list.summary()),
                        byPhone.getOrDefault(true, List.of()),
                        byPhone.getOrDefault(false, List.of()),
                        more > 0 ? Figures.of(more) : "",
                        calls.of(incident.id(), MOST, null).items().stream()
                                .map(call -> said(
                                        incident.id(),
                                        call,
                                        Long.toString(call.id()).equals(at) ? withdrawal : Form.blank()))
                                .toList()))
                .render();
    }

    private static Numbers numbers(CallList.Summary summary) {
        return new Numbers(
                Figures.of(summary.affected()),
                Figures.of(summary.told()),
                Figures.of(summary.notReached()),
                Figures.of(summary.worthACall()));
    }

    private Line line(CallList.Line line, Form refused, String ringing) {
        Form form = refused.says("customer", line.customer()) ? refused : Form.blank();
        return new Line(
                line.customer(),
                line.name(),
                Objects.requireNonNullElse(line.phone(), ""),
                line.contacts().stream().map(CallsScreen::person).toList(),
                Mark.of(line.band()),
                Figures.of(line.balance()),
                line.balanceBefore() == line.balance() ? "" : Figures.of(line.balanceBefore()),
                reason(line),
                line.balance() < 0 ? "" : Lasting.span(line.runwayMinutes()),
                line.claim() == null ? null : claim(line.claim()),
                form,
                form.isBegun() || ringing.equals(line.customer()));
    }

    private Claim claim(CallClaims.Claim claim) {
        return new Claim(
                claim.by(),
                claim.by().equals(actor.name()),
                times.moment(claim.since()),
                Times.span(Duration.between(claim.since(), times.now())));
    }

    private static String person(CallList.Person person) {
        return person.name() == null ? person.email() : person.name() + ", " + person.email();
    }

    private static String reason(CallList.Line line) {
        return switch (line.reason()) {
            case UNREACHABLE -> "Nothing has reached them, and no email address works";
            case OVERDRAWN -> "Below zero before this incident";
            case RUNWAY -> "Goodwill runs out within the hour";
            case BETRAYAL -> "A good account, and we broke a promise";
            case ASKED -> "They asked, and nobody has answered";
            case CROSSED_ZERO -> line.balanceBefore() < 0 ? "Below zero" : "Below zero since this incident";
        };
    }

    private static String outcome(Calls.Call call) {
        if (!call.connected()) {
            return "Not reached";
        }
        return call.counts() ? "We spoke" : "We spoke; noted too late to count";
    }

    private Said said(String incident, Calls.Call call, Form withdrawal) {
        return new Said(
                Long.toString(call.id()),
                call.customer(),
                times.moment(call.at()),
                outcome(call),
                call.note(),
                call.author(),
                call.withdrawnAt() == null ? null : times.dated(call.withdrawnAt()),
                Objects.requireNonNullElse(call.withdrawnBy(), ""),
                Objects.requireNonNullElse(call.withdrawnReason(), ""),
                Rooms.PATH + "/" + incident + "/calls/" + call.id() + "/withdrawal",
                call.withdrawnAt() == null ? withdrawal : null);
    }
}
