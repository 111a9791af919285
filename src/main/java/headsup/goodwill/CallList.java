package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonValue;
import headsup.audience.Customers;
import headsup.audience.Profile;
import headsup.goodwill.Prospects.Prospect;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Whom to telephone during an incident, the most urgent first (goodwill policy, section 8).
 *
 * <p>Like {@link Cohorts} this reads other rooms' tables, in one statement: the order of a whole audience hangs on addresses,
 * contract weights and references, and only the lines asked for reach Java.
 */
@ApplicationScoped
public class CallList {

    /** Why somebody is on the list, in its order. */
    public enum Reason {
        UNREACHABLE,
        OVERDRAWN,
        RUNWAY,
        BETRAYAL,
        ASKED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One to call.
     *
     * @param customer the operator's reference
     * @param runwayMinutes until the balance falls below 0 if nobody says anything; null for more than 24 h
     */
    public record Line(
            String customer,
            String name,
            @Nullable String phone,
            long balance,
            Band band,
            Reason reason,
            @Nullable Long runwayMinutes) {}

    private record Place(long customer, long cohort, Reason reason) {}

    /**
     * What a cohort shares is handed in; a member is then placed by its balance, addresses and calls. An address works when
     * letters go there and none of this incident came back. What stood before the incident is only looked up when the list
     * would not be full without: it reads the entries of everybody to whom a word was broken.
     */
    private static final String ORDER = """
            WITH prospect AS (
              SELECT * FROM unnest(CAST(:cohorts AS bigint[]), CAST(:sinces AS bigint[]), CAST(:heards AS boolean[]), CAST(:brokens AS boolean[]))
                  AS p (cohort, since, heard, broken)),
            step AS (
              SELECT * FROM unnest(CAST(:stepCohorts AS bigint[]), CAST(:froms AS bigint[]), CAST(:untils AS bigint[]), CAST(:minutes AS bigint[]))
                  AS s (cohort, from_points, until_points, minutes)),
            member AS (
              SELECT k.id, k.ref, k.weight, p.cohort, p.since, p.heard, p.broken, coalesce(a.balance, 0) AS balance
                FROM audience_member m JOIN customer k ON k.id = m.customer_id AND k.erased_at IS NULL
                LEFT JOIN cohort_member o ON o.incident_id = m.incident_id AND o.customer_id = m.customer_id
                JOIN prospect p ON p.cohort = coalesce(o.cohort_id, -floor(extract(epoch FROM m.joined_at) / 60)::bigint)
                LEFT JOIN account a ON a.customer_id = k.id
               WHERE m.incident_id = :incident
                 AND NOT EXISTS (SELECT FROM call c WHERE c.incident_id = :incident AND c.customer_id = k.id AND c.connected)),
            early AS MATERIALIZED (
              SELECT m.*, s.minutes,
                     CASE WHEN NOT m.heard AND NOT EXISTS (
                            SELECT FROM contact c WHERE c.customer_id = m.id AND c.removed_at IS NULL AND c.quarantined_at IS NULL
                               AND NOT EXISTS (SELECT FROM fan_out f JOIN delivery d ON d.update_id = f.update_id AND d.contact_id = c.id
                                                WHERE f.incident_id = :incident AND d.state IN ('bounced', 'rejected'))) THEN 'UNREACHABLE'
                          WHEN m.balance < 0 THEN 'OVERDRAWN' WHEN s.minutes IS NOT NULL THEN 'RUNWAY' END AS reason
                FROM member m
                LEFT JOIN step s ON s.cohort = m.cohort AND m.balance >= s.from_points AND m.balance < s.until_points),
            late AS MATERIALIZED (
              SELECT e.*, e.balance - coalesce(
                       (SELECT sum(x.applied) FROM entry x WHERE x.customer_id = e.id AND x.minute >= e.since), 0) AS before
                FROM early e WHERE e.reason IS NULL AND e.broken
                 AND (SELECT count(*) FROM early WHERE reason IS NOT NULL) < :most),
            place AS (
              SELECT id, cohort, ref, weight, reason, CASE reason WHEN 'UNREACHABLE' THEN since WHEN 'OVERDRAWN' THEN balance ELSE minutes END AS rank
                FROM early WHERE reason IS NOT NULL
               UNION ALL SELECT id, cohort, ref, weight, 'BETRAYAL', -before FROM late WHERE before >= 50
               UNION ALL SELECT m.id, m.cohort, m.ref, m.weight, 'ASKED', q.at FROM early m
                 JOIN (SELECT customer_id, floor(extract(epoch FROM min(at)))::bigint AS at FROM inquiry
                        WHERE incident_id = :incident AND answered_at IS NULL GROUP BY customer_id) AS q ON q.customer_id = m.id
                WHERE m.reason IS NULL AND NOT EXISTS (SELECT FROM late l WHERE l.id = m.id AND l.before >= 50))
            SELECT id, cohort, reason FROM place
             ORDER BY array_position(CAST(:reasons AS text[]), reason), rank, weight DESC, ref COLLATE "C"
             LIMIT :most""";

