package headsup.goodwill;

import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Stretch;
import headsup.kernel.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Past incidents derived anew, cohort by cohort, under another policy or at another cadence. Changes nothing. */
@ApplicationScoped
class Replays {

    /**
     * @param booked points under the policy the incident keeps
     * @param replayed points under the other
     */
    record Sum(long members, long booked, long replayed) {}

    /**
     * @param booked the policy the incident keeps, as in {@code default/1}
     * @param policy the other
     * @param cohorts members with the same facts, the largest first, at most 500; points of one member
     * @param total points of all members of all cohorts
     */
    record Replay(
            String incident,
            String booked,
            String policy,
            @Nullable Duration cadence,
            List<Sum> cohorts,
            Sum total) {}

    private static final Duration LOOKING_BACK = Duration.ofDays(90);
    private static final int MOST_INCIDENTS = 50;
    private static final int MOST_COHORTS = 500;
    private static final int MOST_WORDS = 10_000;

    private final Cohorts cohorts;
    private final BandChanges bands;
    private final Incidents incidents;
    private final Policies policies;
    private final Clock clock;

    Replays(Cohorts cohorts, BandChanges bands, Incidents incidents, Policies policies, Clock clock) {
        this.cohorts = cohorts;
        this.bands = bands;
        this.incidents = incidents;
        this.policies = policies;
        this.clock = clock;
    }

    /** The newest incidents, at most 50 and begun in the last 90 days, under the policy in force and under this one. */
    @Transactional
    Preview preview(Policy wanted) {
        Policy active = policies.active().policy();
        Instant now = clock.instant();
        Instant since = now.minus(LOOKING_BACK);
        List<Preview.Line> lines = new ArrayList<>();
        List<BandChanges.Difference> differences = new ArrayList<>();
        for (Incident incident : incidents.newest(Kind.INCIDENT, MOST_INCIDENTS)) {
            if (!incident.startedAt().isBefore(since)) {
                lines.add(line(incident, active, wanted, CohortFacts.minute(now), differences));
            }
        }
        return counted(
                new Preview(active.id(), Preview.digest(active, wanted), since, lines, total(lines)),
                bands.count(active.bands(), wanted.bands(), differences));
    }

    private Preview.Line line(
            Incident incident, Policy active, Policy wanted, long until, List<BandChanges.Difference> differences) {
        long customers = 0;
        long before = 0;
        long after = 0;
        for (Cohorts.Cohort cohort : cohorts.of(incident.id())) {
            IncidentFacts facts = CohortFacts.of(cohort.facts()).with(incident, until);
            long one = net(active, facts);
            long other = net(wanted, facts);
            customers += cohort.members();
            before += one * cohort.members();
            after += other * cohort.members();
            if (one != other) {
                differences.add(new BandChanges.Difference(cohort.id(), other - one));
            }
        }
        return new Preview.Line(incident.id(), incident.name(), incident.startedAt(), customers, before, after, 0);
    }

    private static Preview.Total total(List<Preview.Line> lines) {
        return new Preview.Total(
                lines.stream().mapToLong(Preview.Line::before).sum(),
                lines.stream().mapToLong(Preview.Line::after).sum(),
                0);
    }

    private static Preview counted(Preview preview, BandChanges.Counts changing) {
        List<Preview.Line> lines = preview.incidents().stream()
                .map(line -> line.changing(changing.in(line.incident())))
                .toList();
        Preview.Total total = preview.total();
        return new Preview(
                preview.against(),
                preview.digest(),
                preview.since(),
                lines,
                new Preview.Total(total.before(), total.after(), changing.overall()));
    }

    /**
     * One incident under another policy, as far as its facts are gathered.
     *
     * @param cadence null: with the words as they were; else see {@link Retold}
     * @throws Refusal {@code not_found} for the incident or the version; {@code invalid_field} for a cadence that is not a
     *     whole number of minutes, or makes more than 10 000 words
     */
    @Transactional
    Replay replay(String incidentId, int version, @Nullable Duration cadence) {
        Incident incident = incidents.get(incidentId);
        Policy booked = policies.of(incident.policy());
        Policy other = policies.of(version);
        Instant now = clock.instant();
        long every = minutes(cadence, incident, now);
        List<Sum> sums = new ArrayList<>();
        for (Cohorts.Cohort cohort : cohorts.of(incident.id())) {
            IncidentFacts facts = CohortFacts.of(cohort.facts()).with(incident, CohortFacts.minute(now));
            IncidentFacts told = every == 0 ? facts : Retold.every(every, facts);
            sums.add(new Sum(cohort.members(), net(booked, facts), net(other, told)));
        }
        sums.sort(Comparator.comparingLong(Sum::members).reversed());
        return new Replay(
                incident.id(),
                booked.id(),
                other.id(),
                cadence,
                sums.stream().limit(MOST_COHORTS).toList(),
                sums.stream()
                        .reduce(
                                new Sum(0, 0, 0),
                                (all, one) -> new Sum(
                                        all.members + one.members,
                                        all.booked + one.booked * one.members,
                                        all.replayed + one.replayed * one.members)));
    }

    private static long minutes(@Nullable Duration cadence, Incident incident, Instant now) {
        if (cadence == null) {
            return 0;
        }
        if (cadence.compareTo(Duration.ofMinutes(1)) < 0
                || cadence.compareTo(Duration.ofDays(366)) > 0
                || !cadence.equals(Duration.ofMinutes(cadence.toMinutes()))) {
            throw Refusal.field("cadence", "must be whole minutes, at least one and at most 366 days");
        }
        Stretch last = incident.stretches().get(incident.stretches().size() - 1);
        Instant end = Objects.requireNonNullElse(last.restoredAt(), now);
        if (Duration.between(incident.startedAt(), end).dividedBy(cadence) > MOST_WORDS) {
            throw Refusal.field("cadence", "makes more than " + MOST_WORDS + " words of an incident as long as this");
        }
        return cadence.toMinutes();
    }

    private static long net(Policy policy, IncidentFacts facts) {
        List<DerivedEntry> entries = Derivation.derive(policy, facts);
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).net();
    }
}
