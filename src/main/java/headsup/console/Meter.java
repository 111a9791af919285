package headsup.console;

import headsup.goodwill.SilenceMeter;
import org.jspecify.annotations.Nullable;

/**
 * The silence meter of a room.
 *
 * @param rate points a minute; {@code hour} those of the next hour, with their sign
 * @param overdue how many have been owed a word for longer than promised; empty when nobody is
 * @param at when the next step falls; null when the next 24 hours cost nothing
 */
record Meter(
        String kind,
        String rate,
        String hour,
        String overdue,
        Times.@Nullable Moment at,
        String points,
        String customers) {

    static Meter of(SilenceMeter.Reading reading, Times times) {
        SilenceMeter.Step next = reading.nextStep();
        return new Meter(
                reading.pointsNextHour() < 0 ? "major" : "quiet",
                Figures.tenths(reading.pointsPerMinute()),
                Figures.signed(reading.pointsNextHour()),
                reading.overdue() == 0 ? "" : Figures.of(reading.overdue(), "customer"),
                next == null ? null : times.zoned(next.at()),
                next == null ? "" : Figures.signed(next.points()),
                next == null ? "" : Figures.of(next.customers(), "customer"));
    }
}
