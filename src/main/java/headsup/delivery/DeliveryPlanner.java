package headsup.delivery;

import headsup.incident.Incident;
import headsup.incident.Update;
import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Turns a chunk of an audience into deliveries by one statement. A person who is a contact of several customers gets one
 * email: the first of their rows carries it, the others are carried by it ({@link SharedEmails}).
 *
 * <p>This is one of the two written exceptions to "no room reads another room's tables": it moves whole chunks from
 * {@code audience_member}, {@code customer}, {@code subscription} and {@code contact} into {@code delivery}.
 */
@ApplicationScoped
class DeliveryPlanner {

    /** Why a contact c gets no email for too many updates within an hour. */
    private static final String STORM = """
            WHEN :stormy AND (SELECT count(*) FROM fan_out f JOIN delivery r ON r.update_id = f.update_id
                   WHERE r.contact_id = c.id AND f.notify
                     AND f.published_at > CAST(:published AS timestamptz) - interval '1 hour'
                     AND r.state NOT IN ('suppressed', 'superseded', 'expired', 'rejected')) >= :storm THEN 'storm brake'
            """;

    /** What contacts have whose zone nobody told; a reader may have chosen it, too. */
    private static final String FIRST_ZONE = "Etc/UTC";

    /** Stands for the zone of those of whom it is not known. */
    private static final String UNKNOWN_ZONE = "";

    private static final String ZONE = "CASE WHEN c.time_zone = '" + FIRST_ZONE + "' AND c.chosen_at IS NULL THEN '"
            + UNKNOWN_ZONE + "' ELSE c.time_zone END";

    private static final String QUIET = """
            quiet AS MATERIALIZED (SELECT * FROM unnest(CAST(:zones AS text[]), CAST(:overs AS timestamptz[])) AS q (zone, over))""";

    /**
     * The contacts of customers from {@code :first} to before {@code :end}. Addresses that occur twice in the chunk are found in
     * it; those that have a row of an earlier chunk are looked up one by one, and that row is held so that what becomes of it
     * reaches its new companion too. A lateral join forces the index, because statistics of a fresh table mislead the planner.
     */
    private static final String OF_CUSTOMERS =
            """
            WITH QUIET,
            asked AS MATERIALIZED (SELECT nextval('delivery_serial') AS delivery, x.* FROM (
              SELECT c.id, c.customer_id, lower(c.email) AS address, ZONE AS time_zone,
                     CASE WHEN k.channel = 'PAGE' AND :seen THEN 'chose the page'
                          WHEN c.unsubscribed_at IS NOT NULL THEN 'unsubscribed'
                          WHEN c.quarantined_at IS NOT NULL THEN 'quarantined'
                          STORM
                          END AS reason
                FROM audience_member m
                JOIN customer k ON k.id = m.customer_id AND k.erased_at IS NULL AND k.id >= :first AND k.id < :end
                JOIN contact c ON c.customer_id = k.id AND c.removed_at IS NULL AND c.customer_id >= :first AND c.customer_id < :end
               WHERE m.incident_id = :incident AND m.customer_id >= :first AND m.customer_id < :end
               ORDER BY c.customer_id, c.id) AS x),
            repeated AS (
              SELECT address, min(delivery) AS carrier FROM asked WHERE reason IS NULL GROUP BY address HAVING count(*) > 1),
            earlier AS MATERIALIZED (
              SELECT a.delivery, e.* FROM asked a CROSS JOIN LATERAL (
                SELECT d.* FROM (SELECT o.id FROM contact o WHERE lower(o.email) = a.address AND o.id <> a.id OFFSET 0) AS o
                 CROSS JOIN LATERAL (
                   SELECT d.id, d.state, d.attempts, d.resent, d.reason, d.reply, d.lane, d.accepted_at, d.settled_at FROM delivery d
                    WHERE d.update_id = :update AND d.contact_id = o.id AND d.carried_by IS NULL AND d.state <> 'suppressed'
                      FOR UPDATE) AS d
                 LIMIT 1) AS e
               WHERE :later AND a.reason IS NULL),
            planned AS (
              INSERT INTO delivery (id, update_id, incident_id, contact_id, customer_id, urgency, published_at,
                                    state, reason, settled_at, carried_by, look_at, held_until, reply, attempts, resent, lane, accepted_at)
              SELECT a.delivery, :update, :incident, a.id, a.customer_id, :urgency, CAST(:published AS timestamptz),
                     CASE WHEN a.reason IS NULL THEN coalesce(e.state, 'pending') ELSE 'suppressed' END, coalesce(a.reason, e.reason),
                     CASE WHEN a.reason IS NULL THEN e.settled_at ELSE CAST(:published AS timestamptz) END,
                     coalesce(e.id, nullif(r.carrier, a.delivery)),
                     CASE WHEN a.reason IS NULL AND e.id IS NULL AND (r.carrier IS NULL OR r.carrier = a.delivery) THEN q.over END,
                     CASE WHEN a.reason IS NULL THEN q.over END,
                     CASE WHEN e.id IS NOT NULL THEN e.reply WHEN a.reason IS NULL AND q.over IS NOT NULL THEN 'quiet hours in the reader''s zone' END,
                     coalesce(e.attempts, 0), coalesce(e.resent, false), e.lane, e.accepted_at
                FROM asked a LEFT JOIN earlier e ON e.delivery = a.delivery
                LEFT JOIN repeated r ON r.address = a.address AND a.reason IS NULL
                LEFT JOIN quiet q ON q.zone = a.time_zone
               ORDER BY a.delivery
                  ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING RETURNING id)
            SELECT max(id) FROM planned""".replace("QUIET", QUIET).replace("STORM", STORM).replace("ZONE", ZONE);

