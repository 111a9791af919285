package headsup.goodwill;

import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the incidents that are over and whose root cause customers still wait for (goodwill policy, section 4.6). */
@ApplicationScoped
public class RootCausesOwed {

    /** Once the second reminder is 90 days old nobody waits any more. */
    private static final Duration WAITED_FOR = Duration.ofDays(100);

    private static final int MOST = 20;

    /** @param dueAt when the policy of the incident has it due */
    public record Owed(String incident, String name, Instant dueAt) {}

    private final Incidents incidents;
    private final Policies policies;
    private final Clock clock;

    RootCausesOwed(Incidents incidents, Policies policies, Clock clock) {
        this.incidents = incidents;
        this.policies = policies;
        this.clock = clock;
    }

    /** What was due first stands first; at most {@value #MOST}. */
    @Transactional
    public List<Owed> now() {
        Instant since = clock.instant().minus(WAITED_FOR);
        return incidents.withoutRootCause(since).stream()
                .filter(RootCausesOwed::wasSevere)
                .flatMap(this::owed)
                .sorted(Comparator.comparing(Owed::dueAt))
                .limit(MOST)
                .toList();
    }

    private static boolean wasSevere(Incident incident) {
        return incident.steps().stream()
                .anyMatch(step -> step.impact() == Impact.CRITICAL || step.impact() == Impact.MAJOR);
    }

    private Stream<Owed> owed(Incident incident) {
        Duration within =
                Duration.ofMinutes(policies.of(incident.policy()).horizons().cause());
        return incident.stretches().stream()
                .map(period -> period.restoredAt())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(restored -> new Owed(incident.id(), incident.name(), restored.plus(within)))
                .stream();
    }
}
