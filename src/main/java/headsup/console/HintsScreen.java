package headsup.console;

import headsup.access.Role;
import headsup.incident.Hint;
import headsup.incident.Hints;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Status;
import headsup.incident.Update;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;

/** What could be said better, beside the words while they are written. A piece of a page. */
@Path("/console/hints")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.RESPONDS)
class HintsScreen {

    private static final String INCIDENT = "incident";

    private final Incidents incidents;

    HintsScreen(Incidents incidents) {
        this.incidents = incidents;
    }

    /** Nothing for an empty form: who has not begun needs no advice. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public String read(MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        String message = form.value(Drafts.MESSAGE);
        List<Hint> hints = message.isEmpty()
                ? List.of()
                : Hints.on(message, form.says("status", Status.RESOLVED.word()), before(form.value(INCIDENT)));
        return Screens.hints(hints).render();
    }

    private List<String> before(String id) {
        if (id.isEmpty()) {
            return List.of();
        }
        Incident incident = incidents.get(id);
        return incident.updates().stream().map(Update::body).toList();
    }
}
