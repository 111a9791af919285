package headsup.audience;

import headsup.access.Role;
import headsup.kernel.Listing;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The staff's door to customers. */
@Path("/api/v1/customers")
class CustomersResource {

    record ContactDraft(
            @Nullable String email,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String timeZone) {
        static Customers.@Nullable ContactDraft draft(@Nullable ContactDraft given) {
            return given == null
                    ? null
                    : new Customers.ContactDraft(given.email(), given.name(), given.locale(), given.timeZone());
        }
    }

    record OpeningDraft(@Nullable Integer points, @Nullable String source) {}

    record NewCustomer(
            @Nullable String name,
            @Nullable List<@Nullable ContactDraft> contacts,
            @Nullable List<@Nullable String> components,
            @Nullable List<@Nullable String> tags,
            @Nullable String phone,
            @Nullable Integer weight,
            @Nullable String customerSince,
            @Nullable String owner,
            @Nullable String mobile,
            @Nullable String area,
            Profile.@Nullable Channel channel,
            @Nullable OpeningDraft opening) {
        Customers.Draft draft() {
            List<Customers.@Nullable ContactDraft> people = contacts == null
                    ? null
                    : contacts.stream().map(ContactDraft::draft).toList();
            return new Customers.Draft(
                    name,
                    people,
                    components,
                    tags,
                    phone,
                    weight,
                    customerSince,
                    owner,
                    mobile,
                    area,
                    channel,
                    opening == null ? null : new Customers.OpeningDraft(opening.points(), opening.source()));
        }
    }

    record ContactShown(
            long id,
            String email,
            @Nullable String name,
            String locale,
            String timeZone,
            @Nullable Instant unsubscribedAt,
            @Nullable Instant quarantinedAt,
            @Nullable String quarantineReason) {
        static ContactShown of(Profile.Contact contact) {
            return new ContactShown(
                    contact.id(),
                    Address.shown(contact.email()),
                    contact.name(),
                    contact.locale(),
                    contact.timeZone(),
                    contact.unsubscribedAt(),
                    contact.quarantinedAt(),
                    contact.quarantineReason());
        }
    }

    record Shown(
            String ref,
            String name,
            List<ContactShown> contacts,
            List<String> components,
            List<String> tags,
            @Nullable String phone,
            int weight,
            @Nullable LocalDate customerSince,
            @Nullable String owner,
            @Nullable String mobile,
            @Nullable String area,
            Profile.Channel channel,
            @Nullable Long balance,
            @Nullable String band,
            OpeningBalances.@Nullable Opening opening,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant erasedAt) {
        static Shown of(
                Profile customer, Standing.@Nullable Account account, OpeningBalances.@Nullable Opening opening) {
            return new Shown(
                    customer.ref(),
                    customer.name(),
                    customer.contacts().stream().map(ContactShown::of).toList(),
                    customer.components(),
                    customer.tags(),
                    customer.phone(),
                    customer.weight(),
                    customer.customerSince(),
                    customer.owner(),
                    customer.mobile(),
                    customer.area(),
                    customer.channel(),
                    account == null ? null : account.balance(),
                    account == null ? null : account.band(),
                    opening,
                    customer.createdAt(),
                    customer.updatedAt(),
                    customer.erasedAt());
        }
    }

    private final Customers customers;
    private final CustomerImport customerImport;
    private final Instance<Standing> standing;
    private final Instance<OpeningBalances> openings;

    CustomersResource(
            Customers customers,
            CustomerImport customerImport,
            Instance<Standing> standing,
            Instance<OpeningBalances> openings) {
        this.openings = openings;
        this.customers = customers;
        this.customerImport = customerImport;
        this.standing = standing;
    }

    @PUT
    @Path("/{ref}")
    @RolesAllowed(Role.CARES)
    public Response put(@PathParam("ref") String ref, @NotNull NewCustomer draft) {
        Customers.Written written = customers.put(ref, draft.draft());
        Response.ResponseBuilder answer =
                written.created() ? Response.created(URI.create("/api/v1/customers/" + ref)) : Response.ok();
        return answer.entity(shown(written.customer())).build();
    }

    @GET
    @Path("/{ref}")
    @RolesAllowed(Role.READS)
    public Shown one(@PathParam("ref") String ref) {
        return shown(customers.get(ref));
    }

    /** @param text a piece of the reference, the name, or a contact's address or name */
    @GET
    @RolesAllowed(Role.READS)
    public Listing<Shown> list(
            @QueryParam("q") @Nullable String text,
            @QueryParam("tag") @Nullable String tag,
            @QueryParam("component") @Nullable String component,
            @QueryParam("band") @Nullable String band,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Listing<Profile> found = customers.list(new Customers.Filter(text, tag, component, band), limit, cursor);
        List<Long> ids = found.items().stream().map(Profile::id).toList();
        Map<Long, Standing.Account> accounts = accounts(ids);
        Map<Long, OpeningBalances.Opening> brought = openings(ids);
        return new Listing<>(
                found.items().stream()
                        .map(c -> Shown.of(c, accounts.get(c.id()), brought.get(c.id())))
                        .toList(),
                found.next());
    }

    @DELETE
    @Path("/{ref}")
    @RolesAllowed(Role.CARES)
    public void erase(@PathParam("ref") String ref) {
        customers.erase(ref);
    }

    /** Streams; an {@code Idempotency-Key} is not looked at, because the import is safe to run again by itself. */
    @POST
    @Path("/import")
    @Consumes("text/csv")
    @RolesAllowed(Role.CARES)
    public ImportReport read(InputStream csv) throws IOException {
        return customerImport.read(csv, CustomerImport.Progress.UNWATCHED);
    }

    private Shown shown(Profile customer) {
        List<Long> id = List.of(customer.id());
        return Shown.of(customer, accounts(id).get(customer.id()), openings(id).get(customer.id()));
    }

    private Map<Long, OpeningBalances.Opening> openings(List<Long> ids) {
        return openings.isResolvable() && !ids.isEmpty() ? openings.get().of(ids) : Map.of();
    }

    private Map<Long, Standing.Account> accounts(List<Long> ids) {
        return standing.isResolvable() && !ids.isEmpty() ? standing.get().of(ids) : Map.of();
    }
}
