package headsup.console;

import headsup.goodwill.PromiseOdds;
import headsup.incident.Impact;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** What is known about promising, in a sentence beside the choice; templates read it as {@code inject:adviser}. */
@Named("adviser")
@RequestScoped
class Adviser {

    private final PromiseOdds odds;

    Adviser(PromiseOdds odds) {
        this.odds = odds;
    }

    public String sentence() {
        PromiseOdds.Odds found = odds.of(Impact.MAJOR);
        String worth = "A kept promise brings a customer +" + found.gain() + ", a broken one costs " + found.loss()
                + ": it pays from " + found.breakEven() + " % on.";
        return found.decided() == 0
                ? worth
                : "We kept " + found.kept() + " of " + found.decided() + " in 90 days ("
                        + 100 * found.kept() / found.decided() + " %). " + worth;
    }
}
