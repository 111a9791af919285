package headsup.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * When a maintenance begins and ends, as people in one zone read it.
 *
 * @param from with its day, as in {@code Sat 28 Nov, 22:00}
 * @param until with the zone behind it; with its day when that is another
 * @param lasts as in {@code 1 h 30 min}
 */
record Window(Times.Moment from, Times.Moment until, String lasts) {

    static Window of(Instant from, Instant until, ZoneId zone, Instant now) {
        LocalDate first = LocalDate.ofInstant(from, zone);
        LocalDate last = LocalDate.ofInstant(until, zone);
        int year = LocalDate.ofInstant(now, zone).getYear();
        return new Window(
                moment(from, zone, day(first, year) + "HH:mm"),
                moment(until, zone, (last.equals(first) ? "" : day(last, year)) + "HH:mm z"),
                Times.span(Duration.between(from, until)));
    }

    /** In one line. */
    String sentence() {
        return from.text() + " \u2013 " + until.text();
    }

    private static String day(LocalDate day, int thisYear) {
        return day.getYear() == thisYear ? "EEE d MMM, " : "EEE d MMM uuuu, ";
    }

    private static Times.Moment moment(Instant at, ZoneId zone, String pattern) {
        return new Times.Moment(
                at.truncatedTo(ChronoUnit.MILLIS).toString(),
                format(pattern, at, zone),
                format("EEEE d MMMM uuuu, HH:mm:ss z", at, zone));
    }

    private static String format(String pattern, Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(zone)
                .format(at);
    }
}
