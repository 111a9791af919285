package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.goodwill.Statement;
import headsup.goodwill.Statements;
import headsup.goodwill.TopUps;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One customer: who they are, and a statement that reads like a bank's. */
@Path("/console/customers/{ref}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class StatementScreen {

    /**
     * @param asOf the form that asks for the books as of a time; {@code limited} whether it was used
     * @param zone of the times
     * @param lasting by open incident
     * @param chart null when there is no line to draw
     */
    record Sheet(
            Account account,
            List<Contact> contacts,
            List<String> components,
            Advice advice,
            Form asOf,
            boolean limited,
            Mark mark,
            String balance,
            List<Booked> lines,
            String zone,
            List<Lasting> lasting,
            @Nullable BalanceChart chart) {}

    /** @param remark why no letters go there; empty when they do */
    record Contact(String email, String name, String remark) {}

    private final Customers customers;
    private final Statements statements;
    private final AccountHeads heads;
    private final TopUps topUps;
    private final Briefs briefs;
    private final Times times;

    StatementScreen(
            Customers customers, Statements statements, AccountHeads heads, TopUps topUps, Briefs briefs, Times times) {
        this.heads = heads;
        this.topUps = topUps;
        this.customers = customers;
        this.statements = statements;
        this.briefs = briefs;
        this.times = times;
    }

    @GET
    public Response show(@PathParam("ref") String ref, @Context UriInfo asked) {
        Form form = Form.of(asked.getQueryParameters());
        Profile customer = customers.get(ref);
        try {
            Faults faults = new Faults();
            Instant effectiveAt = faults.reading(() -> times.written("effectiveAt", form.value("effectiveAt")));
            Instant recordedAt = faults.reading(() -> times.written("recordedAt", form.value("recordedAt")));
            faults.refuse();
            boolean limited = effectiveAt != null || recordedAt != null;
            return Response.ok(sheet(customer, form, limited, effectiveAt, statements.of(ref, effectiveAt, recordedAt)))
                    .build();
        } catch (Refusal refusal) {
            return Response.status(refusal.code().status())
                    .entity(sheet(customer, form.with(refusal), false, null, statements.of(ref, null, null)))
                    .build();
        }
    }

    private String sheet(Profile customer, Form form, boolean limited, @Nullable Instant until, Statement statement) {
        return Screens.statement(new Sheet(
                        heads.of(customer),
                        customer.contacts().stream().map(this::contact).toList(),
                        components(customer),
                        Advice.of(
                                Objects.requireNonNull(
                                        topUps.of(List.of(customer.id())).get(customer.id())),
                                times),
                        form,
                        limited,
                        Mark.of(statement.band()),
                        Figures.of(statement.balance()),
                        Booked.of(statement, times),
                        times.zoneName(),
                        statement.runways().stream()
                                .map(runway -> Lasting.of(runway, times))
                                .toList(),
                        BalanceChart.of(statement, Objects.requireNonNullElse(until, times.now()), times)))
                .render();
    }

    private List<String> components(Profile customer) {
        Map<String, String> names = briefs.names();
        return customer.components().stream()
                .map(id -> names.getOrDefault(id, id))
                .toList();
    }

    private Contact contact(Profile.Contact contact) {
        return new Contact(contact.shown(), Objects.requireNonNullElse(contact.name(), ""), remark(contact));
    }

    private String remark(Profile.Contact contact) {
        Instant unsubscribedAt = contact.unsubscribedAt();
        Instant quarantinedAt = contact.quarantinedAt();
        if (unsubscribedAt != null) {
            return "wants no letters since " + times.moment(unsubscribedAt).text();
        }
        return quarantinedAt == null
                ? ""
                : "letters don't arrive since " + times.moment(quarantinedAt).text() + ": "
                        + contact.quarantineReason();
    }
}
