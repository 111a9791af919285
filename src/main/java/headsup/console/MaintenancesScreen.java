package headsup.console;

import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is planned, and what was. */
@Path(MaintenancesScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class MaintenancesScreen {

    static final String PATH = "/console/maintenances";

    /**
     * @param coming only on the first page
     * @param next cursor; empty at the end
     */
    record Sheet(List<Planned> coming, List<Planned> past, boolean first, String next) {}

    private final Plans plans;

    MaintenancesScreen(Plans plans) {
        this.plans = plans;
    }

    @GET
    public String list(@QueryParam("cursor") @Nullable String cursor) {
        boolean first = cursor == null || cursor.isEmpty();
        Listing<Planned> past = plans.past(cursor);
        return Screens.maintenances(new Sheet(
                        first ? plans.coming() : List.of(),
                        past.items(),
                        first,
                        Objects.requireNonNullElse(past.next(), "")))
                .render();
    }
}
