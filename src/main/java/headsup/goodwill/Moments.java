package headsup.goodwill;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/**
 * Minutes as the reader of a statement sees them.
 *
 * @param instantOf the instant a minute of the facts begins
 */
record Moments(ZoneId zone, DateTimeFormatter times, DateTimeFormatter dates, LongFunction<Instant> instantOf) {

    /**
     * As statements print them: facts count whole minutes from 1970-01-01T00:00Z, people read them in the zone of the page, and
     * each time names it.
     */
    static Moments inZone(ZoneId zone) {
        return new Moments(
                zone,
                DateTimeFormatter.ofPattern("d MMM uuuu HH:mm z", Locale.ENGLISH),
                DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH),
                minute -> Instant.EPOCH.plus(Duration.ofMinutes(minute)));
    }

    String time(long minute) {
        return times.withZone(zone).format(instantOf.apply(minute));
    }

    String date(long minute) {
        return dates.withZone(zone).format(instantOf.apply(minute));
    }

    /** Days, hours and minutes, leaving out what is nothing: {@code 1 day 2 hours}. */
    static String elapsed(long minutes) {
        List<String> parts = new ArrayList<>();
        add(parts, minutes / 1440, "day");
        add(parts, minutes % 1440 / 60, "hour");
        add(parts, minutes % 60, "minute");
        return parts.isEmpty() ? "0 minutes" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number != 0) {
            parts.add(number + " " + unit + (number == 1 ? "" : "s"));
        }
    }
}
