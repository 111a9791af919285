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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who works here, and somebody new. */
@Path(PeopleScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.ADMINISTERS)
class PeopleScreen {

    static final String PATH = "/console/people";
    static final int LONGEST_PASSWORD = 72;
    private static final int LONGEST_NAME = 64;

    /** @param shown a password that was made just now; null without one */
    record Sheet(
            List<Line> lines,
            List<Duties.Choice> roles,
            Form form,
            String notice,
            @Nullable Revealed shown) {}

    /** @param seen when they signed in last; null for never */
    record Line(String name, String role, boolean fromProvider, boolean disabled, Times.@Nullable Moment seen) {}

    private final Staff staff;
    private final Personnel personnel;
    private final Times times;
    private final Resumed resumed;

    PeopleScreen(Staff staff, Personnel personnel, Times times, Resumed resumed) {
        this.staff = staff;
        this.personnel = personnel;
        this.times = times;
        this.resumed = resumed;
    }

    @GET
    public String list(@QueryParam("said") @Nullable String said) {
        Form blank = Form.blank().with(Duties.FIELD, Role.RESPONDER.word());
        return sheet(resumed.or(blank, PATH), Notice.sentence(said), null);
    }

    /** Of a form sent twice the second finds the name taken. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, "name", LONGEST_NAME);
            Role role = faults.reading(() -> Duties.chosen(form));
            faults.refuse();
            return hired(form, Objects.requireNonNull(role, "refused otherwise"), written.getFirst("password"));
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(form.with(refusal), "", null))
                    .build();
        }
    }

    private Response hired(Form form, Role role, String password) {
        String name = form.value("name");
        if (form.ticked("password")) {
            staff.hire(name, role, password);
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, PATH + "?said=" + Notice.ADDED.word())
                    .build();
        }
        String made = personnel.generatedPassword();
        staff.hire(name, role, made);
        Revealed shown = new Revealed("The password of " + name, made);
        return Response.ok(sheet(Form.blank(), Notice.sentence(Notice.ADDED.word()), shown))
                .build();
    }

    private String sheet(Form form, String notice, @Nullable Revealed shown) {
        List<Line> lines = staff.members().stream().map(this::line).toList();
        return Screens.people(new Sheet(lines, Duties.all(form), form, notice, shown))
                .render();
    }

    private Line line(Staff.Member member) {
        return new Line(
                member.name(),
                Duties.word(member.role()),
                member.fromProvider(),
                member.disabled(),
                member.signedInAt() == null ? null : times.dated(member.signedInAt()));
    }
}
