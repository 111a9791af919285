package headsup.demo;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.incident.Declaration;
import headsup.incident.Impact;
import headsup.incident.Incidents;
import headsup.incident.Maintenances;
import headsup.incident.Plan;
import headsup.incident.Reach;
import headsup.incident.Status;
import headsup.incident.Update;
import headsup.incident.Words;
import headsup.kernel.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened: an incident told well last week, one told badly, one that is going on, and a maintenance to come. */
@ApplicationScoped
class Stories {

    private final Incidents incidents;
    private final Maintenances maintenances;
    private final Components catalog;
    private final Clock clock;

    Stories(Incidents incidents, Maintenances maintenances, Components catalog, Clock clock) {
        this.incidents = incidents;
        this.maintenances = maintenances;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Transactional
    void tell() {
        toldWell(clock.instant().minus(Duration.ofDays(6)));
        toldBadly(clock.instant().minus(Duration.ofDays(3)));
        goingOn();
        toCome(clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(5))
                .plus(Duration.ofHours(2)));
    }

    private void toldWell(Instant start) {
        String dashboard = id("Dashboard");
        past(
                "The dashboard shows yesterday's numbers",
                start,
                Impact.MAJOR,
                Map.of(dashboard, ComponentStatus.PARTIAL_OUTAGE),
                List.of(
                        said(
                                start,
                                8,
                                Status.INVESTIGATING,
                                "The dashboard shows numbers from yesterday for everyone. Payments themselves work. We are looking for the cause.",
                                45,
                                Map.of(dashboard, ComponentStatus.PARTIAL_OUTAGE)),
                        said(
                                start,
                                45,
                                Status.IDENTIFIED,
                                "A copy of our database stopped following the main one at 09:12. We are building it anew; that takes about half an hour.",
                                90,
                                Map.of()),
                        said(
                                start,
                                85,
                                Status.MONITORING,
                                "The new copy is in use and the numbers are right again. We watch it for a while.",
                                115,
                                Map.of(dashboard, ComponentStatus.OPERATIONAL)),
                        said(
                                start,
                                110,
                                Status.RESOLVED,
                                "The dashboard has been right for half an hour. We are sorry for the confusion this made this morning.",
                                null,
                                Map.of(dashboard, ComponentStatus.OPERATIONAL))));
    }

    private void toldBadly(Instant start) {
        String payouts = id("Payouts");
        past(
                "Payouts arrive late",
                start,
                Impact.MINOR,
                Map.of(payouts, ComponentStatus.DEGRADED_PERFORMANCE),
                List.of(
                        said(
                                start,
                                150,
                                Status.INVESTIGATING,
                                "We are currently investigating this issue.",
                                180,
                                Map.of(payouts, ComponentStatus.DEGRADED_PERFORMANCE)),
                        said(
                                start,
                                420,
                                Status.RESOLVED,
                                "This incident has been resolved.",
                                null,
                                Map.of(payouts, ComponentStatus.OPERATIONAL))));
    }

    private void goingOn() {
        incidents.declare(new Declaration(
                "Card payments fail for some shops in the EU",
                words(
                                Status.INVESTIGATING,
                                "About one card payment in ten is refused in the EU. Trying again usually helps. Our provider is changing to its second data centre; we ring them every half hour and pass on what we hear.",
                                clock.instant().plus(Duration.ofMinutes(30)),
                                Map.of(id("Cards in the EU"), ComponentStatus.PARTIAL_OUTAGE))
                        .expecting(clock.instant().plus(Duration.ofHours(2))),
                Reach.DEPENDENTS,
                clock.instant().minus(Duration.ofMinutes(12)),
                clock.instant().minus(Duration.ofMinutes(10)),
                "Meridian Acquiring"));
    }

    private void toCome(Instant night) {
        Words words = words(
                Status.SCHEDULED,
                "We move the reports to a larger database. They can't be read for up to two hours; those of the night arrive a little later. Payments are not touched.",
                null,
                Map.of(id("Reports"), ComponentStatus.OPERATIONAL));
        Declaration declared =
                new Declaration("Reports move to a larger database", words, Reach.DEPENDENTS, null, null, null);
        maintenances.announce(new Plan(declared, night, night.plus(Duration.ofHours(2)), true));
    }

    private void past(
            String name,
            Instant start,
            Impact impact,
            Map<String, ComponentStatus> states,
            List<Incidents.Dated> said) {
        Words first = said.get(0).words();
        Declaration declared = new Declaration(
                name,
                new Words(
                        first.status(),
                        first.kind(),
                        first.message(),
                        first.nextAt(),
                        null,
                        states,
                        impact,
                        null,
                        false,
                        false),
                Reach.DEPENDENTS,
                start,
                null,
                null);
        incidents.takeOver(PublicId.next(), declared, start, said);
    }

    private static Incidents.Dated said(
            Instant start,
            int minute,
            Status status,
            String message,
            @Nullable Integer nextMinute,
            Map<String, ComponentStatus> states) {
        Instant next = nextMinute == null ? null : start.plus(Duration.ofMinutes(nextMinute));
        return new Incidents.Dated(start.plus(Duration.ofMinutes(minute)), words(status, message, next, states));
    }

    private static Words words(
            Status status, String message, @Nullable Instant next, Map<String, ComponentStatus> states) {
        Update.Kind kind = status == Status.RESOLVED ? Update.Kind.RESOLVED : Update.Kind.NEWS;
        return new Words(status, kind, message, next, null, states, null, null, false, true);
    }

    private String id(String component) {
        return catalog.resolve(component, "component").id();
    }
}
