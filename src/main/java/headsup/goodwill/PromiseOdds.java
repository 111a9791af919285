package headsup.goodwill;

import headsup.incident.Impact;
import headsup.incident.Promises;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;

/** What a promise of the next word is worth: how often this team keeps its own, beside what the policy in force pays. */
@ApplicationScoped
public class PromiseOdds {

    private static final Duration LOOKED_AT = Duration.ofDays(90);

    /**
     * @param kept promises of the last 90 days that were kept, of {@code decided} whose time has come
     * @param breakEven from this percentage of kept promises on, promising pays
     * @param gain points a customer gets for one that is kept; {@code loss} what one that is broken costs, above zero
     */
    public record Odds(long kept, long decided, int breakEven, int gain, int loss) {}

    private final Promises promises;
    private final Policies policies;
    private final Clock clock;

    PromiseOdds(Promises promises, Policies policies, Clock clock) {
        this.promises = promises;
        this.policies = policies;
        this.clock = clock;
    }

    /** For an incident of that impact. */
    @Transactional
    public Odds of(Impact impact) {
        Promises.Kept record = promises.kept(clock.instant().minus(LOOKED_AT));
        Policy policy = policies.of(policies.inForce());
        int gain = policy.amount(Rule.PROMISE_KEPT, impact);
        int loss = -policy.amount(Rule.PROMISE_BROKEN, impact);
        int breakEven = gain + loss == 0 ? 0 : Math.ceilDiv(100 * loss, gain + loss);
        return new Odds(record.kept(), record.decided(), breakEven, gain, loss);
    }
}
