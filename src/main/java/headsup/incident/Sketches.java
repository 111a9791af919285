package headsup.incident;

import headsup.access.Actor;
import headsup.catalog.ComponentStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.hibernate.Session;

/**
 * Stories as they would be if words left now: by the same rules as the verbs of {@link Incidents} and {@link Maintenances},
 * but kept nowhere and told to nobody.
 */
@ApplicationScoped
public class Sketches {

    /**
     * @param incident with the words in question as its last update
     * @param looks how the world would see components, by id
     */
    public record Sketch(Incident incident, Map<String, ComponentStatus> looks) {

        /** The words in question. */
        public Update update() {
            return incident.lastUpdate();
        }
    }

    private final Session database;
    private final Clock clock;
    private final Actor actor;
    private final Incidents incidents;
    private final Maintenances maintenances;
    private final Telling telling;

    Sketches(
            Session database,
            Clock clock,
            Actor actor,
            Incidents incidents,
            Maintenances maintenances,
            Telling telling) {
        this.database = database;
        this.clock = clock;
        this.actor = actor;
        this.incidents = incidents;
        this.maintenances = maintenances;
        this.telling = telling;
    }

    /**
     * An incident, declared.
     *
     * @throws headsup.kernel.Refusal as {@link Incidents#declare}
     */
    @Transactional
    public Sketch declared(Declaration declared) {
        Instant now = clock.instant();
        Incident incident = incidents.begun(declared, now);
        return with(incident, declared.words(), now, incident.startedAt());
    }

    /**
     * A known one with the next words. Over one that is over, open words reopen it.
     *
     * @throws headsup.kernel.Refusal {@code not_found}; {@code invalid_field} for a promise or estimate in the past
     */
    @Transactional
    public Sketch posted(String id, Words words) {
        Instant now = clock.instant();
        Incident incident = incidents.get(id);
        database.detach(incident);
        if (!incident.isOpen() && words.status().isOpen()) {
            incident.failAgain(now);
        }
        return with(incident, words, now, now);
    }

    /**
     * A maintenance, announced.
     *
     * @throws headsup.kernel.Refusal as {@link Maintenances#announce}
     */
    @Transactional
    public Sketch announced(Plan plan) {
        Instant now = clock.instant();
        Incident maintenance = maintenances.planned(plan, now);
        Words words = maintenances.promising(maintenance, plan.declared().words(), now);
        return told(maintenance, words, now, plan.from());
    }

    /**
     * A known maintenance with the next words.
     *
     * @throws headsup.kernel.Refusal {@code not_found}; {@code invalid_field} for a promise in the past
     */
    @Transactional
    public Sketch worded(String id, Words words) {
        Instant now = clock.instant();
        Incident maintenance = maintenances.get(id);
        database.detach(maintenance);
        return told(
                maintenance,
                maintenances.promising(maintenance, words, now),
                now,
                Maintenances.changedFrom(maintenance, now));
    }

    private Sketch with(Incident incident, Words words, Instant now, Instant changedFrom) {
        return told(incident, telling.promising(incident, words, now), now, changedFrom);
    }

    private Sketch told(Incident incident, Words words, Instant now, Instant changedFrom) {
        return new Sketch(
                incident,
                telling.tell(incident, words, now, changedFrom, actor.name()).publicLooks());
    }
}
