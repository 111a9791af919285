package headsup.console;

import headsup.access.Personnel;
import headsup.access.Role;
import headsup.access.Staff;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One account: its role, whether it may sign in, and another password for it. */
@Path(PeopleScreen.PATH + "/{name}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.ADMINISTERS)
class PersonScreen {

    private static final String VERSION = "version";
    private static final String DISABLED = "disabled";
    private static final String PASSWORD = "password";

    /**
     * @param change the form for role and standing; {@code reset} the one for a password
     * @param shown a password that was made just now; null without one
     */
    record Sheet(
            Staff.Member member,
            Facts facts,
            List<Duties.Choice> roles,
            Form change,
            Form reset,
            String notice,
            @Nullable Revealed shown) {}

    /** @param seen null for never */
    record Facts(String role, Times.Moment since, Times.@Nullable Moment seen) {}

    private final Staff staff;
    private final Personnel personnel;
    private final Times times;
    private final Resumed resumed;

    PersonScreen(Staff staff, Personnel personnel, Times times, Resumed resumed) {
        this.staff = staff;
        this.personnel = personnel;
        this.times = times;
        this.resumed = resumed;
    }

    @GET
    public String show(@PathParam("name") String name, @QueryParam("said") @Nullable String said) {
        Staff.Member member = staff.member(name);
        Form change = resumed.or(standing(member), path(name) + "/standing");
        boolean stale = !change.says(VERSION, Long.toString(member.version()));
        return sheet(
                member,
                stale ? change.with(changedMeanwhile(member)) : change,
                Form.blank(),
                Notice.sentence(said),
                null);
    }

    @POST
    @Path("/standing")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("name") String name, MultivaluedMap<String, String> written, @Context SecurityContext caller) {
        Form form = Form.of(written);
        try {
            Role role = form.ticked(Duties.FIELD) ? Duties.chosen(form) : null;
            Staff.Member changed =
                    personnel.amend(name, new Personnel.Change(role, form.ticked(DISABLED), version(form)));
            return goTo(changed, caller, Notice.CHANGED);
        } catch (Refusal refusal) {
            Staff.Member member = staff.member(name);
            return again(
                    refusal, sheet(member, seen(form, member).with(told(refusal, member)), Form.blank(), "", null));
        }
    }

    @POST
    @Path("/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response reset(
            @PathParam("name") String name, MultivaluedMap<String, String> written, @Context SecurityContext caller) {
        Form form = Form.of(written);
        try {
            if (form.ticked(PASSWORD)) {
                return goTo(
                        personnel.resetPassword(name, written.getFirst(PASSWORD), version(form)), caller, Notice.RESET);
            }
            String made = personnel.generatedPassword();
            Staff.Member member = personnel.resetPassword(name, made, version(form));
            Revealed shown = new Revealed("The new password of " + name, made);
            return Response.ok(
                            sheet(member, standing(member), Form.blank(), Notice.sentence(Notice.RESET.word()), shown))
                    .build();
        } catch (Refusal refusal) {
            Staff.Member member = staff.member(name);
            return again(refusal, sheet(member, standing(member), form.with(told(refusal, member)), "", null));
        }
    }

    /** Who is no administrator any more by his own hand has nothing to see here. */
    private static Response goTo(Staff.Member member, SecurityContext caller, Notice notice) {
        boolean own = member.name().equals(caller.getUserPrincipal().getName());
        String to =
                own && (member.disabled() || member.role() != Role.ADMIN) ? SettingsScreen.PATH : path(member.name());
        return Response.status(303)
                .header(HttpHeaders.LOCATION, to + "?said=" + notice.word())
                .build();
    }

    private static Response again(Refusal refusal, String sheet) {
        return Response.status(refusal.code().status()).entity(sheet).build();
    }

    private static Refusal told(Refusal refusal, Staff.Member member) {
        return refusal.code() == Refusal.Code.STALE ? changedMeanwhile(member) : refusal;
    }

    /** Who comes second is told what the first one did; what they send next is meant for that. */
    private static Refusal changedMeanwhile(Staff.Member member) {
        return Refusal.of(
                Refusal.Code.STALE,
                "Somebody changed this account while you looked at it. It is now: "
                        + Duties.word(member.role())
                        + (member.disabled() ? ", disabled." : ".")
                        + " What you chose stands below; send it again if you still mean it.");
    }

    private static Form standing(Staff.Member member) {
        Form form =
                Form.blank().with(Duties.FIELD, member.role().word()).with(VERSION, Long.toString(member.version()));
        return member.disabled() ? form.with(DISABLED, "yes") : form;
    }

    private static Form seen(Form form, Staff.Member member) {
        return form.with(VERSION, Long.toString(member.version()));
    }

    private static Long version(Form form) {
        try {
            return Long.valueOf(form.value(VERSION));
        } catch (NumberFormatException none) {
            throw Refusal.of(Refusal.Code.MALFORMED, "This form is not whole. Load the page again.");
        }
    }

    private static String path(String name) {
        return PeopleScreen.PATH + "/" + name;
    }

    private String sheet(Staff.Member member, Form change, Form reset, String notice, @Nullable Revealed shown) {
        Facts facts = new Facts(
                Duties.word(member.role()),
                times.onDay(member.createdAt()),
                member.signedInAt() == null ? null : times.dated(member.signedInAt()));
        return Screens.person(new Sheet(member, facts, Duties.all(change), change, seen(reset, member), notice, shown))
                .render();
    }
}
