package headsup.goodwill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When the impact was open: stretches that never touch, in order of time. */
final class Stretches {

    private final List<Stretch> inOrder;
    private final TreeMap<Long, Stretch> byStart = new TreeMap<>();

    Stretches(List<Stretch> inOrder) {
        this.inOrder = List.copyOf(inOrder);
        for (Stretch stretch : inOrder) {
            byStart.put(stretch.start(), stretch);
        }
    }

    /** Section 3, rule 3; empty when the impact ended before it began. */
    static List<Stretch> of(IncidentFacts facts, long firstStep, long again) {
        List<Stretch> stretches = new ArrayList<>();
        Stretch last = new Stretch(firstStep, end(facts.restoredMinute(), facts.untilMinute()), Fact.RESTORATION);
        if (last.end() <= firstStep) {
            return stretches;
        }
        stretches.add(last);
        for (Known<IncidentFacts.Reopening> failure :
                Known.before(facts.untilMinute(), facts.reopened(), IncidentFacts.Reopening::minute)) {
            long start = failure.minute();
            long end = end(failure.row().restoredMinute(), facts.untilMinute());
            if (last.isOver() && last.end() < start && start <= last.end() + again && end > start) {
                last = new Stretch(start, end, Fact.reopening(failure.index()));
                stretches.add(last);
            }
        }
        return stretches;
    }

    private static long end(@Nullable Long restored, long until) {
        Long known = IncidentFacts.known(restored, until);
        return known == null ? Stretch.NEVER : known;
    }

    List<Stretch> inOrder() {
        return inOrder;
    }

    Stretch first() {
        return inOrder.get(0);
    }

    Stretch last() {
        return inOrder.get(inOrder.size() - 1);
    }

    boolean isOpen(long minute) {
        Map.Entry<Long, Stretch> begun = byStart.floorEntry(minute);
        return begun != null && begun.getValue().holds(minute);
    }

    /** The last stretch begun at this minute or before; there is one from the first start on. */
    Stretch begunBy(long minute) {
        Map.Entry<Long, Stretch> begun = byStart.floorEntry(minute);
        if (begun == null) {
            throw new IllegalArgumentException("nothing had begun at minute " + minute);
        }
        return begun.getValue();
    }
}
