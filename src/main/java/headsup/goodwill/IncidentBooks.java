package headsup.goodwill;

import headsup.incident.ImpactTimeline;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Update;
import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of an incident: facts to cohorts, a derivation per cohort, and what is not booked yet. Within the caller's
 * transaction, which holds the books.
 */
@ApplicationScoped
class IncidentBooks {

    private static final Logger LOG = Logger.getLogger(IncidentBooks.class);

    private static final int MOST_NAMES = 3;

    /**
     * When the books were brought up to date last.
     *
     * @param booked null when they never were
     * @param grouped number of the run that grouped the cohorts anew now; 0 when none did
     */
    private record Since(Agenda.@Nullable Booked booked, long grouped) {
        long to() {
            return booked == null ? Long.MAX_VALUE : booked.to();
        }
    }

    private final Agenda agenda;
    private final Cohorts cohorts;
    private final Ledger ledger;
    private final Incidents incidents;
    private final Policies policies;
    private final RelationshipBooks outside;
    private final Fades fades;
    private final Clock clock;
    private final Moments moments;
    private final Wording wording;

    IncidentBooks(
            Agenda agenda,
            Cohorts cohorts,
            Ledger ledger,
            Incidents incidents,
            Policies policies,
            RelationshipBooks outside,
            Fades fades,
            Site site,
            Clock clock) {
        this.agenda = agenda;
        this.cohorts = cohorts;
        this.ledger = ledger;
        this.incidents = incidents;
        this.policies = policies;
        this.outside = outside;
        this.fades = fades;
        this.moments = Moments.inZone(site.timeZone());
        this.wording = new Wording(moments);
        this.clock = clock;
    }

    void book(Agenda.Due due) {
        Instant now = clock.instant();
        long from = System.nanoTime();
        long until = CohortFacts.minute(now);
        Incident incident = incidents.get(due.incidentId());
        Policy policy = policies.of(incident.policy());
        Agenda.@Nullable Booked booked = agenda.booked(incident.id()).orElse(null);
        long grouped = 0;
        if (due.newFacts()) {
            grouped = cohorts.regroup(incident.id());
            outside.incidentChanged(incident.id());
            fades.incidentChanged(incident.id());
        }
        Names names = new Names(incident.name(), incidents.componentNames(incident), ImpactTimeline.of(incident));
        long entries = 0;
        long earliest = Long.MAX_VALUE;
        Instant next = null;
        for (Cohorts.Cohort cohort : cohorts.of(incident.id())) {
            CohortFacts shared = CohortFacts.of(cohort.facts());
            IncidentFacts facts = shared.with(incident, until);
            Since since = new Since(booked, grouped);
            Posting posting = posting(incident, policy, cohort, facts);
            if (!posting.isEmpty()) {
                entries += book(incident, names, cohort, shared, posting, since);
                earliest = Math.min(earliest, posting.earliest());
            }
            next = earlier(next, nextStep(policy, facts, until));
        }
        if (due.newFacts()) {
            // What came in during the running minute is judged when that minute is over.
            next = earlier(next, Instant.EPOCH.plus(Duration.ofMinutes(until + 1)));
        }
        if (entries > 0) {
            agenda.earningsChanged(incident.id(), earliest);
        }
        Duration run = Duration.ofNanos(System.nanoTime() - from);
        agenda.done(incident.id(), until, BookedFrom.of(incident).json(), next, isOver(incident, policy, now), run);
        if (entries > 0) {
            LOG.infof("Booked %d entries of incident %s", entries, incident.id());
        }
    }

    private Posting posting(Incident incident, Policy policy, Cohorts.Cohort cohort, IncidentFacts facts) {
        List<DerivedEntry> derived = Derivation.derive(policy, facts);
        Ledger.Books books = ledger.books(incident.id(), cohort.member());
        return Posting.between(books.standing(), books.reversed(), derived);
    }

