package headsup.incident;

import headsup.catalog.ComponentStatus;
import headsup.catalog.Components;
import headsup.catalog.Components.Cause;
import headsup.catalog.Components.Look;
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
     * @param looks how components look, by id
     * @param publicLooks how the world sees them, who may see this incident but none that only others may
     * @param from since when they do
     */
    record Told(Update update, Map<String, Look> looks, Map<String, ComponentStatus> publicLooks, Instant from) {}

    private final Session database;
    private final Clock clock;
    private final Components catalog;
    private final Terms terms;
    private final BlameJudge judge;
    private final Event<UpdatePosted> posted;
    private final Event<IncidentChanged> changed;

    Telling(
            Session database,
            Clock clock,
            Components catalog,
            Terms terms,
            BlameJudge judge,
            Event<UpdatePosted> posted,
            Event<IncidentChanged> changed) {
        this.database = database;
        this.clock = clock;
        this.catalog = catalog;
        this.terms = terms;
        this.judge = judge;
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
        catalog.show(cause(incident), told.looks(), told.from());
        announce(incident, told.update());
        return told.update();
    }

    /** Words of another record: what components were is remembered, what they are now is left. Nobody was told what blame costs. */
    void recall(Incident incident, Words words, Instant publishedAt, Instant changedFrom, String author) {
        Update update = update(incident, words, incident.impactAfter(words), publishedAt, author);
        Map<String, ComponentStatus> said = incident.say(update, words, publishedAt, changedFrom);
        catalog.remember(cause(incident), looks(incident, said, said), changedFrom);
        announce(incident, update);
    }

    /** What it says of its components now, shown by them. */
    void show(Incident incident, Instant from) {
        Map<String, ComponentStatus> said = new HashMap<>();
        incident.components().forEach(c -> said.put(c.componentId(), c.status()));
        catalog.show(cause(incident), looks(incident, said, said), from);
    }

    /** Changes the story, and nothing besides. What never began heals nothing. */
    Told tell(Incident incident, Words words, Instant publishedAt, Instant changedFrom, String author) {
        boolean heals = words.status().isTheEnd() && incident.isOpen() && incident.status() != Status.SCHEDULED;
        Words judged = words.blaming(judge.isBlaming(words));
        // Nobody reads in one incident of another they may not see: what is told is what the public ones leave.
        Words whole = heals ? judged.restoring(held(incident, true)) : judged;
        Map<String, ComponentStatus> left = heals ? held(incident, false) : Map.of();
        // How bad it was is what was said of it: what others still hold a healed component to is not its doing.
        Update update = update(incident, whole, incident.impactAfter(words), publishedAt, author);
        Map<String, ComponentStatus> told = incident.say(update, whole, publishedAt, changedFrom);
        Instant from = whole.restoredAt() == null ? changedFrom : whole.restoredAt();
        if (incident.status() == Status.SCHEDULED) {
            return new Told(update, Map.of(), Map.of(), from);
        }
        Map<String, ComponentStatus> all = heals ? words.restoring(left).components() : noBetter(told, incident, false);
        return new Told(update, looks(incident, all, words.components()), noBetter(told, incident, true), from);
    }

    private static Cause cause(Incident incident) {
        return new Cause(incident.id(), !incident.visibility().isPublic());
    }

    /** @param said by the incident itself; of what it does not speak it lets go */
    private static Map<String, Look> looks(
            Incident incident, Map<String, ComponentStatus> looks, Map<String, ComponentStatus> said) {
        Map<String, Look> all = new HashMap<>();
        looks.forEach((id, status) -> all.put(id, new Look(status, said.get(id), incident.isOpen())));
        return all;
    }

    private Update update(Incident incident, Words words, Impact impact, Instant publishedAt, String author) {
        Update update = new Update(
                PublicId.next(), incident.updates().size() + 1, words, impact, publishedAt, clock.instant(), author);
        update.publishedTo(incident.visibility());
        return update;
    }

    private void announce(Incident incident, Update update) {
        database.flush();
        posted.fire(new UpdatePosted(incident, update));
        changed.fire(new IncidentChanged(incident.id()));
    }

    /**
     * What the components of an incident go back to without it: the worst that other open incidents still say.
     *
     * @param publicOnly whether those that only the affected may see are left out
     */
    private Map<String, ComponentStatus> held(Incident incident, boolean publicOnly) {
        Map<String, ComponentStatus> held = new HashMap<>();
        incident.components().forEach(c -> held.put(c.componentId(), ComponentStatus.OPERATIONAL));
        database
                .createQuery("from Incident where resolvedAt is null and id <> :id", Incident.class)
                .setParameter("id", incident.id())
                .stream()
                .filter(other -> !publicOnly || other.visibility().isPublic())
                .flatMap(other -> other.components().stream())
                .forEach(c -> held.computeIfPresent(
                        c.componentId(), (id, status) -> c.status().isWorseThan(status) ? c.status() : status));
        return held;
    }

    /** A maintenance does not make better what another incident says is worse. */
    private Map<String, ComponentStatus> noBetter(
            Map<String, ComponentStatus> looks, Incident incident, boolean publicOnly) {
        if (incident.kind() != Kind.MAINTENANCE) {
            return looks;
        }
        Map<String, ComponentStatus> held = held(incident, publicOnly);
        Map<String, ComponentStatus> shown = new HashMap<>(looks);
        shown.replaceAll((id, status) ->
                ComponentStatus.worst(List.of(status, held.getOrDefault(id, ComponentStatus.OPERATIONAL))));
        return shown;
    }
}
