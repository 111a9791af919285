package headsup.incident;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.kernel.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/** How words become part of a story: what they promise, what they heal, how components look from then on. */
@ApplicationScoped
class Telling {

    /**
     * Words that are part of a story now.
     *
     * @param looks components that look different, by id
     * @param from since when they do
     */
    record Told(Update update, Map<String, ComponentStatus> looks, Instant from) {}

    private final Session database;
    private final Clock clock;
    private final Components catalog;
    private final Terms terms;
    private final Event<UpdatePosted> posted;
    private final Event<IncidentChanged> changed;

    Telling(
            Session database,
            Clock clock,
            Components catalog,
            Terms terms,
            Event<UpdatePosted> posted,
            Event<IncidentChanged> changed) {
        this.database = database;
        this.clock = clock;
        this.catalog = catalog;
        this.terms = terms;
        this.posted = posted;
        this.changed = changed;
    }

    /**
     * The words with the promise they make: their own, or after the policy's cadence; the last ones make none.
     *
     * @throws headsup.kernel.Refusal {@code invalid_field} for a promise or estimate in the past, a restoration in the future
     */
    Words promising(Incident incident, Words words, Instant now) {
        Incidents.refusePast("nextUpdateAt", words.nextAt(), now);
        Incidents.refusePast("estimateAt", words.estimateAt(), now);
        Incidents.refuseFuture("restoredAt", words.restoredAt(), now);
        if (!words.status().isOpen()) {
            return words.promising(null);
        }
        return words.nextAt() != null
                ? words
                : words.promising(now.plus(terms.cadence(incident.policy(), incident.impactAfter(words))
                        .next()));
    }

    /** The words as they stand: appended, shown by the components, announced. */
    Update append(Incident incident, Words words, Instant publishedAt, Instant changedFrom, String author) {
        Told told = tell(incident, words, publishedAt, changedFrom, author);
        catalog.show(told.looks(), told.from());
        announce(incident, told.update());
        return told.update();
    }

    /** Words of another record: what components were is remembered, what they are now is left. */
    void recall(Incident incident, Words words, Instant publishedAt, Instant changedFrom, String author) {
        Update update = update(incident, words, incident.impactAfter(words), publishedAt, author);
        catalog.remember(incident.say(update, words, publishedAt, changedFrom), changedFrom);
        announce(incident, update);
    }

    /** Changes the story, and nothing besides. What never began heals nothing. */
    Told tell(Incident incident, Words words, Instant publishedAt, Instant changedFrom, String author) {
        boolean heals = words.status().isTheEnd() && incident.isOpen() && incident.status() != Status.SCHEDULED;
        Words whole = heals ? words.restoring(healed(incident)) : words;
        // How bad it was is what was said of it: what others still hold a healed component to is not its doing.
        Update update = update(incident, whole, incident.impactAfter(words), publishedAt, author);
        Map<String, ComponentStatus> looks = incident.say(update, whole, publishedAt, changedFrom);
        return new Told(
                update,
                incident.status() == Status.SCHEDULED ? Map.of() : looks(incident, looks),
                whole.restoredAt() == null ? changedFrom : whole.restoredAt());
    }

    private Update update(Incident incident, Words words, Impact impact, Instant publishedAt, String author) {
        return new Update(
                PublicId.next(), incident.updates().size() + 1, words, impact, publishedAt, clock.instant(), author);
    }

    private void announce(Incident incident, Update update) {
        database.flush();
        posted.fire(new UpdatePosted(incident, update));
        changed.fire(new IncidentChanged(incident.id()));
    }

    private Map<String, ComponentStatus> looks(Incident incident, Map<String, ComponentStatus> looks) {
        return incident.kind() == Kind.MAINTENANCE ? noBetter(looks, incident) : looks;
    }

    /** What the components of a resolved incident go back to: the worst that other open incidents still say. */
    private Map<String, ComponentStatus> healed(Incident incident) {
        Map<String, ComponentStatus> healed = new HashMap<>();
        incident.components().forEach(c -> healed.put(c.componentId(), ComponentStatus.OPERATIONAL));
        database
                .createQuery("from Incident where resolvedAt is null and id <> :id", Incident.class)
                .setParameter("id", incident.id())
                .stream()
                .flatMap(other -> other.components().stream())
                .forEach(c -> healed.computeIfPresent(
                        c.componentId(), (id, status) -> c.status().isWorseThan(status) ? c.status() : status));
        return healed;
    }

    /** A maintenance does not make better what another incident says is worse. */
    private Map<String, ComponentStatus> noBetter(Map<String, ComponentStatus> looks, Incident incident) {
        Map<String, ComponentStatus> held = healed(incident);
        Map<String, ComponentStatus> shown = new HashMap<>(looks);
        shown.replaceAll((id, status) ->
                ComponentStatus.worst(List.of(status, held.getOrDefault(id, ComponentStatus.OPERATIONAL))));
        return shown;
    }
}
