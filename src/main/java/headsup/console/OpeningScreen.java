package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.OpeningBalances;
import headsup.audience.Profile;
import headsup.goodwill.Openings;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The goodwill balance a customer brings along: entered once, before anything else is booked. */
@Path(OpeningScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class OpeningScreen {

    static final String PATH = CustomersScreen.PATH + "/{ref}/opening";

    private static final int LONGEST_SOURCE = 255;

    /** @param carried as in {@code +20: customer for 6 years}; empty when there is none */
    record Sheet(Account account, Form form, String carried) {
        public String withdrawal() {
            return PATH.replace("{ref}", account.ref()) + "/withdrawal";
        }
    }

    private final Customers customers;
    private final AccountHeads heads;
    private final Openings openings;
    private final Once once;
    private final Resumed resumed;

    OpeningScreen(Customers customers, AccountHeads heads, Openings openings, Once once, Resumed resumed) {
        this.customers = customers;
        this.heads = heads;
        this.openings = openings;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String show(@PathParam("ref") String ref) {
        return sheet(ref, resumed.or(Form.blank(), PATH.replace("{ref}", ref)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response carry(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, form, Notice.NOTED, customer -> openings.carry(customer.id(), opening(form)));
    }

    @POST
    @Path("/withdrawal")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.CARES)
    public Response withdraw(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        return answer(ref, form, Notice.WITHDRAWN, customer -> openings.withdraw(customer.id(), form.value("reason")));
    }

    private Response answer(String ref, Form form, Notice notice, Consumer<Profile> deed) {
        try {
            Profile customer = customers.get(ref);
            boolean first = once.first(form.id(), () -> deed.accept(customer));
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            TouchpointsScreen.PATH.replace("{ref}", ref) + "?said="
                                    + (first ? notice : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(ref, form.with(refusal)))
                    .build();
        }
    }

    private static OpeningBalances.Opening opening(Form form) {
        Faults faults = new Faults();
        faults.required(form, "source", LONGEST_SOURCE);
        Integer points = faults.reading(() -> points(form.value("points")));
        faults.refuse();
        return new OpeningBalances.Opening(points == null ? 0 : points, form.value("source"));
    }

    private static @Nullable Integer points(String text) {
        try {
            int points = Integer.parseInt(text.replace('\u2212', '-'));
            if (points >= OpeningBalances.LEAST && points <= OpeningBalances.MOST) {
                return points;
            }
        } catch (NumberFormatException notANumber) {
            // Reported by the range check below.
        }
        throw Refusal.field(
                "points", "must be a whole number from " + OpeningBalances.LEAST + " to " + OpeningBalances.MOST);
    }

    private String sheet(String ref, Form form) {
        Profile customer = customers.get(ref);
        OpeningBalances.Opening carried = openings.of(List.of(customer.id())).get(customer.id());
        return Screens.opening(new Sheet(
                        heads.of(customer),
                        form,
                        carried == null ? "" : Figures.signed(carried.points()) + ": " + carried.source()))
                .render();
    }
}
