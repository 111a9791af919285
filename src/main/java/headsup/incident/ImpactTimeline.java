package headsup.incident;

import headsup.catalog.ComponentStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How badly an incident affected whom, and when: the worst status of the components somebody depends on at each time, capped
 * by the impact the incident states, within its stretches of impact (goodwill policy, section 11, rule 1).
 *
 * <p>Theirs is over when all of their components work while others of the incident still don't. Where all of them work and
 * nobody has said that it is over, it goes on as it was. Components that never said anything leave it to the stated impact.
 */
public final class ImpactTimeline {

    /** @param most what the incident states, or the worst its components ever were */
    private record State(Instant at, Map<String, Impact> impacts, Impact most) {

        Impact worst() {
            return worstOf(impacts.values());
        }

        Impact of(Set<String> components) {
            return worstOf(components.stream()
                    .map(id -> impacts.getOrDefault(id, Impact.NONE))
                    .toList());
        }

        /** Those among them that are as bad as that, in the order of the incident. */
        List<String> asBad(Set<String> components, Impact impact) {
            return impacts.keySet().stream()
                    .filter(components::contains)
                    .filter(id -> milder(impacts.getOrDefault(id, Impact.NONE), most) == impact)
                    .toList();
        }
    }

    private record Level(Instant at, Impact impact) {}

    private final List<Stretch> stretches;
    private final Set<String> components;
    private final List<State> states;
    private final List<Level> whole;

    private ImpactTimeline(List<Stretch> stretches, Set<String> components, List<State> states, List<Level> whole) {
        this.stretches = stretches;
        this.components = components;
        this.states = states;
        this.whole = whole;
    }

    public static ImpactTimeline of(Incident incident) {
        Set<String> components = Set.copyOf(
                incident.components().stream().map(Affected::componentId).toList());
        return incident.kind() == Kind.MAINTENANCE
                ? ofMaintenance(incident, components)
                : new ImpactTimeline(incident.stretches(), components, states(incident), whole(incident));
    }

    /** The resolving update is ignored: its component states may come from other incidents. */
    private static List<State> states(Incident incident) {
        List<State> states = new ArrayList<>();
        Instant from = incident.startedAt();
        for (Update update : incident.updates()) {
            if (states.isEmpty() || says(update)) {
                states.add(new State(from(incident, update, from), impacts(update), update.impact()));
            }
            from = update.publishedAt();
        }
        return states;
    }

    /** What another page recorded changed with the words before, for want of a better time. */
    private static Instant from(Incident incident, Update update, Instant before) {
        return update.number() == 1 || incident.imported() ? before : update.publishedAt();
    }

    private static boolean says(Update update) {
        return update.kind() != Update.Kind.ROOT_CAUSE && update.status().isOpen();
    }

    private static Map<String, Impact> impacts(Update update) {
        Map<String, Impact> impacts = new LinkedHashMap<>();
        update.changes().forEach(change -> impacts.put(change.componentId(), Impact.of(change.after())));
        return impacts;
    }

    private static List<Level> whole(Incident incident) {
        List<Level> levels = new ArrayList<>();
        for (ImpactStep step : incident.steps()) {
            if (levels.isEmpty() || step.impact() != Impact.NONE) {
                levels.add(new Level(step.at(), step.impact()));
            }
        }
        return levels;
    }

    /** From its beginning a maintenance counts as one that overruns, unless it says itself how bad it is. */
    private static ImpactTimeline ofMaintenance(Incident maintenance, Set<String> components) {
        Impact severity = maintenance.impactStated() ? maintenance.impact() : Impact.MAJOR;
        Instant begin = maintenance.stretches().get(0).startedAt();
        List<State> states = new ArrayList<>();
        Map<String, Impact> closed = new LinkedHashMap<>();
        maintenance.components().forEach(c -> closed.put(c.componentId(), severity));
        states.add(new State(begin, closed, severity));
        boolean begun = false;
        for (Update update : maintenance.updates()) {
            if (says(update) && update.status() != Status.SCHEDULED) {
                Map<String, Impact> impacts = new LinkedHashMap<>();
                update.changes()
                        .forEach(change -> impacts.put(
                                change.componentId(),
                                change.after() == ComponentStatus.OPERATIONAL ? Impact.NONE : severity));
                states.add(new State(begun ? update.publishedAt() : begin, impacts, severity));
                begun = true;
            }
        }
        return new ImpactTimeline(maintenance.stretches(), components, states, List.of(new Level(begin, severity)));
    }

