package headsup.goodwill;

import headsup.incident.Impact;
import java.util.NavigableMap;
import java.util.TreeMap;

/** From this minute the impact has this severity, never {@code none}. */
record Level(long minute, Impact severity, Fact fact) {

    /** Section 3, rule 2: no step of severity none, one step a minute, the most severe. */
    static NavigableMap<Long, Level> of(IncidentFacts facts) {
        NavigableMap<Long, Level> levels = new TreeMap<>();
        for (Known<IncidentFacts.Step> step :
                Known.before(facts.untilMinute(), facts.impact(), IncidentFacts.Step::minute)) {
            if (step.row().severity() != Impact.NONE) {
                new Level(step.minute(), step.row().severity(), Fact.impact(step.index())).addTo(levels);
            }
        }
        return levels;
    }

    void addTo(NavigableMap<Long, Level> levels) {
        levels.merge(minute, this, (one, other) -> other.severity.isWorseThan(one.severity) ? other : one);
    }
}
