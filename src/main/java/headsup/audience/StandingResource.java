package headsup.audience;

import headsup.access.Role;
import headsup.catalog.Component;
import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.incident.Affected;
import headsup.incident.Estimate;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Status;
import headsup.incident.Terms;
import headsup.incident.Update;
import headsup.incident.Visibility;
import headsup.kernel.Site;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What a support desk or a telephone system says to one customer: how things are for them, and what they wait for. */
@Path("/api/v1/customers/{ref}/standing")
class StandingResource {

    /**
     * How things are for a customer.
     *
     * @param status the worst of what they depend on
     * @param balance in points; null when there is no account. {@code band} is its word, null likewise
     * @param components what they depend on, with its state as it is for them
     * @param incidents open incidents and maintenances that concern them, also those only they may see; the worst first
     * @param cases their complaints that are not resolved, oldest first
     */
    record Shown(
            String customer,
            String name,
            Instant asOf,
            ComponentStatus status,
            @Nullable Long balance,
            @Nullable String band,
            List<ComponentShown> components,
            List<IncidentShown> incidents,
            List<OpenCases.Case> cases) {}

    record ComponentShown(String id, String name, ComponentStatus status) {}

    /**
     * An open incident as it concerns the customer.
     *
     * @param kind {@code incident} or {@code maintenance}
     * @param impact how bad it is for this customer
     * @param affectedSince since when it affects this customer; null while its audience is still being written down
     * @param components those of it that the customer depends on; all of it when it depends on none
     * @param lastUpdate of those they may read; null for who is affected since then and may not see what was said before
     * @param nextUpdate when the next update is due; null when none is
     * @param estimate when it is expected to be fixed; null when nobody said
     * @param url where everyone can read it; null for an incident that only those it affects may see
     */
    record IncidentShown(
            String id,
            String kind,
            String name,
            Visibility visibility,
            Status status,
            Impact impact,
            Instant startedAt,
            @Nullable Instant affectedSince,
            @Nullable Instant scheduledFor,
            @Nullable Instant scheduledUntil,
            List<ComponentShown> components,
            @Nullable UpdateShown lastUpdate,
            @Nullable NextUpdate nextUpdate,
            @Nullable EstimateShown estimate,
            @Nullable String url) {}

    record UpdateShown(String id, Status status, String message, Instant publishedAt) {}

    record NextUpdate(Instant dueAt, Promise.State state, long overdueSeconds) {}

    record EstimateShown(
            Instant at, Instant givenAt, @Nullable Instant movedFrom, Estimate.State state) {}

    private final Customers customers;
    private final ServiceStatuses statuses;
    private final Components catalog;
    private final Terms terms;
    private final Instance<Standing> accounts;
    private final Instance<OpenCases> cases;
    private final Site site;
    private final Clock clock;

    StandingResource(
            Customers customers,
            ServiceStatuses statuses,
            Components catalog,
            Terms terms,
            Instance<Standing> accounts,
            Instance<OpenCases> cases,
            Site site,
            Clock clock) {
        this.customers = customers;
        this.statuses = statuses;
        this.catalog = catalog;
        this.terms = terms;
        this.accounts = accounts;
        this.cases = cases;
        this.site = site;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.READS)
    @Operation(
            summary =
                    "How things are for one customer: what they depend on, open incidents, last and next update, estimate,"
                            + " open cases. For a support desk or a telephone system")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "No customer has this reference")
    public Shown standing(@PathParam("ref") String ref) {
        Profile customer = customers.get(ref);
        ServiceStatus status = statuses.of(List.of(customer));
        Instant now = clock.instant();
        Standing.@Nullable Account account = accounts.isResolvable()
                ? accounts.get().of(List.of(customer.id())).get(customer.id())
                : null;
        return new Shown(
                customer.ref(),
                customer.name(),
                now,
                ComponentStatus.worst(
                        status.parts().stream().map(ServiceStatus.Part::status).toList()),
                account == null ? null : account.balance(),
                account == null ? null : account.band(),
                status.parts().stream()
                        .map(part -> shown(part.component(), part.status()))
                        .toList(),
                status.open().stream().map(own -> shown(own, now)).toList(),
                cases.isResolvable() ? cases.get().of(customer.id()) : List.of());
    }

    private static ComponentShown shown(Component component, ComponentStatus status) {
        return new ComponentShown(component.id(), component.fullName(), status);
    }

    private IncidentShown shown(OwnIncident own, Instant now) {
        Incident incident = own.incident();
        List<Update> said = own.updates();
        Update last = said.isEmpty() ? null : said.get(said.size() - 1);
        boolean maintenance = incident.kind() == Kind.MAINTENANCE;
        return new IncidentShown(
                incident.id(),
                maintenance ? "maintenance" : "incident",
                incident.name(),
                incident.visibility(),
                incident.status(),
                own.impact(),
                incident.startedAt(),
                own.joinedAt(),
                incident.scheduledFor(),
                incident.scheduledUntil(),
                own.components().stream().map(this::shown).toList(),
                last == null ? null : new UpdateShown(last.id(), last.status(), last.body(), last.publishedAt()),
                nextUpdate(own, now),
                estimate(incident.estimate(), now),
                incident.visibility().isPublic()
                        ? site.link((maintenance ? "/maintenances/" : "/incidents/") + incident.id())
                                .toString()
                        : null);
    }

    private ComponentShown shown(Affected affected) {
        String name = catalog.findByIdOptional(affected.componentId())
                .map(Component::fullName)
                .orElse(affected.componentId());
        return new ComponentShown(affected.componentId(), name, affected.status());
    }

    private @Nullable NextUpdate nextUpdate(OwnIncident own, Instant now) {
        Promise promise = own.incident().promise();
        return promise == null || promise.answeredAt() != null
                ? null
                : new NextUpdate(
                        promise.dueAt(),
                        promise.state(
                                now,
                                terms.cadence(
                                                own.incident().policy(),
                                                own.incident().impact())
                                        .grace()),
                        promise.overdue(now).toSeconds());
    }

    private static @Nullable EstimateShown estimate(@Nullable Estimate estimate, Instant now) {
        return estimate == null || !estimate.isTold()
                ? null
                : new EstimateShown(estimate.at(), estimate.givenAt(), estimate.movedFrom(), estimate.state(now));
    }
}
