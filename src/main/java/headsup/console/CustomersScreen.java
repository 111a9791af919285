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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finding a customer: by a piece of the reference, the name or an address, and by how they stand. */
@Path(CustomersScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class CustomersScreen {

    static final String PATH = "/console/customers";

    /**
     * @param text what was looked for; {@code wrong} says why it can't be, and is empty when it can
     * @param band the word filtered by; empty for all
     * @param all where everybody is shown who answers to the text
     * @param next where the next page is; empty at the end
     */
    record Sheet(
            String text, String wrong, String band, String all, List<Choice> bands, List<Line> lines, String next) {}

    record Choice(String to, String word, boolean chosen) {}

    record Line(String ref, String name, String contacts, Mark mark, String balance) {}

    private final Customers customers;
    private final Accounts accounts;

    CustomersScreen(Customers customers, Accounts accounts) {
        this.customers = customers;
        this.accounts = accounts;
    }

    @GET
    public Response list(
            @QueryParam("q") @Nullable String askedText,
            @QueryParam("band") @Nullable String askedBand,
            @QueryParam("cursor") @Nullable String cursor) {
        String text = Objects.requireNonNullElse(askedText, "").strip();
        String band = Objects.requireNonNullElse(askedBand, "");
        try {
            Listing<Profile> page =
                    customers.list(new Customers.Filter(text, null, null, band.isEmpty() ? null : band), null, cursor);
            boolean only = page.items().size() == 1 && !text.isEmpty() && band.isEmpty() && cursor == null;
            return only ? goTo(page.items().get(0)) : sheet(200, text, "", band, page);
        } catch (Refusal refusal) {
            if (refusal.errors().stream().noneMatch(fault -> fault.field().equals("q"))) {
                throw refusal;
            }
            String wrong = refusal.errors().get(0).message();
            return sheet(refusal.code().status(), text, wrong, band, new Listing<>(List.of(), null));
        }
    }

    private static Response goTo(Profile found) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, PATH + "/" + found.ref())
                .build();
    }

    private Response sheet(int status, String text, String wrong, String band, Listing<Profile> page) {
        String next = page.next();
        return Response.status(status)
                .entity(Screens.customers(new Sheet(
                                text,
                                wrong,
                                band,
                                to(text, "", ""),
                                bands(text, band),
                                lines(page.items()),
                                next == null ? "" : to(text, band, next)))
                        .render())
                .build();
    }

    private static String to(String text, String band, String cursor) {
        String query = Stream.of(Map.entry("q", text), Map.entry("band", band), Map.entry("cursor", cursor))
                .filter(part -> !part.getValue().isEmpty())
                .map(part -> part.getKey() + "=" + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? PATH : PATH + "?" + query;
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

    private static List<Choice> bands(String text, String chosen) {
        return Arrays.stream(Band.values())
                .map(band -> new Choice(
                        to(text, band.word(), ""),
                        Mark.of(band).word(),
                        band.word().equals(chosen)))
                .toList();
    }
}
