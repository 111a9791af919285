package headsup.console;

import headsup.access.Role;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.goodwill.Accounts;
import headsup.goodwill.Band;
import headsup.goodwill.BandDays;
import headsup.goodwill.PolicyBook;
import headsup.goodwill.Ratios;
import headsup.goodwill.TopUp;
import headsup.goodwill.TopUps;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.kernel.Listing;
import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How all customers stand: bands over time, who is in the red, who is near it, and what would do them good. */
@Path(GoodwillScreen.PATH)
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.READS)
class GoodwillScreen {

    static final String PATH = "/console/goodwill";

    private static final int PAGE = 25;
    private static final String AT_RISK = "thin";

    /**
     * @param chart null while nothing is in the books; {@code counted} when it was counted last
     * @param risk whether the list is of those near the red, not in it
     * @param thinBelow the least balance that is not thin
     * @param next where the next page is; empty at the end
     */
    record Sheet(
            @Nullable BandChart chart,
            Times.@Nullable Moment counted,
            boolean risk,
            long thinBelow,
            List<Line> lines,
            String next,
            List<Open> open,
            List<PolicyLine> policies) {}

    /** An incident whose call list says more. */
    record Open(String id, String name) {}

    /** @param phone empty when there is none; {@code ratio} too */
    record Line(String ref, String name, String phone, Mark mark, String balance, String ratio, Advice advice) {}

    record PolicyLine(
            int number,
            String id,
            boolean active,
            Times.Moment created,
            String createdBy,
            Times.@Nullable Moment activated) {}

    private final BandDays days;
    private final Accounts accounts;
    private final Customers customers;
    private final Ratios ratios;
    private final TopUps topUps;
    private final PolicyBook policies;
    private final Incidents incidents;
    private final Times times;

    GoodwillScreen(
            BandDays days,
            Accounts accounts,
            Customers customers,
            Ratios ratios,
            TopUps topUps,
            PolicyBook policies,
            Incidents incidents,
            Times times) {
        this.days = days;
        this.accounts = accounts;
        this.customers = customers;
        this.ratios = ratios;
        this.topUps = topUps;
        this.policies = policies;
        this.incidents = incidents;
        this.times = times;
    }

    @GET
    public String show(@QueryParam("list") @Nullable String list, @QueryParam("cursor") @Nullable String cursor) {
        boolean risk = AT_RISK.equals(list);
        List<BandDays.Day> counted = days.last();
        Accounts.Page page = accounts.lowest(risk ? Band.THIN : Band.OVERDRAWN, place(cursor), PAGE);
        return Screens.goodwill(new Sheet(
                        BandChart.of(counted),
                        counted.isEmpty()
                                ? null
                                : times.moment(counted.get(counted.size() - 1).countedAt()),
                        risk,
                        accounts.thinBelow(),
                        lines(page.balances()),
                        next(page.next(), risk),
                        incidents.open(Kind.INCIDENT).stream()
                                .map(incident -> new Open(incident.id(), incident.name()))
                                .toList(),
                        policies.newest().stream().map(this::policy).toList()))
                .render();
    }

    private static Accounts.Place place(@Nullable String cursor) {
        String position = Listing.position(cursor);
        if (position == null) {
            return Accounts.Place.FIRST;
        }
        try {
            int space = position.indexOf(' ');
            return new Accounts.Place(
                    Long.parseLong(position.substring(0, Math.max(0, space))),
                    Long.parseLong(position.substring(space + 1)));
        } catch (NumberFormatException notOurs) {
            throw Refusal.field("cursor", "is not a cursor from this list");
        }
    }

    private static String next(Accounts.@Nullable Place next, boolean risk) {
        return next == null
                ? ""
                : PATH + "?list=" + (risk ? AT_RISK : "overdrawn") + "&cursor="
                        + Listing.cursor(next.balance() + " " + next.customer()) + "#list";
    }

    private List<Line> lines(Map<Long, Accounts.Balance> balances) {
        Collection<Long> ids = balances.keySet();
        Map<Long, Profile> people =
                customers.byIds(ids).stream().collect(Collectors.toMap(Profile::id, Function.identity()));
        Map<Long, Ratios.Ratio> occasions = ratios.of(ids);
        Map<Long, TopUp> advice = topUps.of(ids);
        return balances.entrySet().stream()
                .filter(account -> people.containsKey(account.getKey()))
                .map(account -> line(
                        Objects.requireNonNull(people.get(account.getKey())),
                        account.getValue(),
                        Objects.requireNonNull(occasions.get(account.getKey())),
                        Objects.requireNonNull(advice.get(account.getKey()))))
                .toList();
    }

    private Line line(Profile customer, Accounts.Balance balance, Ratios.Ratio ratio, TopUp topUp) {
        return new Line(
                customer.ref(),
                customer.name(),
                Objects.requireNonNullElse(customer.phone(), ""),
                Mark.of(balance.band()),
                Figures.of(balance.points()),
                AccountHeads.ratio(ratio),
                Advice.of(topUp, times));
    }

    private PolicyLine policy(PolicyBook.Version version) {
        var activated = version.activatedAt();
        return new PolicyLine(
                version.number(),
                version.id(),
                version.active(),
                times.dated(version.createdAt()),
                version.createdBy(),
                activated == null ? null : times.dated(activated));
    }
}
