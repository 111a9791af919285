package headsup.console;

import headsup.access.Attempts;
import headsup.access.Personnel;
import headsup.access.Role;
import headsup.access.Sessions;
import headsup.access.Staff;
import headsup.kernel.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another password for oneself, by showing that one knows the old one. */
@Path(PasswordScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class PasswordScreen {

    static final String PATH = "/console/password";
    private static final String OLD = "oldPassword";
    private static final String NEW = "password";

    /** @param fromProvider whether there is none to change here */
    record Sheet(Form form, boolean fromProvider) {}

    private final Personnel personnel;
    private final Staff staff;
    private final Attempts attempts;

    PasswordScreen(Personnel personnel, Staff staff, Attempts attempts) {
        this.personnel = personnel;
        this.staff = staff;
        this.attempts = attempts;
    }

    @GET
    public String show(@Context SecurityContext member) {
        return sheet(Form.blank(), name(member));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            MultivaluedMap<String, String> written,
            @CookieParam(Sessions.COOKIE) @Nullable String session,
            @Context SecurityContext member,
            @Context HttpServerRequest request) {
        Form form = Form.of(written);
        String name = name(member);
        String place = Attempts.place(request);
        try {
            if (attempts.tooMany(name, place)) {
                throw Refusal.of(Refusal.Code.TOO_MANY, "Too many tries. Wait a minute, then try again.");
            }
            Faults faults = new Faults();
            faults.required(form, OLD, PeopleScreen.LONGEST_PASSWORD);
            faults.required(form, NEW, PeopleScreen.LONGEST_PASSWORD);
            faults.refuse();
            personnel.changePassword(
                    name, written.getFirst(OLD), written.getFirst(NEW), Objects.requireNonNullElse(session, ""));
            return Response.status(303)
                    .header(HttpHeaders.LOCATION, SettingsScreen.PATH + "?said=" + Notice.PASSWORD.word())
                    .build();
        } catch (Refusal refusal) {
            if (refusal.errors().stream().anyMatch(error -> error.field().equals(OLD)) && form.ticked(OLD)) {
                attempts.failed(name, place);
            }
            return Response.status(refusal.code().status())
                    .entity(sheet(form.with(refusal), name))
                    .build();
        }
    }

    private static String name(SecurityContext member) {
        return member.getUserPrincipal().getName();
    }

    private String sheet(Form form, String name) {
        return Screens.password(new Sheet(form, staff.member(name).fromProvider()))
                .render();
    }
}
