package headsup.goodwill;

import headsup.incident.ImpactTimeline;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Derives again what stands in the books: the facts of each cohort must give its entries (goodwill policy, section 10), read
 * anew as well as those that were kept, and all of its members must have the same. Incidents with news that are not booked yet
 * are left out. Within the caller's transaction.
 */
@ApplicationScoped
class Rederivation {

    private static final Logger LOG = Logger.getLogger(Rederivation.class);

    /** @param wrong cohorts whose books are not what their facts give, or not those of all members */
    record Result(long cohorts, long wrong) {}

    private record Booked(String incident, long until) {}

    private final Session database;
    private final Incidents incidents;
    private final Policies policies;
    private final Cohorts cohorts;
    private final Ledger ledger;
    private final RelationshipBooks outside;

    Rederivation(
            Session database,
            Incidents incidents,
            Policies policies,
            Cohorts cohorts,
            Ledger ledger,
            RelationshipBooks outside) {
        this.outside = outside;
        this.policies = policies;
        this.database = database;
        this.incidents = incidents;
        this.cohorts = cohorts;
        this.ledger = ledger;
    }

    /** Of up to {@code most} incidents, and of what happened to up to as many customers outside them, taken at random. */
    Result of(int most) {
        long seen = 0;
        long wrong = 0;
        Map<String, ImpactTimeline> timelines = new HashMap<>();
        for (Booked booked : some(most)) {
            List<Cohorts.Afresh> afresh = cohorts.afresh(booked.incident(), timelines);
            byKey("off");
            Incident incident = incidents.get(booked.incident());
            List<Long> torn = torn(booked.incident());
            for (Cohorts.Afresh group : afresh) {
                seen++;
                if ((group.cohort() != null && torn.contains(group.cohort()))
                        || !agrees(incident, group, booked.until())) {
                    LOG.errorf(
                            "The books of cohort %d of incident %s are not what its facts give",
                            group.cohort(), incident.id());
                    wrong++;
                }
            }
            database.detach(incident);
            byKey("on");
        }
        byKey("off");
        Result elsewhere = outside.rederive(most);
        return new Result(seen + elsewhere.cohorts(), wrong + elsewhere.wrong());
    }

    /** Entries are found by their key, whatever a planner believes of a table that was empty a minute ago. */
    private void byKey(String others) {
        database.createNativeQuery("""
                        SELECT set_config('enable_seqscan', :others, true), set_config('enable_hashjoin', :others, true),
                               set_config('enable_mergejoin', :others, true)""", Object[].class)
                .setParameter("others", others)
                .getResultList();
    }

    private List<Booked> some(int most) {
        return database.createNativeQuery("""
                        SELECT b.incident_id, b.booked_to FROM booking b
                         WHERE b.booked_to IS NOT NULL AND NOT b.new_facts
                           AND NOT EXISTS (SELECT FROM booking_news n WHERE n.incident_id = b.incident_id OR n.everywhere)
                         ORDER BY random() LIMIT :most""", Object[].class).setParameter("most", most).stream()
                .map(row -> new Booked((String) row[0], ((Number) row[1]).longValue()))
                .toList();
    }

    private boolean agrees(Incident incident, Cohorts.Afresh group, long until) {
        Ledger.Books books = ledger.books(incident.id(), group.member());
        return gives(incident, group.facts(), until, books)
                && (group.kept() == null
                        || group.kept().equals(group.facts())
                        || gives(incident, group.kept(), until, books));
    }

    private boolean gives(Incident incident, String facts, long until, Ledger.Books books) {
        IncidentFacts known = CohortFacts.of(facts).with(incident, until);
        return Posting.between(
                        books.standing(), books.reversed(), Derivation.derive(policies.of(incident.policy()), known))
                .isEmpty();
    }

    /** Cohorts whose members don't have the same entries: one of them is derived, and stands for all. */
    private List<Long> torn(String incident) {
        return database.createNativeQuery("""
                        SELECT cohort_id FROM (
                          SELECT m.cohort_id, m.customer_id, count(e.id) AS lines,
                                 coalesce(sum(hash_record_extended(ROW(e.minute, e.rule, e.n, e.rev, e.late, e.raw, e.applied), 0)), 0) AS print
                            FROM cohort_member m LEFT JOIN entry e ON e.customer_id = m.customer_id AND e.fact = m.incident_id
                           WHERE m.incident_id = :incident GROUP BY m.cohort_id, m.customer_id) AS own
                         GROUP BY cohort_id HAVING min(lines) <> max(lines) OR min(print) <> max(print)""", Long.class)
                .setParameter("incident", incident)
                .getResultList();
    }
}
