package headsup.console;

import headsup.audience.Profile;
import headsup.goodwill.Accounts;
import headsup.goodwill.Ratios;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Says who a customer is and how they stand. */
@ApplicationScoped
class AccountHeads {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final Accounts accounts;
    private final Ratios ratios;

    AccountHeads(Accounts accounts, Ratios ratios) {
        this.accounts = accounts;
        this.ratios = ratios;
    }

    Account of(Profile customer) {
        List<Long> id = List.of(customer.id());
        Accounts.Balance balance = Objects.requireNonNull(accounts.balances(id).get(customer.id()));
        return new Account(
                customer.ref(),
                customer.name(),
                Objects.requireNonNullElse(customer.phone(), ""),
                Objects.requireNonNullElse(customer.mobile(), ""),
                Objects.requireNonNullElse(customer.owner(), ""),
                Objects.requireNonNullElse(customer.area(), ""),
                customer.customerSince() == null ? "" : DAY.format(customer.customerSince()),
                String.join(", ", customer.tags()),
                customer.channel() == Profile.Channel.PAGE,
                customer.erasedAt() != null,
                Mark.of(balance.band()),
                Figures.of(balance.points()),
                ratio(Objects.requireNonNull(ratios.of(id).get(customer.id()))));
    }

    /** As in {@code 3 good occasions to 1 bad in 90 days}; empty when there was none. */
    static String ratio(Ratios.Ratio ratio) {
        return ratio.good() + ratio.bad() == 0
                ? ""
                : Figures.of(ratio.good(), "good occasion") + " to " + Figures.of(ratio.bad()) + " bad in "
                        + Ratios.LOOKING_BACK.toDays() + " days";
    }
}
