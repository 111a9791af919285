package headsup.goodwill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.goodwill.Circumstances.Unheard;
import headsup.incident.StartCorrected;
import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books outside incidents: customers with the same facts and the same books so far are derived once and booked by
 * one statement, a note to a million as one to a single customer. Everything here is within the caller's transaction, which
 * holds the books.
 */
@ApplicationScoped
class RelationshipBooks {

    /** @param kin number of the group in the temporary table {@code kin} */
    private record Group(long kin, String facts, long opened, long count, long any) {
        Members members() {
            return Members.kin(kin, count, any);
        }
    }

    private static final int MOST_AT_ONCE = 50_000;

    /** Minutes: nothing that repeats outside incidents falls due later than this after the last fact. */
    private static final long LONGEST_PAUSE = 525_600;

    /**
     * Out of the table {@code chosen} of customers. Good news is judged by the incidents that affected the customer in its
     * minute: those of the table {@code exposure}.
     */
    private static final String KIN = """
            CREATE TEMPORARY TABLE kin ON COMMIT DROP AS
            WITH happening AS (
              SELECT f.customer_id, f.id, f.about, f.details, floor(extract(epoch FROM f.at) / 60)::bigint AS minute,
                     row_number() OVER (PARTITION BY f.customer_id ORDER BY f.at, f.id) - 1 AS place
                FROM relationship_fact f JOIN chosen c ON c.customer_id = f.customer_id
               WHERE f.withdrawn_at IS NULL),
            beside AS (
              SELECT h.id, min(i.name) AS incident
                FROM happening h JOIN audience_member m ON m.customer_id = h.customer_id
                JOIN exposure x ON x.incident_id = m.incident_id AND x.dependency_set = m.dependency_set
                JOIN incident i ON i.id = m.incident_id
               WHERE h.details->>'kind' = 'good_news'
                 AND greatest(x.from_minute, floor(extract(epoch FROM m.joined_at) / 60)) <= h.minute
                 AND (x.to_minute IS NULL OR x.to_minute > h.minute)
               GROUP BY h.id),
            told AS (
              SELECT h.customer_id, jsonb_agg(jsonb_build_array(h.minute, h.details, a.place, b.incident) ORDER BY h.place)::text AS facts
                FROM happening h LEFT JOIN happening a ON a.id = h.about LEFT JOIN beside b ON b.id = h.id
               GROUP BY h.customer_id),
            book AS (
              SELECT e.customer_id, string_agg(concat_ws(':', e.minute, e.rule, e.n, e.rev, e.late, e.raw, e.applied, e.cap), ';'
                       ORDER BY e.minute, e.rule, e.n, e.rev, e.late) AS entries
                FROM entry e JOIN chosen c ON c.customer_id = e.customer_id WHERE e.fact = 'outside' GROUP BY e.customer_id)
            SELECT c.customer_id, coalesce(t.facts, '[]') AS facts, floor(extract(epoch FROM a.opened_at) / 60)::bigint AS opened,
                   dense_rank() OVER (ORDER BY t.facts, b.entries, floor(extract(epoch FROM a.opened_at) / 60)) AS kin
              FROM chosen c JOIN account a ON a.customer_id = c.customer_id
              LEFT JOIN told t ON t.customer_id = c.customer_id LEFT JOIN book b ON b.customer_id = c.customer_id""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Happening>> HAPPENINGS = new TypeReference<>() {};
    private static final Circumstances NO_INCIDENT = new Circumstances("", Unheard.NONE_SENT);

    private final Session database;
    private final Ledger ledger;
    private final Exposures exposures;
    private final Policies policies;
    private final Clock clock;
    private final Moments moments;
    private final Wording wording;

    RelationshipBooks(Session database, Ledger ledger, Exposures exposures, Policies policies, Site site, Clock clock) {
        this.exposures = exposures;
        this.database = database;
        this.ledger = ledger;
        this.policies = policies;
        this.moments = Moments.inZone(site.timeZone());
        this.wording = new Wording(moments);
        this.clock = clock;
    }

    /** Whether anybody is due. */
    boolean isDue() {
        return database.createNativeQuery(
                        "SELECT EXISTS (SELECT FROM relationship_due WHERE due_at <= :now)", Boolean.class)
                .setParameter("now", clock.instant())
                .getSingleResult();
    }

    /** Brings the books of some who are due up to date; returns how many entries were booked. */
    long bookSome() {
        Instant now = clock.instant();
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
                        SELECT DISTINCT customer_id FROM (SELECT customer_id FROM relationship_due WHERE due_at <= :now
                                                           ORDER BY due_at, id LIMIT :most) AS due""")
                .setParameter("now", now)
                .setParameter("most", MOST_AT_ONCE)
                .executeUpdate();
        database.createNativeMutationQuery(
                        "DELETE FROM relationship_due WHERE customer_id IN (SELECT customer_id FROM chosen)")
                .executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO account (customer_id, opened_at)
                        SELECT k.id, k.created_at FROM chosen c JOIN customer k ON k.id = c.customer_id
                            ON CONFLICT DO NOTHING""").executeUpdate();
        database.createNativeMutationQuery("""
                        INSERT INTO fade_check (customer_id, minute)
                        SELECT f.customer_id, min(floor(extract(epoch FROM f.at) / 60))
                          FROM relationship_fact f JOIN chosen c ON c.customer_id = f.customer_id
                         WHERE f.details->>'kind' = 'complained'
                         GROUP BY f.customer_id
                        HAVING min(floor(extract(epoch FROM f.at) / 60)) < (SELECT max(minute) FROM fade_month)""").executeUpdate();
        long until = CohortFacts.minute(now);
        long booked = 0;
        for (Group group : groups()) {
            RelationshipFacts facts = facts(group, until);
            booked += book(group, Relationship.derive(facts), until);
            next(facts).ifPresent(minute -> expect(group, minute));
        }
        database.createNativeMutationQuery("DROP TABLE kin, chosen").executeUpdate();
        return booked;
    }

    /** Good news was told to some of its audience since it began: whether it was ill-timed is judged anew. */
    void incidentChanged(String incidentId) {
        judgeGoodNews(incidentId, null);
    }

    /** What was told before the start as it is known now is no longer ill-timed. */
    void startCorrected(@Observes StartCorrected event) {
        judgeGoodNews(event.incidentId(), event.former());
    }

    private void judgeGoodNews(String incidentId, @Nullable Instant former) {
        database.createNativeMutationQuery("""
                        INSERT INTO relationship_due (customer_id, due_at)
                        SELECT DISTINCT f.customer_id, CAST(:now AS timestamptz)
                          FROM incident i JOIN relationship_fact f ON f.details->>'kind' = 'good_news'
                           AND f.at >= date_trunc('minute', least(i.started_at, CAST(:former AS timestamptz)))
                          JOIN audience_member m ON m.incident_id = i.id AND m.customer_id = f.customer_id
                         WHERE i.id = :incident AND f.withdrawn_at IS NULL""")
                .setParameter("now", clock.instant())
                .setParameter("former", former, Instant.class)
                .setParameter("incident", incidentId)
                .executeUpdate();
    }

    /**
     * Derives again what stands in the books of up to so many customers, taken at random; not of those who were told good news
     * and whose incidents have news that is not booked yet.
     *
     * @return groups looked at, and those whose books are not what their facts give
     */
    Rederivation.Result rederive(int most) {
        long until = CohortFacts.minute(clock.instant());
        database.createNativeMutationQuery("""
                        CREATE TEMPORARY TABLE chosen ON COMMIT DROP AS
                        SELECT customer_id FROM (SELECT customer_id FROM relationship_fact
                                                  UNION SELECT customer_id FROM entry WHERE fact = 'outside') AS f
                         WHERE NOT EXISTS (SELECT FROM relationship_due d WHERE d.customer_id = f.customer_id AND d.due_at <= :now)
                           AND NOT EXISTS (
                             SELECT FROM relationship_fact g JOIN audience_member m ON m.customer_id = g.customer_id
                              WHERE g.customer_id = f.customer_id AND g.details->>'kind' = 'good_news'
                                AND m.incident_id IN (SELECT incident_id FROM booking_news UNION SELECT incident_id FROM booking WHERE new_facts))
                         ORDER BY random() LIMIT :most""")
                .setParameter("now", clock.instant())
                .setParameter("most", most)
                .executeUpdate();
        long seen = 0;
        long wrong = 0;
        for (Group group : groups()) {
            seen++;
            if (!posting(group, Relationship.derive(facts(group, until))).isEmpty()) {
                wrong++;
            }
        }
        database.createNativeMutationQuery("DROP TABLE kin, chosen").executeUpdate();
        return new Rederivation.Result(seen, wrong);
    }

    /** The incidents that were open when some who are chosen were told good news. */
    private List<String> openAtGoodNews() {
        return database.createNativeQuery("""
                        SELECT DISTINCT i.id FROM chosen c
                          JOIN relationship_fact f ON f.customer_id = c.customer_id AND f.withdrawn_at IS NULL AND f.details->>'kind' = 'good_news'
                          JOIN audience_member m ON m.customer_id = c.customer_id
                          JOIN incident i ON i.id = m.incident_id AND i.kind = 'INCIDENT'
                          JOIN impact_stretch x ON x.incident_id = i.id AND date_trunc('minute', x.started_at) <= f.at
                           AND coalesce(x.restored_at, 'infinity') > date_trunc('minute', f.at)""", String.class).getResultList();
    }

    private List<Group> groups() {
        exposures.gather(openAtGoodNews());
        database.createNativeMutationQuery(KIN).executeUpdate();
        return database
                .createNativeQuery(
                        "SELECT kin, facts, opened, count(*), min(customer_id) FROM kin GROUP BY kin, facts, opened ORDER BY kin",
                        Object[].class)
                .stream()
                .map(row -> new Group(
                        ((Number) row[0]).longValue(),
                        (String) row[1],
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue()))
                .toList();
    }

    private static RelationshipFacts facts(Group group, long until) {
        try {
            return new RelationshipFacts(group.opened(), JSON.readValue(group.facts(), HAPPENINGS), until);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("facts can't be read: " + group.facts(), unreadable);
        }
    }

    private Posting posting(Group group, List<DerivedEntry> derived) {
        Ledger.Books books = ledger.books(Ledger.OUTSIDE, group.any());
        return Posting.between(books.standing(), books.reversed(), derived);
    }

    private long book(Group group, List<DerivedEntry> derived, long until) {
        Posting posting = posting(group, derived);
        if (posting.isEmpty()) {
            return 0;
        }
        // What happened in the minute that is just over is due now, whatever else became known.
        long due = until - 1;
        Posting correction = posting.correction(due);
        if (!correction.isEmpty()) {
            post(group, correction, cause(group, correction));
        }
        Posting ordinary = posting.ordinary(due);
        if (!ordinary.isEmpty()) {
            post(group, ordinary, null);
        }
        return group.count() * posting.lines();
    }

    private void post(Group group, Posting posting, @Nullable LateFact cause) {
        List<Ledger.Because> because = new ArrayList<>();
        posting.reversals()
                .forEach(reversal -> because.add(because(new RelationshipWhy.TakenBack(
                        reversal.of().slot().rule(),
                        reversal.of().slot().minute(),
                        reversal.of().applied(),
                        cause == null ? LateFact.UNRECORDED.known() : cause.known()))));
        posting.bookings()
                .forEach(booking ->
                        because.add(new Ledger.Because(wording.sentence(booking.entry(), NO_INCIDENT), null)));
        var batch = new Ledger.Batch(Ledger.OUTSIDE, policies.inForce(), clock.instant(), cause);
        ledger.post(batch, group.members(), posting, because);
    }

    /** Members of a group may have noted other words; of what was withdrawn only rule and day are sure to be theirs. */
    private LateFact cause(Group group, Posting correction) {
        Optional<Standing> withdrawn = correction.reversals().stream()
                .map(Posting.Reversal::of)
                .filter(entry -> isWithdrawn(group, entry.slot().minute()))
                .findFirst();
        if (withdrawn.isPresent()) {
            Slot slot = withdrawn.get().slot();
            return new LateFact(
                    LateFact.Cause.WITHDRAWN,
                    "the " + slot.rule().word().replace('_', ' ') + " of " + moments.date(slot.minute())
                            + " was withdrawn",
                    null);
        }
        if (correction.bookings().stream().anyMatch(b -> b.slot().rule() == Rule.GOOD_NEWS_ILL_TIMED)) {
            return new LateFact(LateFact.Cause.OTHER_INCIDENT, "an incident was open when the good news came", null);
        }
        boolean noted = correction.bookings().stream().anyMatch(booking -> booking.rev() == 0);
        return noted
                ? new LateFact(LateFact.Cause.NOTED_LATE, "something earlier was noted later", null)
                : LateFact.UNRECORDED;
    }

    private boolean isWithdrawn(Group group, long minute) {
        return database.createNativeQuery("""
                        SELECT EXISTS (SELECT FROM relationship_fact WHERE customer_id = :customer AND withdrawn_at IS NOT NULL
                          AND floor(extract(epoch FROM at) / 60) = :minute)""", Boolean.class)
                .setParameter("customer", group.any())
                .setParameter("minute", minute)
                .getSingleResult();
    }

    private Ledger.Because because(RelationshipWhy why) {
        return new Ledger.Because(wording.sentence(why, NO_INCIDENT), null);
    }

    /** The minute of the next entry if nothing further happens: an open complaint ages. */
    private static Optional<Long> next(RelationshipFacts facts) {
        return Relationship.derive(facts.until(facts.until() + LONGEST_PAUSE)).stream()
                .map(DerivedEntry::minute)
                .filter(minute -> minute >= facts.until())
                .findFirst();
    }

    private void expect(Group group, long minute) {
        database.createNativeMutationQuery(
                        "INSERT INTO relationship_due (customer_id, due_at) SELECT customer_id, :due FROM kin WHERE kin = :kin")
                .setParameter("due", Instant.ofEpochSecond((minute + 1) * 60))
                .setParameter("kin", group.kin())
                .executeUpdate();
    }
}
