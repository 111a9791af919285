package headsup.goodwill;

import headsup.delivery.AudiencePlanned;
import headsup.delivery.DeliveriesSettled;
import headsup.incident.IncidentChanged;
import headsup.incident.RestorationCorrected;
import headsup.incident.StartCorrected;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents the books are to be brought up to date of, and when: news that came in, steps that fall due. Everything
 * here is within the caller's transaction.
 */
@ApplicationScoped
class Agenda {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final int REST = 9;
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    /** A customer of both; a subquery that ends at the first, because to count all of two large audiences takes a while. */
    private static final String SHARED = """
            SELECT FROM audience_member theirs JOIN audience_member ours ON ours.customer_id = theirs.customer_id WHERE\s""";

    /**
     * Incidents that are not watched any more, and for which one of these is a fact: it was there at the same time, while words
     * were still owed, or within the 90 days before, and some customer was in both.
     */
    private static final String AROUND =
            """
            SELECT DISTINCT b.incident_id, false FROM booking b JOIN incident i ON i.id = b.incident_id
              JOIN incident y ON y.id = ANY (:incidents) AND y.id <> i.id
             WHERE b.due_at IS NULL
               AND i.started_at <= greatest(CAST(:former AS timestamptz), (
                     SELECT max(coalesce(x.restored_at, 'infinity')) FROM impact_stretch x WHERE x.incident_id = y.id)) + interval '90 days'
               AND (SELECT max(coalesce(x.restored_at, 'infinity')) FROM impact_stretch x WHERE x.incident_id = i.id) + interval '10 days'
                     >= least(CAST(:former AS timestamptz), y.started_at)
               AND EXISTS (""" + SHARED + "theirs.incident_id = y.id AND ours.incident_id = i.id OFFSET 0)";

    /** Incidents whose news is news for others: an apology of theirs counts in what comes later. */
    private static final String FELT_ELSEWHERE = """
            SELECT EXISTS (SELECT FROM incident_update u WHERE u.incident_id = ANY (:incidents) AND u.apology)
                OR EXISTS (SELECT FROM call c WHERE c.incident_id = ANY (:incidents) AND c.apology)""";

    /** @param newFacts whether facts came in since it was last looked at */
    record Due(String incidentId, boolean newFacts) {}

    private final Session database;
    private final Clock clock;

