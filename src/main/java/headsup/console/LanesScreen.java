package headsup.console;

import headsup.access.Role;
import headsup.delivery.Brakes;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;

/** Holding a lane, and letting go of whatever is held. Sending either form twice changes nothing. */
@Path(LanesScreen.PATH)
@RolesAllowed(Role.RESPONDS)
class LanesScreen {

    static final String PATH = "/console/lanes";

    private final Brakes brakes;

    LanesScreen(Brakes brakes) {
        this.brakes = brakes;
    }

    /** @throws Refusal {@code not_found} for a lane that is none */
    @POST
    @Path("/pause")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response pause(MultivaluedMap<String, String> written) {
        brakes.pull("lane", Form.of(written).value("lane"), "paused in the console");
        return back(SettingsScreen.PATH, Notice.PAUSED);
    }

    @POST
    @Path("/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response release(MultivaluedMap<String, String> written) {
        String brake = Form.of(written).value("brake");
        try {
            brakes.release(Long.parseLong(brake));
        } catch (Refusal released) {
            if (released.code() != Refusal.Code.NOT_FOUND) {
                throw released;
            }
        } catch (NumberFormatException none) {
            throw Refusal.notFound("brake", brake);
        }
        return back(NowScreen.PATH, Notice.RELEASED);
    }

    private static Response back(String path, Notice notice) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path + "?said=" + notice.word())
                .build();
    }
}
