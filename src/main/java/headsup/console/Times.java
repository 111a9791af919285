package headsup.console;

import headsup.kernel.Refusal;
import headsup.kernel.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times in words and out of form fields, in the zone of the page. */
@ApplicationScoped
class Times {

    /**
     * A time as a screen shows it.
     *
     * @param text with the day in front when it is not today
     * @param full to the second, with the zone
     */
    public record Moment(String iso, String text, String full) {}

    /** What somebody writes, and what a phone's own field for date and time sends. */
    private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern(
                    "uuuu-M-d['T'][' ']H:mm[:ss]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");

    private final Clock clock;
    private final ZoneId zone;

    Times(Clock clock, Site site) {
        this.clock = clock;
        this.zone = site.timeZone();
    }

    Instant now() {
        return clock.instant();
    }

    Moment moment(Instant at) {
        return new Moment(iso(at), format(dayPrefix(at) + "HH:mm", at), full(at));
    }

    /** With the zone behind it, where a time must stand on its own. */
    Moment zoned(Instant at) {
        return new Moment(iso(at), format(dayPrefix(at) + "HH:mm z", at), full(at));
    }

    /** Always with its day, for lists that run over many days. */
    Moment dated(Instant at) {
        return new Moment(iso(at), format("d MMM uuuu, HH:mm", at), full(at));
    }

    /** The zone of all times, as in {@code Europe/Zurich}. */
    String zoneName() {
        return zone.getId().equals("Etc/UTC") ? "UTC" : zone.getId().replace('_', ' ');
    }

    /** A sentence of the house with its instants, as programs write them, put as people read the times around it. */
    String readable(String sentence) {
        return INSTANT.matcher(sentence)
                .replaceAll(found -> format("d MMM uuuu, HH:mm z", Instant.parse(found.group())));
    }

    /** The day alone, as in {@code 14 Nov}. */
    String day(Instant at) {
        return format("d MMM", at);
    }

    /** Only the day, where the hour says nothing. */
    Moment onDay(Instant at) {
        return new Moment(at.toString(), format("d MMM uuuu", at), full(at));
    }

    /** As in {@code 48 min}, {@code 3 h 5 min} or {@code 2 d 4 h}; at least a minute. */
    static String span(Duration duration) {
        long minutes = Math.max(1, duration.toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
    }

    /**
     * What a field for date and time holds; null for an empty one.
     *
     * @throws Refusal {@code invalid_field} for the field
     */
    @Nullable
    Instant written(String field, String text) {
        try {
            return text.isEmpty()
                    ? null
                    : LocalDateTime.parse(text, FIELD).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            throw Refusal.field(field, "must be a date and a time, as in 2026-11-21 14:30");
        }
    }

    /**
     * What a field for date and time holds, for somebody in another zone.
     *
     * @throws Refusal {@code invalid_field} for the field, also for an empty one
     */
    static Instant written(String field, String text, ZoneId in) {
        if (text.isEmpty()) {
            throw Refusal.field(field, "is missing");
        }
        try {
            return LocalDateTime.parse(text, FIELD).atZone(in).toInstant();
        } catch (DateTimeException unreadable) {
            throw Refusal.field(field, "must be a date and a time, as in 2026-11-21 14:30");
        }
    }

    /** As a field for date and time holds it. */
    static String local(Instant at, ZoneId in) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT)
                .withZone(in)
                .format(at);
    }

    /** In the zone of the page. */
    Window window(Instant from, Instant until) {
        return Window.of(from, until, zone, now());
    }

    private String dayPrefix(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, zone);
        LocalDate today = LocalDate.ofInstant(now(), zone);
        return day.equals(today) ? "" : day.getYear() == today.getYear() ? "d MMM, " : "d MMM uuuu, ";
    }

    /** HTML knows no more than milliseconds. */
    private static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private String full(Instant at) {
        return format("EEEE d MMMM uuuu, HH:mm:ss z", at);
    }

    private String format(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(zone)
                .format(at);
    }
}
