package headsup.goodwill;

import headsup.goodwill.Cohorts.Cohort;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How long a customer's goodwill lasts in each open incident that affects them. */
@ApplicationScoped
class Runways {

    private final Prospects prospects;
    private final Cohorts cohorts;
    private final Incidents incidents;
    private final Clock clock;

    Runways(Prospects prospects, Cohorts cohorts, Incidents incidents, Clock clock) {
        this.prospects = prospects;
        this.cohorts = cohorts;
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Newest incident first; within the caller's transaction. */
    List<Statement.Runway> of(long customer, long balance) {
        List<Incident> open = incidents.open(Kind.INCIDENT);
        Map<String, Cohort> around =
                cohorts.around(customer, open.stream().map(Incident::id).toList());
        return open.stream()
                .filter(incident -> around.containsKey(incident.id()))
                .map(incident -> of(incident, Objects.requireNonNull(around.get(incident.id())), balance))
                .toList();
    }

    private Statement.Runway of(Incident incident, Cohort cohort, long balance) {
        Prospects.Prospect prospect = prospects.of(incident, cohort, CohortFacts.minute(clock.instant()));
        OptionalLong due = prospect.outlook().due();
        return new Statement.Runway(
                incident.id(),
                incident.name(),
                due.isPresent() ? Instant.EPOCH.plus(Duration.ofMinutes(due.getAsLong())) : null,
                minutes(prospect.silentRunway(balance)),
                minutes(prospect.keptRunway(balance)));
    }

    private static @Nullable Long minutes(OptionalLong runway) {
        return runway.isPresent() ? runway.getAsLong() : null;
    }
}