    private static final String[] REASONS =
            Arrays.stream(Reason.values()).map(Reason::name).toArray(String[]::new);

    private final Session database;
    private final Prospects prospects;
    private final Incidents incidents;
    private final Customers customers;
    private final Accounts accounts;
    private final Clock clock;

    CallList(
            Session database,
            Prospects prospects,
            Incidents incidents,
            Customers customers,
            Accounts accounts,
            Clock clock) {
        this.database = database;
        this.prospects = prospects;
        this.incidents = incidents;
        this.customers = customers;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * The first lines of the list; a customer whom a call reached is not on it. All of it is as of one moment: between two
     * reads the bookkeeper could put somebody into a cohort of which the first one did not know.
     *
     * @param most at most so many
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Line> first(String incidentId, int most) {
        database.createNativeMutationQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .executeUpdate();
        Incident incident = incidents.get(incidentId);
        long now = CohortFacts.minute(clock.instant());
        List<Prospect> all = prospects.of(incident, now);
        List<Place> places = places(incidentId, all, now, most);
        List<Long> ids = places.stream().map(Place::customer).toList();
        Map<Long, Prospect> byCohort =
                all.stream().collect(Collectors.toMap(p -> p.cohort().id(), Function.identity()));
        Map<Long, Profile> profiles =
                customers.byIds(ids).stream().collect(Collectors.toMap(Profile::id, Function.identity()));
        Map<Long, Accounts.Balance> balances = accounts.balances(ids);
        return places.stream()
                .map(place -> line(
                        place.reason(),
                        Objects.requireNonNull(profiles.get(place.customer())),
                        Objects.requireNonNull(balances.get(place.customer())),
                        Objects.requireNonNull(byCohort.get(place.cohort()))))
                .toList();
    }

    private static Line line(Reason reason, Profile customer, Accounts.Balance account, Prospect prospect) {
        OptionalLong runway = prospect.silentRunway(account.points());
        return new Line(
                customer.ref(),
                customer.name(),
                customer.phone(),
                account.points(),
                account.band(),
                reason,
                runway.isPresent() ? runway.getAsLong() : null);
    }

    private List<Place> places(String incidentId, List<Prospect> all, long now, int most) {
        List<ShortRunway> steps =
                all.stream().flatMap(p -> ShortRunway.of(p, now).stream()).toList();
        return database
                .createNativeQuery(ORDER, Object[].class)
                .setParameter("incident", incidentId)
                .setParameter("cohorts", longs(all, p -> p.cohort().id()))
                .setParameter("sinces", longs(all, p -> p.outlook().since().orElse(Integer.MAX_VALUE)))
                .setParameter("heards", flags(all, p -> p.outlook().isHeard()))
                .setParameter("brokens", flags(all, Prospect::isBroken))
                .setParameter("stepCohorts", longs(steps, ShortRunway::cohort))
                .setParameter("froms", longs(steps, ShortRunway::from))
                .setParameter("untils", longs(steps, ShortRunway::until))
                .setParameter("minutes", longs(steps, ShortRunway::minutes))
                .setParameter("reasons", REASONS)
                .setParameter("most", most)
                .stream()
                .map(row -> new Place(
                        ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), Reason.valueOf((String) row[2])))
                .toList();
    }

    private static <T> Long[] longs(Collection<T> rows, Function<T, Long> field) {
        return rows.stream().map(field).toArray(Long[]::new);
    }

    private static <T> Boolean[] flags(Collection<T> rows, Function<T, Boolean> field) {
        return rows.stream().map(field).toArray(Boolean[]::new);
    }
}
