package headsup.goodwill;

import headsup.incident.Impact;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an incident put in order (section 3): when the impact was open, how severe it was, what was heard.
 *
 * @param firstDue when the first word is due
 * @param rootCause when the root cause was told
 * @param apologiesBefore in the 90 days before the impact's start
 */
record Course(
        Policy policy,
        long until,
        Stretches stretches,
        Severities severities,
        FirstDue firstDue,
        List<Heard> heard,
        @Nullable Long rootCause,
        List<Known<IncidentFacts.Gesture>> gestures,
        List<Known<Long>> calls,
        int apologiesBefore) {

    /** Empty when there is nothing to judge: no impact, none outside a window, or none before T. */
    static Optional<Course> of(Policy policy, IncidentFacts facts) {
        NavigableMap<Long, Level> levels = Level.of(facts);
        if (levels.isEmpty()) {
            return Optional.empty();
        }
        long firstStep = levels.firstKey();
        List<Stretch> stretches =
                Stretches.of(facts, firstStep, policy.horizons().again());
        Window window =
                Window.of(facts.maintenance(), firstStep, policy.horizons().notice());
        if (window != null) {
            stretches = window.after(stretches);
        }
        if (stretches.isEmpty() || stretches.get(0).start() >= facts.untilMinute()) {
            return Optional.empty();
        }
        if (window != null) {
            Window.flatten(levels, stretches.get(0).start());
        }
        Stretches open = new Stretches(stretches);
        return Optional.of(of(policy, facts, window, open, new Severities(levels.values(), open)));
    }

    private static Course of(
            Policy policy, IncidentFacts facts, @Nullable Window window, Stretches stretches, Severities severities) {
        long until = facts.untilMinute();
        long start = stretches.first().start();
        List<Known<IncidentFacts.Message>> messages =
                Known.before(until, facts.messages(), IncidentFacts.Message::minute);
        Long rootCause = IncidentFacts.known(facts.rootCauseMinute(), until);
        return new Course(
                policy,
                until,
                stretches,
                severities,
                window != null && start == window.to()
                        ? window.due(messages, policy.pace(Impact.MAJOR).longest())
                        : unpromised(policy, severities, start),
                Heard.of(Known.from(start, messages), stretches),
                rootCause != null && rootCause >= start ? rootCause : null,
                Known.from(start, Known.before(until, facts.gestures(), IncidentFacts.Gesture::minute)),
                Known.from(start, Known.before(until, facts.calls(), minute -> minute)),
                facts.apologiesWithin90Days());
    }

    private static FirstDue unpromised(Policy policy, Severities severities, long start) {
        long due = start + policy.pace(severities.at(start)).first();
        return new FirstDue(due, due, severities.step(start).fact());
    }

    /** The pace at the severity of that minute. */
    Pace pace(long minute) {
        return policy.pace(severities.at(minute));
    }

    /** The amount at the severity of that minute. */
    int amount(Rule rule, long minute) {
        return policy.amount(rule, severities.at(minute));
    }

    /** The messages of a stretch, in order. */
    List<Heard> heardIn(Stretch stretch) {
        return heard.subList(countBefore(stretch.start()), countBefore(stretch.end()));
    }

    private int countBefore(long minute) {
        int low = 0;
        int high = heard.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (heard.get(middle).minute() < minute) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whenever the impact changes, in order; at equal minutes reopening, step, restoration. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (Stretch stretch : stretches.inOrder()) {
            if (!stretch.equals(stretches.first())) {
                changes.add(new Change(stretch.start(), Change.Kind.REOPENING, stretch.fact()));
            }
            if (stretch.isOver()) {
                changes.add(new Change(stretch.end(), Change.Kind.RESTORATION, stretch.fact()));
            }
        }
        Impact before = Impact.CRITICAL;
        for (Level step : severities.steps()) {
            if (step.severity().isWorseThan(before)) {
                changes.add(new Change(step.minute(), Change.Kind.WORSENING, step.fact()));
            }
            before = step.severity();
        }
        changes.sort(Change.IN_ORDER);
        return changes;
    }
}