    /** All the components of the incident. */
    public Set<String> components() {
        return components;
    }

    /**
     * When, and how badly, those were affected who depend on these components, oldest first.
     *
     * @param theirs components of the incident, by id; none: the incident as a whole
     */
    public List<Exposure> of(Set<String> theirs) {
        List<Level> levels = theirs.isEmpty() ? whole : levels(theirs);
        List<Exposure> exposures = new ArrayList<>();
        stretches.forEach(stretch -> exposures.addAll(within(stretch, levels)));
        return exposures;
    }

    /** Those of theirs that are that bad before this moment; all of theirs where none is by itself. */
    public List<String> hit(Set<String> theirs, Impact impact, Instant before) {
        for (int i = states.size() - 1; i >= 0; i--) {
            State state = states.get(i);
            List<String> hit = state.at().isBefore(before) ? state.asBad(theirs, impact) : List.of();
            if (!hit.isEmpty()) {
                return hit;
            }
        }
        return states.isEmpty()
                ? List.of()
                : states.get(states.size() - 1).impacts().keySet().stream()
                        .filter(theirs::contains)
                        .toList();
    }

    private List<Level> levels(Set<String> theirs) {
        List<Level> levels = new ArrayList<>();
        Impact now = Impact.NONE;
        Impact ever = Impact.NONE;
        boolean silent = true;
        Instant last = null;
        for (State state : states) {
            Impact worst = state.worst();
            silent &= worst == Impact.NONE;
            if (worst != Impact.NONE && state.most() != Impact.NONE) {
                now = milder(state.of(theirs), state.most());
            } else if (state.most() != Impact.NONE) {
                now = silent ? state.most() : milder(failsAgain(last, state.at()) ? ever : now, state.most());
            }
            ever = ever.worse(now);
            levels.add(new Level(state.at(), now));
            last = state.at();
        }
        return levels;
    }

    private boolean failsAgain(@Nullable Instant last, Instant at) {
        return last != null
                && stretches.stream()
                        .anyMatch(s ->
                                s.startedAt().isAfter(last) && !s.startedAt().isAfter(at));
    }

    private static List<Exposure> within(Stretch stretch, List<Level> levels) {
        Instant end = stretch.restoredAt();
        List<Exposure> pieces = new ArrayList<>();
        if (end != null && !end.isAfter(stretch.startedAt())) {
            return pieces;
        }
        Instant from = stretch.startedAt();
        Impact now = Impact.NONE;
        for (Level level : levels) {
            if (end != null && !level.at().isBefore(end)) {
                break;
            }
            if (level.at().isAfter(stretch.startedAt()) && level.impact() != now) {
                add(pieces, from, level.at(), now, level.impact() == Impact.NONE);
                from = level.at();
            }
            now = level.impact();
        }
        add(pieces, from, end, now, end != null);
        return pieces;
    }

    private static void add(
            List<Exposure> pieces, Instant from, @Nullable Instant until, Impact impact, boolean restored) {
        if (impact != Impact.NONE && !from.equals(until)) {
            pieces.add(new Exposure(from, until, impact, restored));
        }
    }

    private static Impact milder(Impact one, Impact other) {
        return one.isWorseThan(other) ? other : one;
    }

    private static Impact worstOf(Collection<Impact> impacts) {
        return impacts.stream().reduce(Impact.NONE, Impact::worse);
    }
}
