package headsup.console;

import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Crew;
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
    private final Crew crew;
    private final Times times;

    Briefs(Components catalog, Headcount headcount, Crew crew, Times times) {
        this.crew = crew;
        this.catalog = catalog;
        this.headcount = headcount;
        this.times = times;
    }

    @Transactional
    List<Brief> of(Collection<Incident> incidents) {
        Map<String, String> names = names();
        Map<String, List<Brief.Hand>> crews =
                crews(incidents.stream().map(Incident::id).toList());
        return incidents.stream().map(incident -> of(incident, names, crews)).toList();
    }

    @Transactional
    Brief of(Incident incident) {
        return of(incident, names(), crews(List.of(incident.id())));
    }

    /** Full names of the components, by id. */
    @Transactional
    Map<String, String> names() {
        return catalog.inPageOrder().stream().collect(Collectors.toMap(Component::id, Component::fullName));
    }

    private Map<String, List<Brief.Hand>> crews(List<String> incidents) {
        Instant now = times.now();
        return incidents.isEmpty()
                ? Map.of()
                : crew.of(incidents).stream()
                        .collect(Collectors.groupingBy(
                                Crew.Hand::incident,
                                Collectors.mapping(
                                        hand -> new Brief.Hand(
                                                hand.member(),
                                                hand.role(),
                                                times.moment(hand.cameAt()),
                                                Times.span(Duration.between(hand.cameAt(), now))),
                                        Collectors.toList())));
    }

    private Brief of(Incident incident, Map<String, String> names, Map<String, List<Brief.Hand>> crews) {
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
                Expected.of(incident, times),
                incident.isEstimateUnknown(),
                incident.components().stream()
                        .map(c -> new Brief.Touched(
                                names.getOrDefault(c.componentId(), c.componentId()), Face.of(c.status())))
                        .toList(),
                Figures.of(headcount.affectedBy(incident), "customer"),
                incident.visibility().isPublic(),
                crews.getOrDefault(incident.id(), List.of()));
    }
}
