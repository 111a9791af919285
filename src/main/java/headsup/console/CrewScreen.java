package headsup.console;

import headsup.access.Role;
import headsup.incident.Crew;
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
import java.util.function.UnaryOperator;

/** "I'm on it" and "I'm off", in the room of an incident. */
@Path(Rooms.PATH + "/{id}" + CrewScreen.BELOW)
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({Role.RESPONDS, Role.CARES})
class CrewScreen {

    static final String BELOW = "/crew";
    static final String ROLE = "role";

    private final Crew crew;
    private final Rooms rooms;

    CrewScreen(Crew crew, Rooms rooms) {
        this.crew = crew;
        this.rooms = rooms;
    }

    /** Sent twice it is still one. */
    @POST
    public Response join(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            crew.join(id, form.value(ROLE));
            return enter(id);
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                throw refusal;
            }
            return Response.status(refusal.code().status())
                    .entity(rooms.shown(id, "", UnaryOperator.identity(), form.with(refusal)))
                    .build();
        }
    }

    @POST
    @Path("/leave")
    public Response leave(@PathParam("id") String id, MultivaluedMap<String, String> written) {
        crew.leave(id);
        return enter(id);
    }

    private static Response enter(String id) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, Rooms.PATH + "/" + id)
                .build();
    }
}
