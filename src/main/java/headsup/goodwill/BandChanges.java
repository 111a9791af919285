package headsup.goodwill;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/**
 * Who would stand in another band if cohorts had so many points more or less, or if bands began elsewhere; a statement for all
 * customers.
 */
@ApplicationScoped
class BandChanges {

    /** Every member of the cohort would have so many points more. */
    record Difference(long cohort, long points) {}

    /** @param overall customers whom all the differences together, and the other bands, would move */
    record Counts(Map<String, Long> byIncident, long overall) {
        long in(String incident) {
            return byIncident.getOrDefault(incident, 0L);
        }
    }

    /**
     * By incident, where the points alone move somebody within the bands to come; and, under null, over all, from the bands in
     * force to those to come. Who is unknown stays so.
     */
    private static final String CHANGING = """
            WITH change AS (SELECT * FROM unnest(CAST(:cohorts AS bigint[]), CAST(:points AS bigint[])) AS c (cohort_id, points)),
            own AS (
              SELECT m.incident_id, m.customer_id, CAST(sum(c.points) AS bigint) AS points
                FROM change c JOIN cohort_member m ON m.cohort_id = c.cohort_id
               GROUP BY m.incident_id, m.customer_id),
            whole AS (SELECT customer_id, CAST(sum(points) AS bigint) AS points FROM own GROUP BY customer_id),
            crossing AS MATERIALIZED (
              SELECT o.incident_id, o.customer_id FROM own o JOIN account b ON b.customer_id = o.customer_id
               WHERE width_bucket(b.balance, CAST(:after AS bigint[])) <> width_bucket(b.balance + o.points, CAST(:after AS bigint[]))
              UNION ALL
              SELECT NULL, b.customer_id FROM account b LEFT JOIN whole w ON w.customer_id = b.customer_id
               WHERE (w.points IS NOT NULL OR :moved)
                 AND width_bucket(b.balance, CAST(:before AS bigint[]))
                  <> width_bucket(b.balance + coalesce(w.points, 0), CAST(:after AS bigint[])))
            SELECT a.incident_id, count(*) FROM crossing a WHERE\s""" + Accounts.STANDING + """
             >= 3 GROUP BY a.incident_id""";

    private final Session database;

    BandChanges(Session database) {
        this.database = database;
    }

    /** Within the caller's transaction. */
    Counts count(Bands before, Bands after, List<Difference> differences) {
        Map<String, Long> byIncident = new HashMap<>();
        long overall = 0;
        for (Object[] row : database.createNativeQuery(CHANGING, Object[].class)
                .setParameter(
                        "cohorts", differences.stream().map(Difference::cohort).toArray(Long[]::new))
                .setParameter(
                        "points", differences.stream().map(Difference::points).toArray(Long[]::new))
                .setParameter("before", borders(before))
                .setParameter("after", borders(after))
                .setParameter("moved", !before.equals(after))
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

    private static Long[] borders(Bands bands) {
        return new Long[] {0L, bands.fair(), bands.strong()};
    }
}
