package headsup.console;

import headsup.access.Role;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Visibility;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/** Changes who can see an incident or a maintenance. Sent twice it changes once. */
@Path(Rooms.PATH + "/{id}/visibility")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed(Role.RESPONDS)
class VisibilityScreen {

    private final Incidents incidents;

    VisibilityScreen(Incidents incidents) {
        this.incidents = incidents;
    }

    @POST
    public Response change(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Visibility wanted = Drafts.visibility(Form.of(written));
        if (wanted == null) {
            throw Refusal.field(Drafts.VISIBILITY, "must be public or affected");
        }
        Incident shown = incidents.showTo(id, wanted);
        String room = shown.kind() == Kind.MAINTENANCE ? PlanRooms.path(id) : Rooms.PATH + "/" + id;
        Notice notice = wanted.isPublic() ? Notice.SEEN_BY_ALL : Notice.SEEN_BY_AFFECTED;
        return Response.status(303)
                .header(HttpHeaders.LOCATION, room + "?said=" + notice.word())
                .build();
    }
}
