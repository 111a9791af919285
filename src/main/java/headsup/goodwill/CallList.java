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
import java.time.Instant;
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
 * The call list of an open incident: whom to telephone, the most urgent first (goodwill policy, section 8). It closes with the
 * incident.
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
        ASKED,
        /** Behind the reasons of the policy: below 0 now, but not in a known band below 0 before the incident. */
        CROSSED_ZERO;

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
     * @param balanceBefore what the account held before the incident
     * @param claim who is ringing them just now; null when nobody is
     * @param phone the number we have, else the mobile one; null when there is neither
     * @param contacts of somebody without a telephone number, so that one can be found; else none
     */
    public record Line(
            String customer,
            String name,
            @Nullable String phone,
            long balance,
            Band band,
            Reason reason,
            @Nullable Long runwayMinutes,
            long balanceBefore,
            CallClaims.@Nullable Claim claim,
            List<Person> contacts) {}

    /** @param email with the letters people know */
    public record Person(@Nullable String name, String email) {}

    /**
     * The numbers at the head of the list.
     *
     * @param open whether the incident is open; the list of one that is over has no lines
     * @param affected customers in the audience; of each either {@code told} or {@code notReached} is true: whether any update
     *     or call of this incident has reached them
     * @param worthACall how many lines the whole list has
     */
    public record Summary(boolean open, long affected, long told, long notReached, long worthACall) {}

    /** The head and the first lines, as of one moment. */
    public record Sheet(Summary summary, List<Line> lines) {}

    private record Place(
            long customer,
            long cohort,
            Reason reason,
            long before,
            @Nullable String claimedBy,
            @Nullable Instant claimedAt) {

        CallClaims.@Nullable Claim claim() {
            return claimedBy == null || claimedAt == null ? null : CallClaims.Claim.of(claimedBy, claimedAt);
        }
    }

    private record Reading(Summary summary, List<Place> places) {}

    /**
     * What a cohort shares is handed in; a member is then placed by its balance, addresses and calls. An address works when
     * letters go there and none of this incident came back. Accounts that are below 0, also without what this incident booked,
     * are looked at one by one, the lowest first, until the list is full: whether they were so before it, and in a known band.
     * What stood before it is looked up for the others to whom a word was broken only when the list would not be full without
     * them, or is counted.
     */
    private static final String ORDER = """
            WITH prospect AS (
              SELECT * FROM unnest(CAST(:cohorts AS bigint[]), CAST(:sinces AS bigint[]), CAST(:heards AS boolean[]), CAST(:brokens AS boolean[]), CAST(:bookeds AS bigint[]))
                  AS p (cohort, since, heard, broken, booked)),
            step AS (
              SELECT * FROM unnest(CAST(:stepCohorts AS bigint[]), CAST(:froms AS bigint[]), CAST(:untils AS bigint[]), CAST(:minutes AS bigint[]))
                  AS s (cohort, from_points, until_points, minutes)),
            member AS MATERIALIZED (
              SELECT k.id, k.ref, k.weight, p.cohort, p.since, p.heard, p.broken, coalesce(a.balance, 0) AS balance,
                     coalesce(a.balance, 0) - p.booked AS apart,
                     EXISTS (SELECT FROM call c WHERE c.incident_id = :incident AND c.customer_id = k.id AND c.connected AND c.withdrawn_at IS NULL) AS called
                FROM audience_member m JOIN customer k ON k.id = m.customer_id AND k.erased_at IS NULL
                LEFT JOIN cohort_member o ON o.incident_id = m.incident_id AND o.customer_id = m.customer_id
                JOIN prospect p ON p.cohort = coalesce(o.cohort_id, -floor(extract(epoch FROM m.joined_at) / 60)::bigint)
                LEFT JOIN account a ON a.customer_id = k.id
               WHERE m.incident_id = :incident),
            waiting AS MATERIALIZED (
              SELECT m.*, s.minutes,
                     NOT m.heard AND NOT EXISTS (
                       SELECT FROM contact c WHERE c.customer_id = m.id AND c.removed_at IS NULL AND c.quarantined_at IS NULL
                          AND NOT EXISTS (SELECT FROM fan_out f JOIN delivery d ON d.update_id = f.update_id AND d.contact_id = c.id
                                           WHERE f.incident_id = :incident AND d.state IN ('bounced', 'rejected'))) AS unreachable
                FROM member m
                LEFT JOIN step s ON s.cohort = m.cohort AND m.balance >= s.from_points AND m.balance < s.until_points
               WHERE NOT m.called),
            overdrawn AS MATERIALIZED (
              SELECT w.id, b.before
                FROM (SELECT * FROM waiting WHERE NOT unreachable AND balance < 0 AND apart < 0 ORDER BY apart, weight DESC, ref COLLATE "C") AS w
               CROSS JOIN LATERAL (
                 SELECT w.balance - coalesce(sum(x.applied) FILTER (WHERE x.minute >= w.since), 0) AS before,
                        count(*) FILTER (WHERE x.minute < w.since AND NOT x.late AND x.rule <> 'reversal'
                          AND NOT EXISTS (SELECT FROM entry r WHERE r.late AND r.reverses = x.id)) AS standing
                   FROM entry x WHERE x.customer_id = w.id) AS b
               WHERE b.before < 0 AND b.standing >= :known
               ORDER BY w.apart, w.weight DESC, w.ref COLLATE "C" LIMIT :most),
            early AS MATERIALIZED (
              SELECT w.*, o.before, CASE WHEN w.unreachable THEN 'UNREACHABLE' WHEN o.id IS NOT NULL THEN 'OVERDRAWN' WHEN w.minutes IS NOT NULL THEN 'RUNWAY' END AS reason
                FROM waiting w LEFT JOIN overdrawn o ON o.id = w.id),
            broken AS MATERIALIZED (
              SELECT e.id, e.since, e.balance FROM early e
               WHERE e.reason IS NULL AND e.broken AND (:counting OR (SELECT count(*) FROM early WHERE reason IS NOT NULL) < :most)),
            betrayed AS MATERIALIZED (
              SELECT b.id, b.balance - coalesce(s.points, 0) AS before FROM broken b
                LEFT JOIN (SELECT x.customer_id, sum(x.applied) AS points FROM broken b JOIN entry x ON x.customer_id = b.id AND x.minute >= b.since
                            GROUP BY x.customer_id) AS s ON s.customer_id = b.id
               WHERE b.balance - coalesce(s.points, 0) >= :strong),
            asked AS (
              SELECT customer_id, floor(extract(epoch FROM min(at)))::bigint AS at FROM inquiry
               WHERE incident_id = :incident AND answered_at IS NULL AND withdrawn_at IS NULL GROUP BY customer_id),
            place AS MATERIALIZED (
              SELECT e.id, e.cohort, e.ref, e.weight, e.since, e.balance, r.reason,
                     CASE r.reason WHEN 'UNREACHABLE' THEN e.since WHEN 'OVERDRAWN' THEN e.before WHEN 'RUNWAY' THEN e.minutes
                                   WHEN 'BETRAYAL' THEN -b.before WHEN 'ASKED' THEN q.at ELSE 0 END AS rank
                FROM early e LEFT JOIN betrayed b ON b.id = e.id LEFT JOIN asked q ON q.customer_id = e.id
               CROSS JOIN LATERAL (SELECT coalesce(e.reason, CASE WHEN b.id IS NOT NULL THEN 'BETRAYAL' WHEN q.customer_id IS NOT NULL THEN 'ASKED'
                                                                  WHEN e.balance < 0 THEN 'CROSSED_ZERO' END) AS reason) AS r
               WHERE r.reason IS NOT NULL),
            first AS (
              SELECT p.*, row_number() OVER (ORDER BY array_position(CAST(:reasons AS text[]), p.reason), p.rank, p.weight DESC, p.ref COLLATE "C") AS number
                FROM place p ORDER BY number LIMIT :most)
            SELECT n.affected, n.told, n.lines, f.id, f.cohort, f.reason,
                   f.balance - coalesce((SELECT sum(x.applied) FROM entry x WHERE x.customer_id = f.id AND x.minute >= f.since), 0) AS before,
                   c.member, c.claimed_at
              FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE heard OR called) AS told, (SELECT count(*) FROM place) AS lines FROM member) AS n
              LEFT JOIN first f ON true
              LEFT JOIN call_claim c ON c.incident_id = :incident AND c.customer_id = f.id AND c.claimed_at > :claimedAfter
             ORDER BY f.number""";

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
     * The first lines of the list; a customer whom a call reached is not on it, and the list of an incident that is over is
     * empty. All of it is as of one moment: between two reads the bookkeeper could put somebody into a cohort of which the
     * first one did not know.
     *
     * @param most at most so many
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional(TxType.REQUIRES_NEW)
    public List<Line> first(String incidentId, int most) {
        return read(incidentId, most, false).lines();
    }

    /**
     * The numbers at the head of the list, and its first lines.
     *
     * @param most at most so many lines
     * @throws headsup.kernel.Refusal {@code not_found}
     */
    @Transactional(TxType.REQUIRES_NEW)
    public Sheet sheet(String incidentId, int most) {
        return read(incidentId, most, true);
    }

    private Sheet read(String incidentId, int most, boolean counting) {
        database.createNativeMutationQuery("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                .executeUpdate();
        Incident incident = incidents.get(incidentId);
        Instant at = clock.instant();
        long now = CohortFacts.minute(at);
        List<Prospect> all = prospects.of(incident, now);
        Reading reading = reading(incident, all, at, incident.isOpen() ? most : 0, counting);
        List<Place> places = reading.places();
        List<Long> ids = places.stream().map(Place::customer).toList();
        Map<Long, Prospect> byCohort =
                all.stream().collect(Collectors.toMap(p -> p.cohort().id(), Function.identity()));
        Map<Long, Profile> profiles =
                customers.byIds(ids).stream().collect(Collectors.toMap(Profile::id, Function.identity()));
        Map<Long, Accounts.Balance> balances = accounts.balances(ids);
        return new Sheet(
                reading.summary(),
                places.stream()
                        .map(place -> line(
                                place,
                                Objects.requireNonNull(profiles.get(place.customer())),
                                Objects.requireNonNull(balances.get(place.customer())),
                                Objects.requireNonNull(byCohort.get(place.cohort()))))
                        .toList());
    }

    private static Line line(Place place, Profile customer, Accounts.Balance account, Prospect prospect) {
        OptionalLong runway = prospect.silentRunway(account.points());
        String phone = customer.phone() == null ? customer.mobile() : customer.phone();
        return new Line(
                customer.ref(),
                customer.name(),
                phone,
                account.points(),
                account.band(),
                place.reason(),
                runway.isPresent() ? runway.getAsLong() : null,
                place.before(),
                place.claim(),
                phone == null
                        ? customer.contacts().stream()
                                .map(contact -> new Person(contact.name(), contact.shown()))
                                .toList()
                        : List.of());
    }

    private Reading reading(Incident incident, List<Prospect> all, Instant at, int most, boolean counting) {
        List<ShortRunway> steps = all.stream()
                .flatMap(p -> ShortRunway.of(p, CohortFacts.minute(at)).stream())
                .toList();
        List<Object[]> rows = database.createNativeQuery(ORDER, Object[].class)
                .setParameter("incident", incident.id())
                .setParameter("cohorts", longs(all, p -> p.cohort().id()))
                .setParameter("sinces", longs(all, p -> p.outlook().since().orElse(Integer.MAX_VALUE)))
                .setParameter("heards", flags(all, p -> p.outlook().isHeard()))
                .setParameter("brokens", flags(all, Prospect::isBroken))
                .setParameter("bookeds", longs(all, Prospect::booked))
                .setParameter("stepCohorts", longs(steps, ShortRunway::cohort))
                .setParameter("froms", longs(steps, ShortRunway::from))
                .setParameter("untils", longs(steps, ShortRunway::until))
                .setParameter("minutes", longs(steps, ShortRunway::minutes))
                .setParameter("reasons", REASONS)
                .setParameter("known", Bands.FEWEST_ENTRIES)
                .setParameter("strong", accounts.bands().strong())
                .setParameter("claimedAfter", at.minus(CallClaims.HELD))
                .setParameter("counting", counting && incident.isOpen())
                .setParameter("most", most)
                .getResultList();
        Object[] head = rows.get(0);
        long affected = ((Number) head[0]).longValue();
        long told = ((Number) head[1]).longValue();
        long lines = incident.isOpen() ? ((Number) head[2]).longValue() : 0;
        return new Reading(
                new Summary(incident.isOpen(), affected, told, affected - told, lines),
                rows.stream().filter(row -> row[3] != null).map(CallList::place).toList());
    }

    private static Place place(Object[] row) {
        return new Place(
                ((Number) row[3]).longValue(),
                ((Number) row[4]).longValue(),
                Reason.valueOf((String) row[5]),
                ((Number) row[6]).longValue(),
                (String) row[7],
                (Instant) row[8]);
    }

    private static <T> Long[] longs(Collection<T> rows, Function<T, Long> field) {
        return rows.stream().map(field).toArray(Long[]::new);
    }

    private static <T> Boolean[] flags(Collection<T> rows, Function<T, Boolean> field) {
        return rows.stream().map(field).toArray(Boolean[]::new);
    }
}
