package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.goodwill.Accounts;
import headsup.goodwill.Band;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finding a customer: by reference, or by how they stand. */
@Path("/console/customers")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class CustomersScreen {

    /**
     * @param ref what was looked for; {@code unfound} says that nobody has it
     * @param band the word filtered by; empty for all
     * @param next cursor; empty at the end
     */
    record Sheet(String ref, boolean unfound, List<Choice> bands, String band, List<Line> lines, String next) {}

    record Choice(String value, String word, boolean chosen) {}

    record Line(String ref, String name, String contacts, Mark mark, String balance) {}

    private final Customers customers;
    private final Accounts accounts;

    CustomersScreen(Customers customers, Accounts accounts) {
        this.customers = customers;
        this.accounts = accounts;
    }

    @GET
    public Response list(
            @QueryParam("ref") @Nullable String askedRef,
            @QueryParam("band") @Nullable String askedBand,
            @QueryParam("cursor") @Nullable String cursor) {
        String ref = Objects.requireNonNullElse(askedRef, "").strip();
        Optional<Profile> found = ref.isEmpty() ? Optional.empty() : named(ref);
        if (found.isPresent()) {
            return Response.status(303)
                    .header(
                            HttpHeaders.LOCATION,
                            "/console/customers/" + found.get().ref())
                    .build();
        }
        String band = Objects.requireNonNullElse(askedBand, "");
        Listing<Profile> page =
                customers.list(new Customers.Filter(null, null, band.isEmpty() ? null : band), null, cursor);
        return Response.ok(Screens.customers(new Sheet(
                                ref,
                                !ref.isEmpty(),
                                bands(band),
                                band,
                                lines(page.items()),
                                Objects.requireNonNullElse(page.next(), "")))
                        .render())
                .build();
    }

    private Optional<Profile> named(String ref) {
        try {
            return Optional.of(customers.get(ref));
        } catch (Refusal refusal) {
            if (refusal.code() == Refusal.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private List<Line> lines(List<Profile> page) {
        Map<Long, Accounts.Balance> balances =
                accounts.balances(page.stream().map(Profile::id).toList());
        return page.stream().map(customer -> line(customer, balances)).toList();
    }

    private static Line line(Profile customer, Map<Long, Accounts.Balance> balances) {
        Accounts.Balance balance = Objects.requireNonNull(balances.get(customer.id()), "every asked one has an answer");
        return new Line(
                customer.ref(),
                customer.name(),
                Figures.of(customer.contacts().size(), "contact"),
                Mark.of(balance.band()),
                Figures.of(balance.points()));
    }

    private static List<Choice> bands(String chosen) {
        return Arrays.stream(Band.values())
                .map(band -> new Choice(
                        band.word(), Mark.of(band).word(), band.word().equals(chosen)))
                .toList();
    }
}
