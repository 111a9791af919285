package headsup.console;

import headsup.access.Role;
import headsup.delivery.Holdups;
import headsup.delivery.InboundHearing;
import headsup.goodwill.Integrity;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.kernel.Refusal;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong now, and how long until its next words are owed. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class NowScreen {

    static final String PATH = "/console";

    private static final int LATELY = 10;

    /**
     * @param planned maintenances to come or going on
     * @param overrunning maintenances that go on beyond their planned end
     * @param over the latest that are over
     * @param due what waits for us; {@code promised} whether an update is still to come though no incident is open
     * @param holdups what holds letters up
     * @param booksWrong whether the books were found not to add up
     * @param bouncesUnheard whether emails leave and nobody hears of those that bounce
     * @param notice what was done just now; may be empty
     */
    record Sheet(
            List<Brief> open,
            List<Planned> planned,
            List<Planned> overrunning,
            List<Brief> over,
            List<Due.Item> due,
            boolean promised,
            String sentence,
            List<Held> holdups,
            boolean booksWrong,
            boolean bouncesUnheard,
            String notice) {}

    /** @param brake by which it can be let go; 0 when nobody holds it */
    record Held(String sentence, Times.Moment since, long brake) {}

    private final Incidents incidents;
    private final Briefs briefs;
    private final Plans plans;
    private final Holdups holdups;
    private final Integrity integrity;
    private final Due due;
    private final InboundHearing hearing;
    private final Courier courier;
    private final Times times;

    NowScreen(
            Incidents incidents,
            Briefs briefs,
            Plans plans,
            Holdups holdups,
            Integrity integrity,
            Due due,
            InboundHearing hearing,
            Courier courier,
            Times times) {
        this.due = due;
        this.hearing = hearing;
        this.courier = courier;
        this.plans = plans;
        this.integrity = integrity;
        this.incidents = incidents;
        this.briefs = briefs;
        this.holdups = holdups;
        this.times = times;
    }

    @GET
    public String show(@QueryParam("said") @Nullable String said) {
        List<Incident> open = incidents.open(Kind.INCIDENT).stream()
                .sorted(Comparator.comparing(NowScreen::dueAt))
                .toList();
        List<Incident> over = incidents.newest(Kind.INCIDENT, LATELY).stream()
                .filter(incident -> !incident.isOpen())
                .toList();
        List<Held> held = holdups.now().stream()
                .map(holdup -> new Held(holdup.sentence(), times.moment(holdup.since()), holdup.brake()))
                .toList();
        List<Planned> coming = plans.coming();
        return Screens.now(new Sheet(
                        briefs.of(open),
                        coming,
                        coming.stream()
                                .filter(plan -> !plan.overrun().isEmpty())
                                .toList(),
                        briefs.of(over),
                        due.of(open),
                        coming.stream().anyMatch(plan -> plan.strip() != null),
                        sentence(open.size()),
                        held,
                        integrity.wereWrong(),
                        !(courier instanceof Outbox) && !hearing.standing().hears(),
                        Notice.sentence(said)))
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
