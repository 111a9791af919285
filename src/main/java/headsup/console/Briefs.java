package headsup.console;

import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Headcount;
import headsup.incident.Incident;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Tells incidents in brief. */
@ApplicationScoped
class Briefs {

    private final Components catalog;
    private final Headcount headcount;
    private final Times times;

    Briefs(Components catalog, Headcount headcount, Times times) {
        this.catalog = catalog;
        this.headcount = headcount;
        this.times = times;
    }

    @Transactional
    List<Brief> of(Collection<Incident> incidents) {
        Map<String, String> names = names();
        return incidents.stream().map(incident -> of(incident, names)).toList();
    }

    @Transactional
    Brief of(Incident incident) {
        return of(incident, names());
    }

    /** Full names of the components, by id. */
    @Transactional
    Map<String, String> names() {
        return catalog.inPageOrder().stream().collect(Collectors.toMap(Component::id, Component::fullName));
    }

    private Brief of(Incident incident, Map<String, String> names) {
        Instant now = times.now();
        Instant over = incident.isOpen() ? null : incident.resolvedAt();
        Instant said = incident.lastUpdate().publishedAt();
        return new Brief(
                incident.id(),
                incident.name(),
                incident.isOpen(),
                Face.of(incident),
                Face.word(incident.status()),
                times.moment(incident.startedAt()),
                over == null ? null : times.moment(over),
                Times.span(Duration.between(incident.startedAt(), Objects.requireNonNullElse(over, now))),
                times.moment(said),
                Times.span(Duration.between(said, now)),
                Strip.of(incident, times),
                incident.components().stream()
                        .map(c -> new Brief.Touched(
                                names.getOrDefault(c.componentId(), c.componentId()), Face.of(c.status())))
                        .toList(),
                Figures.of(headcount.affectedBy(incident), "customer"));
    }
}
