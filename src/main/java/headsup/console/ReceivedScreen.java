package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.delivery.Disputes;
import headsup.delivery.Told;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Update;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Letters to one customer, and what they say never came. */
@Path(ReceivedScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class ReceivedScreen {

    static final String PATH = CustomersScreen.PATH + "/{ref}/deliveries";

    private static final int LONGEST_NOTE = 500;

    /** @param refused a form whose letter is not on this page; {@code next} cursor, empty at the end */
    record Sheet(Account account, String notice, Form refused, List<Line> lines, String next) {}

    /** @param form says that it never came; null when that can't be */
    record Line(
            String delivery,
            String incident,
            String name,
            int number,
            String update,
            String email,
            String kind,
            String state,
            Times.Moment at,
            String reply,
            @Nullable Form form) {}

    private final Customers customers;
    private final AccountHeads heads;
    private final Told told;
    private final Disputes disputes;
    private final Incidents incidents;
    private final Times times;
    private final Once once;
    private final Resumed resumed;

    ReceivedScreen(
            Customers customers,
            AccountHeads heads,
            Told told,
            Disputes disputes,
            Incidents incidents,
            Times times,
            Once once,
            Resumed resumed) {
        this.customers = customers;
        this.heads = heads;
        this.told = told;
        this.disputes = disputes;
        this.incidents = incidents;
        this.times = times;
        this.once = once;
        this.resumed = resumed;
    }

    @GET
    public String list(
            @PathParam("ref") String ref,
            @QueryParam("said") @Nullable String said,
            @QueryParam("cursor") @Nullable String cursor) {
        return sheet(ref, Notice.sentence(said), cursor, resumed.or(Form.blank(), PATH.replace("{ref}", ref)));
    }

    /** The customer says that it never came, and is believed. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Role.RESPONDS, Role.CARES})
    public Response dispute(@PathParam("ref") String ref, MultivaluedMap<String, String> written) {
        Form form = Form.of(written);
        try {
            Faults faults = new Faults();
            faults.required(form, "note", LONGEST_NOTE);
            faults.refuse();
            boolean first = once.first(
                    form.id(),
                    () -> disputes.dispute(form.value("incident"), form.value("delivery"), form.value("note")));
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            PATH.replace("{ref}", ref) + "?said=" + (first ? Notice.DISPUTED : Notice.ONCE).word())
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(ref, "", null, form.with(refusal)))
                    .build();
        }
    }

    private String sheet(String ref, String notice, @Nullable String cursor, Form refused) {
        Profile customer = customers.get(ref);
        Listing<Told.Received> page = told.to(customer.id(), null, cursor);
        Map<String, Incident> about = new HashMap<>();
        List<Line> lines = page.items().stream()
                .map(letter -> line(letter, about.computeIfAbsent(letter.incident(), incidents::get), refused))
                .toList();
        boolean shown = page.items().stream().anyMatch(letter -> refused.says("delivery", letter.delivery()));
        return Screens.received(new Sheet(
                        heads.of(customer),
                        notice,
                        shown ? Form.blank() : refused,
                        lines,
                        Objects.requireNonNullElse(page.next(), "")))
                .render();
    }

    private Line line(Told.Received letter, Incident incident, Form refused) {
        Instant accepted = letter.acceptedAt();
        boolean refusedHere = refused.says("delivery", letter.delivery());
        return new Line(
                letter.delivery(),
                incident.id(),
                incident.name(),
                number(incident, letter.update()),
                letter.update(),
                letter.email(),
                Reached.kind(letter.state()),
                Reached.word(letter.state()),
                times.dated(accepted == null ? letter.publishedAt() : accepted),
                Objects.requireNonNullElse(letter.reply(), ""),
                letter.disputable() ? (refusedHere ? refused : Form.blank()) : null);
    }

    private static int number(Incident incident, String update) {
        return incident.updates().stream()
                .filter(words -> words.id().equals(update))
                .mapToInt(Update::number)
                .findFirst()
                .orElse(0);
    }
}
