package headsup.page;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Times in words, in the page's zone; the script writes them again in the reader's own. */
final class Times {

    /**
     * A time as the page shows it.
     *
     * @param form how the script writes it again: {@code p} plain, {@code z} with the zone, {@code s} with seconds too
     */
    public record Moment(String iso, String text, String form) {}

    private final Locale locale;
    private final ZoneId zone;
    private final Instant now;
    private final Map<String, DateTimeFormatter> formatters = new HashMap<>();

    Times(Language language, ZoneId zone, Instant now) {
        this.locale = language.locale();
        this.zone = zone;
        this.now = now;
    }

    /**
     * The time, with the day in front when it is not today. The page says once which zone that is; a time of the other half
     * of the year, when the clocks stood otherwise, says it itself.
     */
    Moment moment(Instant at) {
        String zoned = offset(at).equals(offset(now)) ? "" : " z";
        return new Moment(iso(at), format(pattern(at) + zoned, at), "p");
    }

    /** HTML takes three digits of a second at most. */
    private static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** The same with its zone, where the time is what counts. */
    Moment inZone(Instant at) {
        return new Moment(iso(at), format(pattern(at) + " z", at), "z");
    }

    /** The same in UTC, for who reads in neither zone; null when the page's zone is UTC. */
    @Nullable
    String inUtc(Instant at) {
        return isUtc(at)
                ? null
                : DateTimeFormatter.ofPattern("HH:mm 'UTC'")
                        .withZone(ZoneOffset.UTC)
                        .format(at);
    }

    private boolean isUtc(Instant at) {
        return offset(at).equals(ZoneOffset.UTC);
    }

    private ZoneOffset offset(Instant at) {
        return zone.getRules().getOffset(at);
    }

    /** The page's zone in words, as in {@code UTC}, {@code CEST (UTC+2)} or {@code IST (UTC+5:30)}. */
    String zoneName() {
        String name = format("z", now);
        if (isUtc(now)) {
            return name;
        }
        int east = offset(now).getTotalSeconds() / 60;
        String minutes = east % 60 == 0 ? "" : String.format(Locale.ROOT, ":%02d", Math.abs(east % 60));
        return name + " (UTC" + (east < 0 ? "\u2212" : "+") + Math.abs(east / 60) + minutes + ")";
    }

    private String pattern(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        return day.equals(today)
                ? "HH:mm"
                : dayPattern() + (day.getYear() == today.getYear() ? "" : " uuuu") + ", HH:mm";
    }

    Moment withSeconds(Instant at) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        boolean isToday = LocalDate.ofInstant(at, zone).equals(today);
        return new Moment(iso(at), format(isToday ? "HH:mm:ss z" : dayPattern() + " uuuu, HH:mm:ss z", at), "s");
    }

    String day(LocalDate date) {
        return formatter(dayPattern()).format(date);
    }

    String month(YearMonth month) {
        return formatter("LLLL uuuu").format(month);
    }

    /** As in {@code 48 min}, {@code 3 h 5 min} or {@code 2 d 4 h}: units every language here knows; at least a minute. */
    static String span(Duration duration) {
        long minutes = Math.max(1, duration.toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 24 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        long hours = minutes / 60;
        return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
    }

    private String dayPattern() {
        return dayPattern(locale);
    }

    private static String dayPattern(Locale locale) {
        return locale.equals(Locale.GERMAN) ? "d. MMM" : "d MMM";
    }

    /** What follows the number of a day in each month, as in {@code ". Jan."}, from January on: what the script needs to write a day as we do. */
    static List<String> afterDays(Locale locale) {
        DateTimeFormatter day = DateTimeFormatter.ofPattern(dayPattern(locale), locale);
        return Stream.of(Month.values())
                .map(month -> day.format(MonthDay.of(month, 1)).substring(1))
                .toList();
    }

    /** A page with ninety days of many components asks for the same one thousands of times. */
    private DateTimeFormatter formatter(String pattern) {
        return formatters.computeIfAbsent(pattern, wanted -> DateTimeFormatter.ofPattern(wanted, locale));
    }

    private String format(String pattern, Instant at) {
        return formatter(pattern).withZone(zone).format(at);
    }
}
