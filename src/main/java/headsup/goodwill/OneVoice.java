package headsup.goodwill;

import headsup.goodwill.IncidentFacts.OtherIncident;
import headsup.incident.Impact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When another incident of the customer counts instead of this one (section 5, covered). Of the others open at a minute only
 * the heaviest matters: the most severe, and among those one that began earlier.
 */
final class OneVoice {

    private record Weight(Impact severity, boolean earlier) {
        static final Comparator<Weight> LIGHTEST_FIRST =
                Comparator.comparing(Weight::severity).thenComparing(Weight::earlier);
        static final Weight NONE = new Weight(Impact.NONE, false);
    }

    /** Another incident begins to weigh, or ceases to. */
    private record Turn(long minute, Weight weight, int step) {}

    private final Severities severities;
    private final NavigableMap<Long, Weight> heaviest = new TreeMap<>();

    OneVoice(List<OtherIncident> others, Severities severities) {
        this.severities = severities;
        NavigableMap<Weight, Integer> open = new TreeMap<>(Weight.LIGHTEST_FIRST);
        for (Turn turn : turns(others)) {
            int count = open.getOrDefault(turn.weight, 0) + turn.step;
            if (count == 0) {
                open.remove(turn.weight);
            } else {
                open.put(turn.weight, count);
            }
            heaviest.put(turn.minute, open.isEmpty() ? Weight.NONE : open.lastKey());
        }
    }

    private static List<Turn> turns(List<OtherIncident> others) {
        List<Turn> turns = new ArrayList<>();
        for (OtherIncident other : others) {
            Weight weight = new Weight(other.severity(), other.earlier());
            Long end = other.toMinute();
            if (end == null || end > other.fromMinute()) {
                turns.add(new Turn(other.fromMinute(), weight, 1));
                if (end != null) {
                    turns.add(new Turn(end, weight, -1));
                }
            }
        }
        turns.sort(Comparator.comparingLong(Turn::minute));
        return turns;
    }

    boolean covers(long minute) {
        Map.Entry<Long, Weight> others = heaviest.floorEntry(minute);
        Weight mine = new Weight(severities.at(minute), false);
        return others != null && Weight.LIGHTEST_FIRST.compare(others.getValue(), mine) > 0;
    }
}
