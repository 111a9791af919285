package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;

/**
 * How often a customer was given a reason to think well of us, and how often ill, in the last 90 days. What happens in one
 * incident is one occasion, good or ill by what it came to; outside incidents each entry is one. Left out are what was taken
 * back, what time and aging did by themselves, and points entered by hand: they are no contact.
 */
@ApplicationScoped
public class Ratios {

    /** How far back is looked. */
    public static final Duration LOOKING_BACK = Duration.ofDays(90);

    /** @param good occasions that added goodwill; {@code bad} those that cost some */
    public record Ratio(long good, long bad) {
        static final Ratio NONE = new Ratio(0, 0);
    }

    private static final String COUNTS = """
            SELECT customer_id, count(*) FILTER (WHERE points > 0), count(*) FILTER (WHERE points < 0)
              FROM (SELECT e.customer_id, sum(e.applied) AS points
                      FROM entry e
                     WHERE e.customer_id = ANY (:customers) AND e.minute > :since AND e.fact <> :fading
                       AND e.rule NOT IN ('manual', 'complaint_aging')
                       AND NOT (e.fact = :outside AND (e.late OR e.rule = 'reversal' OR EXISTS
                             (SELECT FROM entry x WHERE x.customer_id = e.customer_id AND x.fact = :outside AND x.reverses = e.id)))
                     GROUP BY e.customer_id, CASE WHEN e.fact = :outside THEN CAST(e.id AS text) ELSE e.fact END) AS occasion
             GROUP BY customer_id""";

    private final Session database;
    private final Clock clock;

    Ratios(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Every asked customer has an answer. */
    @Transactional
    public Map<Long, Ratio> of(Collection<Long> customerIds) {
        Map<Long, Ratio> ratios = new HashMap<>();
        customerIds.forEach(id -> ratios.put(id, Ratio.NONE));
        database
                .createNativeQuery(COUNTS, Object[].class)
                .setParameter("customers", customerIds.toArray(Long[]::new))
                .setParameter("since", (int) CohortFacts.minute(clock.instant().minus(LOOKING_BACK)))
                .setParameter("fading", Ledger.FADING)
                .setParameter("outside", Ledger.OUTSIDE)
                .stream()
                .forEach(row -> ratios.put(
                        ((Number) row[0]).longValue(),
                        new Ratio(((Number) row[1]).longValue(), ((Number) row[2]).longValue())));
        return ratios;
    }
}
