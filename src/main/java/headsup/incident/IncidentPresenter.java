package headsup.incident;

import headsup.catalog.Component;
import headsup.catalog.Components;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Shows an incident, or a maintenance, as the doors of this room answer: its promise as it stands now. */
@ApplicationScoped
class IncidentPresenter {

    private final Components catalog;
    private final Headcount headcount;
    private final Terms terms;
    private final Clock clock;

    IncidentPresenter(Components catalog, Headcount headcount, Terms terms, Clock clock) {
        this.catalog = catalog;
        this.headcount = headcount;
        this.terms = terms;
        this.clock = clock;
    }

    IncidentShown shown(Incident incident) {
        return IncidentShown.of(
                incident,
                id -> catalog.findByIdOptional(id).map(Component::fullName).orElse(id),
                headcount.affectedBy(incident),
                terms,
                clock.instant());
    }
}
