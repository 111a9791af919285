package headsup.console;

import headsup.incident.Headcount;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Status;
import headsup.kernel.Listing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells maintenances in brief. */
@ApplicationScoped
class Plans {

    private static final int PAGE = 50;

    private final Incidents incidents;
    private final Headcount headcount;
    private final Briefs briefs;
    private final Times times;
    private final OwnZone own;

    Plans(Incidents incidents, Headcount headcount, Briefs briefs, Times times, OwnZone own) {
        this.incidents = incidents;
        this.headcount = headcount;
        this.briefs = briefs;
        this.times = times;
        this.own = own;
    }

    /** Those to come or going on, the earliest first. */
    @Transactional
    List<Planned> coming() {
        Map<String, String> names = briefs.names();
        return incidents.open(Kind.MAINTENANCE).stream()
                .sorted(Comparator.comparing(Plans::from))
                .map(maintenance -> of(maintenance, names))
                .toList();
    }

    /** Those that are over, the one announced last first; a page may hold fewer than it might. */
    @Transactional
    Listing<Planned> past(@Nullable String cursor) {
        Map<String, String> names = briefs.names();
        Listing<Incident> page = incidents.page(Kind.MAINTENANCE, false, PAGE, cursor);
        return new Listing<>(
                page.items().stream()
                        .filter(maintenance -> !maintenance.isOpen())
                        .map(maintenance -> of(maintenance, names))
                        .toList(),
                page.next());
    }

    @Transactional
    Planned of(Incident maintenance) {
        return of(maintenance, briefs.names());
    }

    private Planned of(Incident maintenance, Map<String, String> names) {
        ZoneId zone = own.ifAnother(own.zone());
        Instant from = from(maintenance);
        Instant until = until(maintenance);
        return new Planned(
                maintenance.id(),
                maintenance.name(),
                maintenance.isOpen(),
                maintenance.status() != Status.SCHEDULED,
                Face.planned(maintenance),
                times.window(from, until),
                zone == null ? null : Window.of(from, until, zone, times.now()),
                ahead(maintenance, from, until),
                maintenance.overruns(times.now()) ? Times.span(Duration.between(until, times.now())) : "",
                Strip.of(maintenance, times),
                maintenance.components().stream()
                        .map(c -> names.getOrDefault(c.componentId(), c.componentId()))
                        .toList(),
                Figures.of(headcount.affectedBy(maintenance), "customer"),
                maintenance.visibility().isPublic(),
                maintenance.updates().size());
    }

    private String ahead(Incident maintenance, Instant from, Instant until) {
        Instant now = times.now();
        if (!maintenance.isOpen()) {
            return "";
        }
        if (maintenance.status() == Status.SCHEDULED) {
            return from.isAfter(now) ? "begins in " + Times.span(Duration.between(now, from)) : "begins now";
        }
        return until.isAfter(now)
                ? "ends in " + Times.span(Duration.between(now, until))
                : "overruns by " + Times.span(Duration.between(until, now));
    }

    private static Instant from(Incident maintenance) {
        return Objects.requireNonNull(maintenance.scheduledFor());
    }

    private static Instant until(Incident maintenance) {
        return Objects.requireNonNull(maintenance.scheduledUntil());
    }
}