    private long book(
            Incident incident, Names names, Cohorts.Cohort cohort, CohortFacts shared, Posting posting, Since since) {
        Telling telling =
                new Telling(names, shared.dependencies(names.timeline()), shared.unheard(), shared.words(incident));
        Posting correction = posting.correction(since.to());
        if (!correction.isEmpty()) {
            LateFact cause = cause(incident, cohort, shared, since);
            post(incident, cohort, correction, cause, because(correction, cause, telling));
        }
        Posting ordinary = posting.ordinary(since.to());
        if (!ordinary.isEmpty()) {
            post(incident, cohort, ordinary, null, because(ordinary, LateFact.UNRECORDED, telling));
        }
        return cohort.members() * posting.lines();
    }

    private void post(
            Incident incident,
            Cohorts.Cohort cohort,
            Posting posting,
            @Nullable LateFact cause,
            List<Ledger.Because> because) {
        ledger.post(
                new Ledger.Batch(incident.id(), incident.policy(), clock.instant(), cause),
                Members.of(cohort),
                posting,
                because);
    }

    private List<Ledger.Because> because(Posting posting, LateFact cause, Telling telling) {
        List<Ledger.Because> because = new ArrayList<>();
        Circumstances around = telling.around();
        for (Posting.Reversal reversal : posting.reversals()) {
            Standing of = reversal.of();
            Why why = new IncidentWhy.Corrected(of.slot().rule(), of.slot().minute(), of.applied(), cause.known());
            because.add(new Ledger.Because(wording.sentence(why, around), cause.update()));
        }
        for (Posting.Booking booking : posting.bookings()) {
            DerivedEntry entry = booking.entry();
            because.add(new Ledger.Because(
                    wording.sentence(entry, telling.around(entry)), updateBehind(entry, telling.words())));
        }
        return because;
    }

    private LateFact cause(Incident incident, Cohorts.Cohort cohort, CohortFacts shared, Since since) {
        String from = since.booked() == null ? null : since.booked().from();
        return from == null
                ? LateFact.UNRECORDED
                : LateFacts.between(
                        BookedFrom.read(from),
                        CohortFacts.of(cohorts.factsBefore(since.grouped(), cohort)),
                        shared,
                        incident,
                        since.to(),
                        moments,
                        update -> cohorts.undelivered(cohort, update.id()));
    }

    /**
     * What the sentences of a cohort tell beside the points.
     *
     * @param theirs the components its members depend on
     * @param words the updates that reached them
     */
    private record Telling(Names names, Set<String> theirs, Circumstances.Unheard unheard, List<Update> words) {

        Circumstances around() {
            return new Circumstances(names.of(theirs), unheard);
        }

        Circumstances around(DerivedEntry entry) {
            return entry.why() instanceof IncidentWhy.Onset onset
                    ? new Circumstances(names.of(theirs, onset), unheard)
                    : around();
        }
    }

    /** What failed, as those know it who depend on it. */
    private record Names(String incident, Map<String, String> byComponent, ImpactTimeline timeline) {

        /** All of theirs; of those who depend on none, all there are. */
        String of(Set<String> theirs) {
            return inShort(byComponent.entrySet().stream()
                    .filter(component -> theirs.isEmpty() || theirs.contains(component.getKey()))
                    .map(Map.Entry::getValue)
                    .toList());
        }

        /** Those of theirs that were that bad by then. */
        String of(Set<String> theirs, IncidentWhy.Onset onset) {
            Instant before = Instant.EPOCH.plus(Duration.ofMinutes(onset.time() + 1));
            List<String> hit = timeline.hit(theirs, onset.severity(), before);
            return hit.isEmpty()
                    ? of(theirs)
                    : inShort(hit.stream()
                            .map(id -> byComponent.getOrDefault(id, incident))
                            .toList());
        }

        /** A sentence has room for a few names. */
        private String inShort(List<String> names) {
            if (names.isEmpty()) {
                return incident;
            }
            return names.size() <= MOST_NAMES
                    ? String.join(", ", names)
                    : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
        }
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
