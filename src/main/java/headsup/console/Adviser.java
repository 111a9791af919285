package headsup.console;

import headsup.goodwill.EstimateStakes;
import headsup.goodwill.PromiseOdds;
import headsup.incident.Impact;
import headsup.incident.Incident;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** What is known about promising, in a sentence beside the choice; templates read it as {@code inject:adviser}. */
@Named("adviser")
@RequestScoped
class Adviser {

    private final PromiseOdds odds;
    private final EstimateStakes stakes;

    Adviser(PromiseOdds odds, EstimateStakes stakes) {
        this.odds = odds;
        this.stakes = stakes;
    }

    /** What an estimate is worth in an incident that would be declared now; of unknown reach. */
    public String estimate() {
        return worth(stakes.inForce(Impact.MAJOR), Impact.MAJOR, 0);
    }

    /** The same when it is known how bad it is, and for how many customers. */
    String worth(Impact impact, long customers) {
        return worth(stakes.inForce(impact), impact, customers);
    }

    /** What one is worth in a known incident, under its policy. */
    String worth(Incident incident, long customers) {
        return worth(stakes.of(incident.policy(), incident.impact()), incident.impact(), customers);
    }

    private static String worth(EstimateStakes.Stakes each, Impact impact, long customers) {
        if (each.isNothing()) {
            return "Estimates are not scored at this impact.";
        }
        return "Kept: " + Figures.signed(each.kept()) + " per customer, missed: " + Figures.signed(each.missed())
                + ", moved: " + Figures.signed(each.moved()) + " (" + impact.word() + " impact). "
                + (customers == 0
                        ? ""
                        : "For " + Figures.of(customers, "customer") + ": " + Figures.signed(each.kept() * customers)
                                + ", " + Figures.signed(each.missed() * customers) + " or "
                                + Figures.signed(each.moved() * customers) + ". ")
                + "Give a time only if you meet it " + each.breakEven() + " times in 100.";
    }

    public String sentence() {
        PromiseOdds.Odds found = odds.of(Impact.MAJOR);
        String worth = "Kept: +" + found.gain() + " per customer, missed: \u2212" + found.loss()
                + ". Promise only what you keep " + found.breakEven() + " times in 100.";
        return found.decided() == 0
                ? worth
                : "We kept " + found.kept() + " of " + found.decided() + " in 90 days ("
                        + 100 * found.kept() / found.decided() + " %). " + worth;
    }
}
