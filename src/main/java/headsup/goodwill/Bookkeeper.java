package headsup.goodwill;

import headsup.delivery.Told;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Update;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** Seconds. */
    private static final int LONGEST_RUN = 600;

    private final Agenda agenda;
    private final Cohorts cohorts;
    private final Ledger ledger;
    private final Incidents incidents;
    private final Policies policies;
    private final Told letters;
    private final Clock clock;
    private final Timer runs;
    private final Wording wording = new Wording(Moments.ofEpochMinutes(ZoneOffset.UTC, TIMES, DATES));

    Bookkeeper(
            Agenda agenda,
            Cohorts cohorts,
            Ledger ledger,
            Incidents incidents,
            Policies policies,
            Told letters,
            Clock clock,
            MeterRegistry registry) {
        this.runs = Timer.builder("headsup.goodwill.booking")
                .description("One run over the books of an incident, to its commit")
                .register(registry);
        this.policies = policies;
        this.letters = letters;
        this.agenda = agenda;
        this.cohorts = cohorts;
        this.ledger = ledger;
        this.incidents = incidents;
        this.clock = clock;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "bookkeeper")
    void tick() {
        bookWhatIsDue();
    }

    /** Books every incident that is due; returns how many were looked at. */
    public int bookWhatIsDue() {
        int booked = 0;
        QuarkusTransaction.requiringNew().run(this::takeNewsIn);
        for (Optional<Agenda.Due> next = next(); next.isPresent(); next = next()) {
            bookOrPutOff(next.get().incidentId());
            booked++;
        }
        return booked;
    }

    private Optional<Agenda.Due> next() {
        return QuarkusTransaction.requiringNew().call(agenda::next);
    }

    private void takeNewsIn() {
        if (agenda.takeTheBooks()) {
            agenda.takeNewsIn();
        }
    }

    /** A fault in one incident must not keep the others from being booked. */
    private void bookOrPutOff(String incidentId) {
        try {
            Timer.Sample run = Timer.start();
            if (QuarkusTransaction.requiringNew().timeout(LONGEST_RUN).call(() -> bookNowOrLater(incidentId))) {
                run.stop(runs);
            }
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Incident %s can't be booked now", incidentId);
            QuarkusTransaction.requiringNew().run(() -> agenda.putOff(incidentId));
        }
    }

    /** True when the books were looked through. */
    private boolean bookNowOrLater(String incidentId) {
        if (letters.areGoingOut() && agenda.waits(incidentId)) {
            LOG.debugf("The books of incident %s wait for letters", incidentId);
            return false;
        }
        if (!agenda.takeTheBooks()) {
            agenda.putOff(incidentId);
            return false;
        }
        Optional<Agenda.Due> due = agenda.take(incidentId);
        due.ifPresent(this::book);
        return due.isPresent();
    }

    private void book(Agenda.Due due) {
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
        Duration run = Duration.ofNanos(System.nanoTime() - from);
        agenda.done(incident.id(), until, next, isOver(incident, policy, now), run);
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
                .filter(fact -> fact.index() < words.size())
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
}
