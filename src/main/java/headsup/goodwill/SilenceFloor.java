package headsup.goodwill;

import java.util.Map;
import java.util.TreeMap;

/** Q(t), never worse than silence: what total silence would have come to by then (section 5). */
final class SilenceFloor {

    private final TreeMap<Long, Integer> sums = new TreeMap<>();

    SilenceFloor(Course course, OneVoice oneVoice) {
        Drafts silence = new Drafts();
        PromiseClock.silent(course, silence);
        int sum = 0;
        for (Draft draft : silence.written().stream().sorted(Draft.IN_ORDER).toList()) {
            if (!oneVoice.covers(draft.minute())) {
                int cap = course.policy()
                        .tariff()
                        .limits(course.severities().worst(draft.minute()))
                        .silence();
                sum += Math.max(draft.raw(), cap - sum);
                sums.put(draft.minute(), sum);
            }
        }
    }

    int at(long minute) {
        Map.Entry<Long, Integer> last = sums.floorEntry(minute);
        return last == null ? 0 : last.getValue();
    }
}