    Agenda(Session database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Facts of the incident, or of others at the same time, are new; they are judged once their minute is over. */
    void incidentChanged(@Observes IncidentChanged event) {
        hear(event.incidentId(), true);
    }

    /** What overlapped it, or began within 90 days of it, as it was thought to be. */
    void startCorrected(@Observes StartCorrected event) {
        hearAround(event.incidentId(), event.former());
    }

    void restorationCorrected(@Observes RestorationCorrected event) {
        hearAround(event.incidentId(), event.former());
    }

    private void hearAround(String incidentId, Instant former) {
        database.createNativeMutationQuery("INSERT INTO booking_news (incident_id, everywhere) " + AROUND)
                .setParameter("incidents", new String[] {incidentId})
                .setParameter("former", former)
                .executeUpdate();
    }

    void deliveriesSettled(@Observes DeliveriesSettled event) {
        event.incidentIds().forEach(this::expect);
    }

    /** Who is in this incident is in others too. */
    void audiencePlanned(@Observes AudiencePlanned event) {
        hear(event.incidentId(), true);
    }

    /** A fact of this incident came in, in the running transaction. */
    void expect(String incidentId) {
        hear(incidentId, false);
    }

    /** A fact went out of this incident that others may rest on as well, in the running transaction. */
    void expectBeside(String incidentId) {
        hear(incidentId, true);
    }

    /**
     * Entries of an incident were booked that count from {@code earliest} on: what younger ones may earn hangs on what it had
     * come to when they began, so those that began for somebody after that minute are looked at again. In the run of things there
     * are none.
     */
    void earningsChanged(String incidentId, long earliest) {
        database.createNativeMutationQuery("""
                        INSERT INTO booking_news (incident_id, everywhere)
                        SELECT b.incident_id, false FROM booking b JOIN incident i ON i.id = b.incident_id AND i.id <> :incident
                          JOIN policy p ON p.name || '/' || p.version = i.policy AND p.rules >= 2
                          CROSS JOIN to_timestamp((CAST(:earliest AS bigint) + 1) * 60) AS later
                         WHERE (SELECT max(coalesce(x.restored_at, 'infinity')) FROM impact_stretch x WHERE x.incident_id = i.id) >= later
                           AND (coalesce(i.scheduled_for, i.started_at) >= later
                             OR EXISTS (SELECT FROM incident_update u WHERE u.incident_id = i.id AND u.published_at >= later)
                             OR EXISTS (SELECT FROM audience_member m WHERE m.incident_id = i.id AND m.joined_at >= later))
                           AND coalesce(i.scheduled_for, i.started_at) - interval '90 days'
                            <= (SELECT max(coalesce(x.restored_at, 'infinity')) FROM impact_stretch x WHERE x.incident_id = :incident)""")
                .setParameter("incident", incidentId)
                .setParameter("earliest", earliest)
                .executeUpdate();
    }

    /** Appends only: whoever brings a fact never waits for the books, nor for another who brings one. */
    private void hear(String incidentId, boolean everywhere) {
        database.createNativeMutationQuery(
                        "INSERT INTO booking_news (incident_id, everywhere) VALUES (:incident, :everywhere)")
                .setParameter("incident", incidentId)
                .setParameter("everywhere", everywhere)
                .executeUpdate();
    }

    /** One bookkeeper at a time, over all nodes: two that touch the same accounts would only wait for each other. */
    boolean takeTheBooks() {
        return database.createNativeQuery("SELECT pg_try_advisory_xact_lock(hashtext('headsup.books'))", Boolean.class)
                .getSingleResult();
    }

    /** What has waited longest. */
    Optional<Due> next() {
        return due("due_at <= :now ORDER BY due_at LIMIT 1", null);
    }

    /**
     * Empty when it is not due any more; else nobody else has it until the end of the transaction. News that came in after the
     * last look at all news counts, so that nothing is judged without it.
     */
    Optional<Due> take(String incidentId) {
        return due("due_at <= :now AND incident_id = :incident FOR UPDATE", incidentId);
    }

    private Optional<Due> due(String which, @Nullable String incidentId) {
        var query = database.createNativeQuery(
                        "SELECT incident_id, new_facts OR EXISTS (SELECT FROM booking_news n WHERE n.incident_id = booking.incident_id)"
                                + " FROM booking WHERE " + which,
                        Object[].class)
                .setParameter("now", clock.instant());
        if (incidentId != null) {
            query.setParameter("incident", incidentId);
        }
        return query.uniqueResultOptional().map(row -> new Due((String) row[0], (Boolean) row[1]));
    }

    /**
     * How far the books of an incident were brought, and from what.
     *
     * @param from what was known of the incident itself ({@link BookedFrom}); null when it was not kept
     */
    record Booked(long to, @Nullable String from) {}

    /** Empty when they never were. */
    Optional<Booked> booked(String incidentId) {
        return database.createNativeQuery(
                        "SELECT booked_to, booked_from FROM booking WHERE incident_id = :incident AND booked_to IS NOT NULL",
                        Object[].class)
                .setParameter("incident", incidentId)
                .uniqueResultOptional()
                .map(row -> new Booked(((Number) row[0]).longValue(), (String) row[1]));
    }

    /** Turns news into work: the incident named, and where it may cover others, all still watched that share a customer with it. */
    void takeNewsIn() {
        List<Object[]> news = database.createNativeQuery(
                        "DELETE FROM booking_news RETURNING incident_id, everywhere", Object[].class)
                .getResultList();
        if (news.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        String[] incidents =
                news.stream().map(row -> (String) row[0]).distinct().toArray(String[]::new);
        takeIn("SELECT i, true FROM unnest(CAST(:incidents AS text[])) AS i", incidents, now);
        boolean elsewhere = news.stream().anyMatch(row -> (Boolean) row[1])
                || database.createNativeQuery(FELT_ELSEWHERE, Boolean.class)
                        .setParameter("incidents", incidents)
                        .getSingleResult();
        if (elsewhere) {
            database.createNativeMutationQuery("""
                            UPDATE booking SET new_facts = true, due_at = greatest(CAST(:now AS timestamptz), rests_until)
                             WHERE due_at IS NOT NULL AND incident_id <> ALL (:incidents)
                               AND NOT (new_facts AND due_at <= greatest(CAST(:soon AS timestamptz), rests_until))
                               AND EXISTS (""" + SHARED + """
                                   theirs.incident_id = ANY (:incidents) AND ours.incident_id = booking.incident_id OFFSET 0)""")
                    .setParameter("now", now)
                    .setParameter("soon", now.plus(SOON))
                    .setParameter("incidents", incidents)
                    .executeUpdate();
            takeIn(AROUND, incidents, now);
        }
    }

    private void takeIn(String which, String[] incidents, Instant now) {
        var query = database.createNativeMutationQuery("""
                        INSERT INTO booking (incident_id, due_at, new_facts)
                        SELECT DISTINCT w.i, CAST(:now AS timestamptz), true FROM (""" + which + """
                        ) AS w (i, e)
                            ON CONFLICT (incident_id) DO UPDATE
                               SET new_facts = true, due_at = greatest(excluded.due_at, booking.rests_until)""")
                .setParameter("incidents", incidents)
                .setParameter("now", now);
        if (which.equals(AROUND)) {
            query.setParameter("former", null, Instant.class);
        }
        query.executeUpdate();
    }

    /** Letters first: to book a large audience takes as much of the database as to write to it. False after a minute. */
    boolean waits(String incidentId) {
        Instant now = clock.instant();
        return database.createNativeMutationQuery("""
                        UPDATE booking SET due_at = :soon, waits_since = coalesce(waits_since, CAST(:now AS timestamptz))
                         WHERE incident_id = :incident AND coalesce(waits_since, CAST(:now AS timestamptz)) > :longest""")
                        .setParameter("soon", now.plus(SOON))
                        .setParameter("now", now)
                        .setParameter("longest", now.minus(LONGEST_WAIT))
                        .setParameter("incident", incidentId)
                        .executeUpdate()
                == 1;
    }

    void putOff(String incidentId) {
        database.createNativeMutationQuery("UPDATE booking SET due_at = :later WHERE incident_id = :incident")
                .setParameter("later", clock.instant().plus(LATER))
                .setParameter("incident", incidentId)
                .executeUpdate();
    }

    /**
     * The books of an incident are up to date.
     *
     * @param until the minute they were brought to, and {@code from} what was known of the incident itself
     * @param wake when the next step falls; null for none, and then {@code over} says whether nothing is watched any more
     * @param run how long it took: the books of a large audience take at most a tenth of the time, so that its letters have
     *     the rest
     */
    void done(String incidentId, long until, String from, @Nullable Instant wake, boolean over, Duration run) {
        Instant now = clock.instant();
        Instant tomorrow = now.plus(A_DAY);
        Duration rest = run.multipliedBy(REST);
        database.createNativeMutationQuery("""
                        UPDATE booking SET new_facts = false, waits_since = NULL, rests_until = :rested, booked_to = :until, booked_from = :from,
                               due_at = CASE WHEN :over THEN NULL ELSE greatest(CAST(:wake AS timestamptz), :rested) END
                         WHERE incident_id = :incident""")
                .setParameter("over", over && wake == null)
                .setParameter("wake", wake == null || tomorrow.isBefore(wake) ? tomorrow : wake)
                .setParameter("rested", now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST))
                .setParameter("until", until)
                .setParameter("from", from)
                .setParameter("incident", incidentId)
                .executeUpdate();
    }
}
