package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** Who would stand in another band if cohorts had so many points more or less; one statement for all customers. */
@ApplicationScoped
class BandChanges {

    /** Every member of the cohort would have so many points more. */
    record Difference(long cohort, long points) {}

    /** @param overall customers whom all the differences together would move */
    record Counts(Map<String, Long> byIncident, long overall) {
        long in(String incident) {
            return byIncident.getOrDefault(incident, 0L);
        }
    }

    /** By incident and, under null, over all; who is unknown stays so. The borders are those of {@link Band}. */
    private static final String CHANGING = """
            WITH change AS (SELECT * FROM unnest(CAST(:cohorts AS bigint[]), CAST(:points AS bigint[])) AS c (cohort_id, points)),
            own AS (
              SELECT m.incident_id, m.customer_id, CAST(sum(c.points) AS bigint) AS points
                FROM change c JOIN cohort_member m ON m.cohort_id = c.cohort_id
               GROUP BY GROUPING SETS ((m.incident_id, m.customer_id), (m.customer_id))),
            crossing AS MATERIALIZED (
              SELECT o.incident_id, o.customer_id FROM own o JOIN account b ON b.customer_id = o.customer_id
               WHERE width_bucket(b.balance, CAST(ARRAY[0, 25, 50] AS bigint[]))
                  <> width_bucket(b.balance + o.points, CAST(ARRAY[0, 25, 50] AS bigint[])))
            SELECT a.incident_id, count(*) FROM crossing a WHERE\s""" + Accounts.STANDING + """
             >= 3 GROUP BY a.incident_id""";

    private final Session database;

    BandChanges(Session database) {
        this.database = database;
    }

    /** Within the caller's transaction. */
    Counts count(List<Difference> differences) {
        Map<String, Long> byIncident = new HashMap<>();
        long overall = 0;
        for (Object[] row : database.createNativeQuery(CHANGING, Object[].class)
                .setParameter(
                        "cohorts", differences.stream().map(Difference::cohort).toArray(Long[]::new))
                .setParameter(
                        "points", differences.stream().map(Difference::points).toArray(Long[]::new))
                .getResultList()) {
            long customers = ((Number) row[1]).longValue();
            if (row[0] == null) {
                overall = customers;
            } else {
                byIncident.put((String) row[0], customers);
            }
        }
        return new Counts(byIncident, overall);
    }
}