    /**
     * Those who asked by themselves: an address that has an email of this update as a customer's contact gets no second one. One
     * that is suppressed there by choice of that customer, or by its own, is written to, because it asked; a customer's contact that
     * asked takes the row it has, which is looked at by itself because its stream may be past it.
     */
    private static final String OF_SUBSCRIBERS =
            """
            WITH QUIET,
            wanted AS MATERIALIZED (
              SELECT DISTINCT s.contact_id FROM subscription s
               WHERE s.topic = ANY (:topics) AND s.contact_id >= :first AND s.contact_id < :end AND (:over OR NOT s.only_end)),
            asked AS MATERIALIZED (
              SELECT c.id, c.customer_id, lower(c.email) AS address, ZONE AS time_zone,
                     CASE WHEN c.quarantined_at IS NOT NULL THEN 'quarantined'
                          STORM
                          END AS reason
                FROM wanted w JOIN contact c ON c.id = w.contact_id AND c.removed_at IS NULL AND c.unsubscribed_at IS NULL
               WHERE NOT EXISTS (SELECT FROM contact o JOIN delivery d ON d.update_id = :update AND d.contact_id = o.id
                      WHERE lower(o.email) = lower(c.email) AND o.id <> c.id
                        AND (d.reason IS NULL OR d.reason NOT IN ('chose the page', 'unsubscribed')))),
            once AS (SELECT DISTINCT ON (address) * FROM asked ORDER BY address, reason NULLS FIRST, id),
            planned AS (
              INSERT INTO delivery (update_id, incident_id, contact_id, customer_id, urgency, state, reason, published_at, settled_at, look_at, held_until, reply)
              SELECT :update, :incident, o.id, o.customer_id, :urgency,
                     CASE WHEN o.reason IS NULL THEN 'pending' ELSE 'suppressed' END, o.reason, CAST(:published AS timestamptz),
                     CASE WHEN o.reason IS NOT NULL THEN CAST(:published AS timestamptz) END,
                     CASE WHEN o.reason IS NULL THEN q.over END, CASE WHEN o.reason IS NULL THEN q.over END,
                     CASE WHEN o.reason IS NULL AND q.over IS NOT NULL THEN 'quiet hours in the reader''s zone' END
                FROM once o LEFT JOIN quiet q ON q.zone = o.time_zone ORDER BY o.id
                  ON CONFLICT ON CONSTRAINT delivery_once DO UPDATE
                 SET state = excluded.state, reason = excluded.reason, settled_at = excluded.settled_at, held_until = excluded.held_until,
                     reply = excluded.reply, look_at = CASE WHEN excluded.reason IS NULL THEN coalesce(excluded.look_at, excluded.published_at) END
               WHERE delivery.state = 'suppressed' AND delivery.reason = 'chose the page' RETURNING id)
            SELECT max(id) FROM planned""".replace("QUIET", QUIET).replace("STORM", STORM).replace("ZONE", ZONE);

