package headsup.goodwill;

import headsup.goodwill.Prospects.Prospect;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What it costs, over the whole audience of an incident, to say nothing further. */
@ApplicationScoped
public class SilenceMeter {

    private static final int HOUR = 60;

    /**
     * A reading of the meter. Only what costs is counted: nothing that is still to be earned makes silence cheaper.
     *
     * @param customers in the audience; {@code overdue} of them were to have a word before now and did not
     * @param pointsPerMinute of the coming hour on average, to a tenth
     * @param pointsNextHour what the coming hour costs
     * @param nextStep null when the next 24 hours cost nothing
     */
    public record Reading(
            String incident,
            Instant asOf,
            long customers,
            long overdue,
            BigDecimal pointsPerMinute,
            long pointsNextHour,
            @Nullable Step nextStep) {}

    /** @param at the minute that costs; {@code customers} are those whom it costs */
    public record Step(Instant at, long points, long customers) {}

    private final Prospects prospects;
    private final Incidents incidents;
    private final Clock clock;

    SilenceMeter(Prospects prospects, Incidents incidents, Clock clock) {
        this.prospects = prospects;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** @throws headsup.kernel.Refusal {@code not_found} */
    @Transactional
    public Reading read(String incidentId) {
        Incident incident = incidents.get(incidentId);
        Instant asOf = clock.instant();
        long now = CohortFacts.minute(asOf);
        List<Prospect> all = prospects.of(incident, now);
        long hour = all.stream()
                .mapToLong(p -> p.cohort().members() * cost(p, now, now + HOUR))
                .sum();
        return new Reading(
                incidentId,
                asOf,
                all.stream().mapToLong(p -> p.cohort().members()).sum(),
                all.stream()
                        .filter(p -> isOverdue(p, now))
                        .mapToLong(p -> p.cohort().members())
                        .sum(),
                BigDecimal.valueOf(hour).divide(BigDecimal.valueOf(HOUR), 1, RoundingMode.HALF_UP),
                hour,
                nextStep(all));
    }

    private static boolean isOverdue(Prospect prospect, long now) {
        OptionalLong due = prospect.outlook().due();
        return due.isPresent() && due.getAsLong() < now;
    }

    private static @Nullable Step nextStep(List<Prospect> all) {
        OptionalLong first = all.stream()
                .flatMap(p -> p.outlook().nextCost().stream())
                .mapToLong(DerivedEntry::minute)
                .min();
        if (first.isEmpty()) {
            return null;
        }
        long minute = first.getAsLong();
        List<Prospect> struck =
                all.stream().filter(p -> cost(p, minute, minute + 1) < 0).toList();
        return new Step(
                Instant.EPOCH.plus(Duration.ofMinutes(minute)),
                struck.stream()
                        .mapToLong(p -> p.cohort().members() * cost(p, minute, minute + 1))
                        .sum(),
                struck.stream().mapToLong(p -> p.cohort().members()).sum());
    }

    /** Of one customer, in the minutes {@code [from, until)}; never above 0. */
    private static long cost(Prospect prospect, long from, long until) {
        return prospect.outlook().ahead().stream()
                .filter(entry -> entry.applied() < 0 && entry.minute() >= from && entry.minute() < until)
                .mapToLong(DerivedEntry::applied)
                .sum();
    }
}
