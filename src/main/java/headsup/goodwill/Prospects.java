package headsup.goodwill;

import headsup.goodwill.Cohorts.Cohort;
import headsup.incident.Incident;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hibernate.Session;

/** What lies before the audience of an incident, derived once per cohort however many customers are in it. */
@ApplicationScoped
class Prospects {

    /**
     * A cohort and its next 24 hours.
     *
     * @param booked points of this incident that each member has in the books
     * @param pending points of minutes that are over which the books don't have yet
     */
    record Prospect(Cohort cohort, Outlook outlook, long booked, long pending) {

        /** @param balance as it stands in the books */
        OptionalLong silentRunway(long balance) {
            return outlook.silentRunway(balance + pending);
        }

        /** @param balance as it stands in the books */
        OptionalLong keptRunway(long balance) {
            return outlook.keptRunway(balance + pending);
        }

        boolean isBroken() {
            return outlook.behind().stream().anyMatch(entry -> entry.rule() == Rule.PROMISE_BROKEN);
        }
    }

    private final Session database;
    private final Cohorts cohorts;
    private final Policies policies;

    Prospects(Session database, Cohorts cohorts, Policies policies) {
        this.policies = policies;
        this.database = database;
        this.cohorts = cohorts;
    }

    /** Of the whole audience, at a UTC minute. */
    List<Prospect> of(Incident incident, long now) {
        List<Cohort> all = cohorts.everyone(incident.id());
        Map<Long, Long> booked =
                booked(incident, all.stream().map(Cohort::member).toList());
        return all.stream()
                .map(cohort -> prospect(incident, cohort, booked.getOrDefault(cohort.member(), 0L), now))
                .toList();
    }

    /** Of one customer in one incident, whose cohort it is. */
    Prospect of(Incident incident, Cohort cohort, long now) {
        Map<Long, Long> booked = booked(incident, List.of(cohort.member()));
        return prospect(incident, cohort, booked.getOrDefault(cohort.member(), 0L), now);
    }

    private Prospect prospect(Incident incident, Cohort cohort, long booked, long now) {
        IncidentFacts facts = CohortFacts.of(cohort.facts()).with(incident, now);
        Outlook outlook = Outlook.at(policies.of(incident.policy()), facts, now);
        long derived =
                outlook.behind().stream().mapToLong(DerivedEntry::applied).sum();
        return new Prospect(cohort, outlook, booked, derived - booked);
    }

    /** What the books of this incident come to, by customer. */
    private Map<Long, Long> booked(Incident incident, Collection<Long> customers) {
        Map<Long, Long> booked = new HashMap<>();
        database
                .createNativeQuery(
                        "SELECT customer_id, sum(applied) FROM entry WHERE fact = :incident AND customer_id = ANY (:customers) GROUP BY customer_id",
                        Object[].class)
                .setParameter("incident", incident.id())
                .setParameter("customers", customers.toArray(Long[]::new))
                .stream()
                .forEach(row -> booked.put(((Number) row[0]).longValue(), ((Number) row[1]).longValue()));
        return booked;
    }
}
