package headsup.goodwill;

import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom to call and whom to thank: the accounts at either end. */
@Path("/api/v1/goodwill/accounts")
class AccountsResource {

    record Item(String customer, String name, long balance, String band) {}

    private final Accounts accounts;
    private final Customers customers;

    AccountsResource(Accounts accounts, Customers customers) {
        this.accounts = accounts;
        this.customers = customers;
    }

    /** @param sort {@code lowest}, as when it is left out, or {@code highest}; one page, erased customers left out */
    @GET
    @RolesAllowed("viewer")
    public Listing<Item> list(@QueryParam("sort") @Nullable String sort, @QueryParam("limit") @Nullable Integer limit) {
        Map<Long, Accounts.Balance> found = accounts.atThe(end(sort), Listing.limit(limit));
        Map<Long, Profile> people = customers.byIds(found.keySet()).stream()
                .filter(person -> person.erasedAt() == null)
                .collect(Collectors.toMap(Profile::id, person -> person));
        List<Item> items = found.entrySet().stream()
                .filter(account -> people.containsKey(account.getKey()))
                .map(account -> item(Objects.requireNonNull(people.get(account.getKey())), account.getValue()))
                .toList();
        return new Listing<>(items, null);
    }

    private static Item item(Profile person, Accounts.Balance balance) {
        return new Item(
                person.ref(), person.name(), balance.points(), balance.band().word());
    }

    private static Accounts.End end(@Nullable String sort) {
        return switch (Objects.requireNonNullElse(sort, "lowest")) {
            case "lowest" -> Accounts.End.LOWEST;
            case "highest" -> Accounts.End.HIGHEST;
            default -> throw Refusal.field("sort", "must be lowest or highest");
        };
    }
}
