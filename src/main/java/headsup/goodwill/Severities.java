package headsup.goodwill;

import headsup.incident.Impact;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How severe the impact is at a minute, and how severe it has been at worst; both also hold after restoration. */
final class Severities {

    private final TreeMap<Long, Level> steps = new TreeMap<>();
    private final TreeMap<Long, Impact> worst = new TreeMap<>();

    /** Section 3, rule 6: steps count while the impact is open, and only where the severity changes. */
    Severities(Collection<Level> levels, Stretches stretches) {
        Impact severity = Impact.NONE;
        Impact most = Impact.NONE;
        for (Level level : levels) {
            if (level.severity() != severity && stretches.isOpen(level.minute())) {
                severity = level.severity();
                most = most.worse(severity);
                steps.put(level.minute(), level);
                worst.put(level.minute(), most);
            }
        }
    }

    Collection<Level> steps() {
        return steps.values();
    }

    /** The steps inside: after {@code start} and before {@code end}. */
    Collection<Level> inside(long start, long end) {
        return steps.subMap(start, false, end, false).values();
    }

    /** The step that holds at a minute from the first start on. */
    Level step(long minute) {
        return begun(steps.floorEntry(minute), minute);
    }

    Impact at(long minute) {
        return step(minute).severity();
    }

    /** The worst severity up to a minute from the first start on. */
    Impact worst(long minute) {
        return begun(worst.floorEntry(minute), minute);
    }

    private static <T> T begun(Map.@Nullable Entry<Long, T> last, long minute) {
        if (last == null) {
            throw new IllegalArgumentException("nothing had begun at minute " + minute);
        }
        return last.getValue();
    }
}
