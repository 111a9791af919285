package headsup.console;

import headsup.access.Role;
import headsup.mail.Courier;
import headsup.mail.Outbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** What is set up, who is signed in, and the way out. */
@Path("/console/settings")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class SettingsScreen {

    /** @param ways how letters leave the house; {@code kept} when they stay in the outbox */
    record Sheet(List<Courier.Way> ways, boolean kept) {}

    private final Courier courier;

    SettingsScreen(Courier courier) {
        this.courier = courier;
    }

    @GET
    public String show() {
        return Screens.settings(new Sheet(courier.ways(), courier instanceof Outbox))
                .render();
    }
}