    private final Session database;
    private final Clock clock;
    private final Site site;
    private final QuietHours quiet;
    private final int storm;

    DeliveryPlanner(Session database, Clock clock, Site site, DeliverySettings settings) {
        this.database = database;
        this.clock = clock;
        this.site = site;
        this.quiet = QuietHours.of(settings);
        this.storm = settings.lettersPerHour();
    }

    /**
     * Plans the members of the audience with customer ids from {@code first} to before {@code end}.
     *
     * @return the last id given; empty when there was nobody
     */
    Optional<Long> customers(Incident incident, Update update, int urgency, long first, long end) {
        return Optional.ofNullable(planned(OF_CUSTOMERS, incident, update, urgency)
                .setParameter("first", first)
                .setParameter("end", end)
                .setParameter("later", first > 0)
                // Who reads the page is written to of what the page does not tell.
                .setParameter("seen", incident.visibility().isPublic())
                .uniqueResult());
    }

    /**
     * Plans those who asked for one of these topics, with contact ids from {@code first} to before {@code end}, after all
     * customers.
     *
     * @return the last id given; empty when there was nobody
     */
    Optional<Long> subscribers(
            Incident incident, Update update, int urgency, List<String> topics, long first, long end) {
        return Optional.ofNullable(planned(OF_SUBSCRIBERS, incident, update, urgency)
                .setParameter("topics", topics.toArray(String[]::new))
                .setParameter("over", !update.status().isOpen())
                .setParameter("first", first)
                .setParameter("end", end)
                .uniqueResult());
    }

    private NativeQuery<Long> planned(String sql, Incident incident, Update update, int urgency) {
        Map<String, Instant> quietNow = quietNow(update);
        String[] zones = quietNow.keySet().toArray(String[]::new);
        return database.createNativeQuery(sql, Long.class)
                .setParameter("update", update.id())
                .setParameter("incident", incident.id())
                .setParameter("urgency", urgency)
                .setParameter("published", update.publishedAt())
                .setParameter("stormy", stormy(update.publishedAt()))
                .setParameter("storm", storm)
                .setParameter("zones", zones)
                .setParameter(
                        "overs",
                        quietNow.values().stream().map(Instant::toString).toArray(String[]::new));
    }

    /** By zone: when quiet hours end. Only root causes wait. */
    private Map<String, Instant> quietNow(Update update) {
        if (update.kind() != Update.Kind.ROOT_CAUSE) {
            return Map.of();
        }
        Instant now = clock.instant();
        return Stream.concat(
                        Stream.of(UNKNOWN_ZONE),
                        ZoneId.getAvailableZoneIds().stream().filter(DeliveryPlanner::hasRules))
                .flatMap(zone -> quiet.over(zone.equals(UNKNOWN_ZONE) ? site.timeZone() : ZoneId.of(zone), now).stream()
                        .map(over -> Map.entry(zone, over)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A library for calendars registers zones of its own, some without rules. */
    private static boolean hasRules(String zone) {
        return ZoneId.of(zone).getRules() != null;
    }

    /** Without so many updates within the hour nobody can have had so many emails. */
    private boolean stormy(Instant published) {
        return database.createNativeQuery(
                        "SELECT count(*) > :storm FROM fan_out WHERE notify AND published_at > :anHourAgo",
                        Boolean.class)
                .setParameter("storm", storm)
                .setParameter("anHourAgo", published.minus(Duration.ofHours(1)))
                .getSingleResult();
    }
}
