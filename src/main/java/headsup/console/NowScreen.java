package headsup.console;

import headsup.access.Role;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What is wrong now, and how long until its next words are owed. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class NowScreen {

    static final String PATH = "/console";

    private static final int LATELY = 10;

    /** @param over the latest that are over */
    record Sheet(List<Brief> open, List<Brief> over, String sentence) {}

    private final Incidents incidents;
    private final Briefs briefs;

    NowScreen(Incidents incidents, Briefs briefs) {
        this.incidents = incidents;
        this.briefs = briefs;
    }

    @GET
    public String show() {
        List<Incident> open = incidents.open(Kind.INCIDENT).stream()
                .sorted(Comparator.comparing(NowScreen::dueAt))
                .toList();
        List<Incident> over = incidents.newest(Kind.INCIDENT, LATELY).stream()
                .filter(incident -> !incident.isOpen())
                .toList();
        return Screens.now(new Sheet(briefs.of(open), briefs.of(over), sentence(open.size())))
                .render();
    }

    /** Whoever follows a wrong link inside the console learns so there. */
    @GET
    @Path("/{elsewhere:.+}")
    public String nothing(@PathParam("elsewhere") String path) {
        throw Refusal.notFound("page", "/console/" + path);
    }

    /** The promise that runs out first stands first. */
    private static Instant dueAt(Incident incident) {
        Promise promise = incident.promise();
        return promise == null ? Instant.MAX : promise.dueAt();
    }

    private static String sentence(int open) {
        return open == 1 ? "One incident is open" : open + " incidents are open";
    }
}
