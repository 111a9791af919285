package headsup.goodwill;

import headsup.delivery.DeliveriesSettled;
import headsup.delivery.Told;
import headsup.incident.Incident;
import headsup.incident.IncidentChanged;
import headsup.incident.Incidents;
import headsup.incident.Update;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of incidents: gathers facts, derives, posts what is not yet booked. Running it every minute, on two nodes,
 * or once after a day gives the same ledger (goodwill policy, section 6).
 */
@ApplicationScoped
public class Bookkeeper {

    private static final Logger LOG = Logger.getLogger(Bookkeeper.class);

    private static final DateTimeFormatter TIMES =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH);
    private static final DateTimeFormatter DATES = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private static final int MOST_NAMES = 3;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int REST = 9;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration LONGEST_REST = Duration.ofMinutes(5);

    private record Due(String incidentId, boolean newFacts) {}

    private final Session database;
    private final Cohorts cohorts;
    private final Ledger ledger;
    private final Incidents incidents;
    private final Policies policies;
    private final Told letters;
    private final Clock clock;
    private final Wording wording = new Wording(Moments.ofEpochMinutes(ZoneOffset.UTC, TIMES, DATES));

    Bookkeeper(
            Session database,
            Cohorts cohorts,
            Ledger ledger,
            Incidents incidents,
            Policies policies,
            Told letters,
            Clock clock) {
        this.policies = policies;
        this.letters = letters;
        this.database = database;
        this.cohorts = cohorts;
        this.ledger = ledger;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Facts of the incident, or of others at the same time, are new; they are judged once their minute is over. */
    void incidentChanged(@Observes IncidentChanged event) {
        hear(event.incidentId(), true);
    }

    void deliveriesSettled(@Observes DeliveriesSettled event) {
        event.incidentIds().forEach(this::expect);
    }

    /** A fact of this incident came in, in the running transaction. */
    void expect(String incidentId) {
        hear(incidentId, false);
    }

    /** Appends only: whoever brings a fact never waits for the books, nor for another who brings one. */
    private void hear(String incidentId, boolean everywhere) {
        database.createNativeMutationQuery(
                        "INSERT INTO booking_news (incident_id, everywhere) VALUES (:incident, :everywhere)")
                .setParameter("incident", incidentId)
                .setParameter("everywhere", everywhere)
                .executeUpdate();
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "bookkeeper")
    void tick() {
        bookWhatIsDue();
    }

    /** Books every incident that is due; returns how many were looked at. */
    public int bookWhatIsDue() {
        int booked = 0;
        QuarkusTransaction.requiringNew().run(this::takeNewsIn);
        for (Optional<Due> next = nextDue(); next.isPresent(); next = nextDue()) {
            bookOrPutOff(next.get().incidentId());
            booked++;
        }
        return booked;
    }

    private Optional<Due> nextDue() {
        return QuarkusTransaction.requiringNew().call(() -> due("due_at <= :now ORDER BY due_at LIMIT 1", null));
    }

    /** A fault in one incident must not keep the others from being booked. */
    private void bookOrPutOff(String incidentId) {
        try {
            QuarkusTransaction.requiringNew().timeout(600).run(() -> {
                if (letters.areGoingOut() && waits(incidentId)) {
                    LOG.debugf("The books of incident %s wait for letters", incidentId);
                } else if (takeTheBooks()) {
                    due("due_at <= :now AND incident_id = :incident FOR UPDATE", incidentId)
                            .ifPresent(this::book);
                } else {
                    putOff(incidentId);
                }
            });
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Incident %s can't be booked now", incidentId);
            QuarkusTransaction.requiringNew().run(() -> putOff(incidentId));
        }
    }

    /** Letters first: to book a large audience takes as much of the database as to write to it. False after a minute. */
    private boolean waits(String incidentId) {
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

    /** One bookkeeper at a time, over all nodes: two that touch the same accounts would only wait for each other. */
    private boolean takeTheBooks() {
        return database.createNativeQuery("SELECT pg_try_advisory_xact_lock(hashtext('headsup.books'))", Boolean.class)
                .getSingleResult();
    }

    private void putOff(String incidentId) {
        database.createNativeMutationQuery("UPDATE booking SET due_at = :later WHERE incident_id = :incident")
                .setParameter("later", clock.instant().plus(Duration.ofMinutes(1)))
                .setParameter("incident", incidentId)
                .executeUpdate();
    }

    private Optional<Due> due(String which, @Nullable String incidentId) {
        var query = database.createNativeQuery(
                        "SELECT incident_id, new_facts FROM booking WHERE " + which, Object[].class)
                .setParameter("now", clock.instant());
        if (incidentId != null) {
            query.setParameter("incident", incidentId);
        }
        return query.uniqueResultOptional().map(row -> new Due((String) row[0], (Boolean) row[1]));
    }

    /** Turns news into work: the incident named, and where it may cover others, all that are still watched. */
    private void takeNewsIn() {
        if (!takeTheBooks()) {
            return;
        }
        List<Object[]> news = database.createNativeQuery(
                        "DELETE FROM booking_news RETURNING incident_id, everywhere", Object[].class)
                .getResultList();
        if (news.isEmpty()) {
            return;
        }
        database.createNativeMutationQuery("""
                        INSERT INTO booking (incident_id, due_at, new_facts)
                        SELECT DISTINCT i, CAST(:now AS timestamptz), true FROM unnest(CAST(:incidents AS text[])) AS i
                            ON CONFLICT (incident_id) DO UPDATE
                               SET new_facts = true, due_at = greatest(excluded.due_at, booking.rests_until)""")
                .setParameter(
                        "incidents", news.stream().map(row -> (String) row[0]).toArray(String[]::new))
                .setParameter("now", clock.instant())
                .executeUpdate();
        if (news.stream().anyMatch(row -> (Boolean) row[1])) {
            database.createNativeMutationQuery(
                            "UPDATE booking SET new_facts = true, due_at = greatest(CAST(:now AS timestamptz), rests_until) WHERE due_at IS NOT NULL")
                    .setParameter("now", clock.instant())
                    .executeUpdate();
        }
    }

    private void book(Due due) {
        Instant now = clock.instant();
        long from = System.nanoTime();
        long until = CohortFacts.minute(now);
        Incident incident = incidents.get(due.incidentId());
        Policy policy = policies.of(incident.policy());
        if (due.newFacts()) {
            cohorts.regroup(incident.id());
        }
        String component = inShort(incidents.affectedNames(incident));
        long entries = 0;
        Instant next = null;
        for (Cohorts.Cohort cohort : cohorts.of(incident.id())) {
            CohortFacts shared = CohortFacts.of(cohort.facts());
            IncidentFacts facts = shared.with(incident, until);
            entries += book(incident, policy, component, cohort, shared, facts);
            next = earlier(next, nextStep(policy, facts, until));
        }
        if (due.newFacts()) {
            // What came in during the running minute is judged when that minute is over.
            next = earlier(next, Instant.EPOCH.plus(Duration.ofMinutes(until + 1)));
        }
        Instant rested = clock.instant().plus(rest(Duration.ofNanos(System.nanoTime() - from)));
        sleep(incident, next == null && isOver(incident, policy, now), earlier(next, now.plus(A_DAY)), rested);
        if (entries > 0) {
            LOG.infof("Booked %d entries of incident %s", entries, incident.id());
        }
    }

    private long book(
            Incident incident,
            Policy policy,
            String component,
            Cohorts.Cohort cohort,
            CohortFacts shared,
            IncidentFacts facts) {
        List<DerivedEntry> derived = Derivation.derive(policy, facts);
        Ledger.Books books = ledger.books(incident.id(), cohort.member());
        Posting posting = Posting.between(books.standing(), books.reversed(), derived);
        if (posting.isEmpty()) {
            return 0;
        }
        List<Ledger.Because> because = new ArrayList<>();
        Circumstances around = new Circumstances(component, shared.unheard());
        for (Posting.Reversal reversal : posting.reversals()) {
            Standing of = reversal.of();
            Why why = new IncidentWhy.Corrected(
                    of.slot().rule(), of.slot().minute(), of.applied(), "later facts say otherwise");
            because.add(new Ledger.Because(wording.sentence(why, around), null));
        }
        List<Update> words = shared.words(incident);
        for (Posting.Booking booking : posting.bookings()) {
            DerivedEntry entry = booking.entry();
            because.add(new Ledger.Because(wording.sentence(entry, around), updateBehind(entry, words)));
        }
        ledger.post(new Ledger.Batch(incident.id(), incident.policy(), clock.instant()), cohort, posting, because);
        return cohort.members() * because.size();
    }

    /** A sentence has room for a few names. */
    private static String inShort(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private static @Nullable String updateBehind(DerivedEntry entry, List<Update> words) {
        return entry.facts().stream()
                .filter(fact -> fact.kind() == Fact.Kind.MESSAGE)
                .reduce((first, second) -> second)
                .map(fact -> words.get(fact.index()).id())
                .orElse(null);
    }

    /** When the next entry falls if nothing further happens: the end of its minute. */
    private static @Nullable Instant nextStep(Policy policy, IncidentFacts facts, long now) {
        return Outlook.next(policy, facts, now)
                .map(entry -> Instant.EPOCH.plus(Duration.ofMinutes(entry.minute() + 1)))
                .orElse(null);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** After the last restoration nothing new is owed once the root cause is. */
    private static boolean isOver(Incident incident, Policy policy, Instant now) {
        Instant longAgo = now.minus(Duration.ofMinutes(policy.lastWord()));
        return incident.stretches().stream()
                .allMatch(s -> s.restoredAt() != null && s.restoredAt().isBefore(longAgo));
    }

    /** The books of a large audience take at most a tenth of the time, so that its letters have the rest. */
    private static Duration rest(Duration run) {
        Duration rest = run.multipliedBy(REST);
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    private void sleep(Incident incident, boolean finished, @Nullable Instant wake, Instant rested) {
        database.createNativeMutationQuery(
                        "UPDATE booking SET new_facts = false, waits_since = NULL, rests_until = :rested,"
                                + " due_at = CASE WHEN :finished THEN NULL ELSE greatest(CAST(:wake AS timestamptz), :rested) END"
                                + " WHERE incident_id = :incident")
                .setParameter("finished", finished)
                .setParameter("wake", wake)
                .setParameter("rested", rested)
                .setParameter("incident", incident.id())
                .executeUpdate();
    }
}
