package headsup.goodwill;

import headsup.incident.Impact;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** A maintenance that was announced in time and holds the beginning of the impact (section 3, rule 4). */
record Window(long from, long to) {

    /** Null when the maintenance does not count. */
    static @Nullable Window of(IncidentFacts.@Nullable Maintenance planned, long firstStep, long notice) {
        if (planned == null) {
            return null;
        }
        Long announced = planned.announcedMinute();
        boolean inTime = announced != null && announced <= planned.fromMinute() - notice;
        boolean holds = planned.fromMinute() <= firstStep && firstStep < planned.toMinute();
        return inTime && holds ? new Window(planned.fromMinute(), planned.toMinute()) : null;
    }

    /** What is left of the impact after the window. */
    List<Stretch> after(List<Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.end() > to)
                .map(stretch -> stretch.start() < to ? stretch.startingAt(to) : stretch)
                .toList();
    }

    /** Whatever the severity was before {@code start}, from there the impact counts as major. */
    static void flatten(NavigableMap<Long, Level> levels, long start) {
        levels.headMap(start, false).clear();
        new Level(start, Impact.MAJOR, Fact.MAINTENANCE).addTo(levels);
    }

    /** When the first word is due after an overrun: at the end of the window, or as the last word in it promised. */
    FirstDue due(List<Known<IncidentFacts.Message>> messages, long longest) {
        FirstDue due = new FirstDue(to, to, Fact.MAINTENANCE);
        for (Known<IncidentFacts.Message> message : messages) {
            Long next = message.row().nextMinute();
            if (from <= message.minute() && message.minute() < to && next != null && next > to) {
                long promised = Math.max(to, Math.min(next, message.minute() + longest));
                due = new FirstDue(promised, to, Fact.message(message.index()));
            }
        }
        return due;
    }
}
