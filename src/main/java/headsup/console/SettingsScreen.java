package headsup.console;

import headsup.access.Role;
import headsup.delivery.Brakes;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is set up, who is signed in, and the way out. */
@Path(SettingsScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class SettingsScreen {

    static final String PATH = "/console/settings";

    /**
     * @param ways how letters leave the house; {@code kept} when they stay in the outbox
     * @param notice what was done just now; may be empty
     */
    record Sheet(List<Way> ways, boolean kept, String notice) {}

    /**
     * @param standing in a word or a few, and why
     * @param brake by which it is held; 0 when nobody holds it
     */
    record Way(String name, String standing, long brake) {}

    private final Courier courier;
    private final Brakes brakes;

    SettingsScreen(Courier courier, Brakes brakes) {
        this.courier = courier;
        this.brakes = brakes;
    }

    @GET
    public String show(@QueryParam("said") @Nullable String said) {
        Map<String, Brakes.Brake> held = brakes.holding().stream()
                .filter(brake -> brake.scope().equals("lane"))
                .collect(Collectors.toMap(Brakes.Brake::subject, brake -> brake));
        List<Way> ways = courier.ways().stream()
                .map(way -> way(way, held.get(way.name())))
                .toList();
        return Screens.settings(new Sheet(ways, courier instanceof Outbox, Notice.sentence(said)))
                .render();
    }

    /** What a brake says stands before what the lane says: it is the one in the shared books. */
    private static Way way(Courier.Way way, Brakes.@Nullable Brake brake) {
        if (brake != null) {
            return new Way(way.name(), "paused by " + brake.setBy() + ": " + brake.reason(), brake.id());
        }
        String word = way.standing() == Courier.Standing.BARRED
                ? "out, somebody must look"
                : way.standing().word();
        return new Way(way.name(), way.remark().isEmpty() ? word : word + " · " + way.remark(), 0);
    }
}
