package headsup.goodwill;

import headsup.incident.Impact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** What an estimate of when an incident is fixed is worth to a customer who is shown it, by the tariff of a policy. */
@ApplicationScoped
public class EstimateStakes {

    /**
     * Points for one customer, with their sign.
     *
     * @param kept when it is fixed by then; {@code missed} when it is not; {@code moved} when it is put off in time
     */
    public record Stakes(int kept, int missed, int moved) {

        /** Whether the policy counts estimates at all. */
        public boolean isNothing() {
            return kept == 0 && missed == 0 && moved == 0;
        }

        /** From this percentage of kept estimates on, giving them pays. */
        public int breakEven() {
            return kept - missed == 0 ? 0 : Math.ceilDiv(100 * -missed, kept - missed);
        }
    }

    private final Policies policies;

    EstimateStakes(Policies policies) {
        this.policies = policies;
    }

    /** For an incident that is declared now. */
    @Transactional
    public Stakes inForce(Impact impact) {
        return of(policies.inForce(), impact);
    }

    /** @param policy the one an incident was declared under, as in {@code default/1} */
    @Transactional
    public Stakes of(String policy, Impact impact) {
        Policy tariff = policies.of(policy);
        return new Stakes(
                tariff.amount(Rule.ESTIMATE_KEPT, impact),
                tariff.amount(Rule.ESTIMATE_MISSED, impact),
                tariff.amount(Rule.ESTIMATE_MOVED, impact));
    }
}
