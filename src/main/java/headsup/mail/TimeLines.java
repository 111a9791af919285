package headsup.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as a letter tells them: UTC first, the reader's own beside it where it differs, the day where it isn't plain. */
record TimeLines(
        String published,
        @Nullable String promise,
        @Nullable String begins,
        @Nullable String ends) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    static TimeLines of(Bulletin bulletin, ZoneId zone, Words words) {
        Instant nextBy = bulletin.nextBy();
        Occasion occasion = bulletin.occasion();
        return new TimeLines(
                dated(bulletin.published(), zone, words),
                nextBy == null ? null : promise(nextBy, bulletin.published(), zone, words),
                occasion == null ? null : words.with("begins", dated(occasion.begins(), zone, words)),
                occasion == null ? null : words.with("ends", dated(occasion.ends(), zone, words)));
    }

    private static String dated(Instant at, ZoneId zone, Words words) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        ZonedDateTime own = at.atZone(zone);
        return words.with("at", words.day().format(utc), clocks(utc, own, sameDay(utc, own), words));
    }

    private static String promise(Instant nextBy, Instant published, ZoneId zone, Words words) {
        ZonedDateTime utc = nextBy.atZone(ZoneOffset.UTC);
        ZonedDateTime own = nextBy.atZone(zone);
        boolean plain = sameDay(utc, published.atZone(ZoneOffset.UTC)) && sameDay(utc, own);
        String clocks = clocks(utc, own, sameDay(utc, own), words);
        return words.with(
                "promise", plain ? clocks : words.with("at", clocks, words.day().format(utc)));
    }

    private static String clocks(ZonedDateTime utc, ZonedDateTime own, boolean sameDay, Words words) {
        if (own.getOffset().equals(ZoneOffset.UTC)) {
            return words.with("time.utc", CLOCK.format(utc));
        }
        String there = CLOCK.format(own);
        return words.with(
                "time.both",
                CLOCK.format(utc),
                sameDay ? there : words.with("at", there, words.day().format(own)));
    }

    private static boolean sameDay(ZonedDateTime one, ZonedDateTime other) {
        return one.toLocalDate().equals(other.toLocalDate());
    }
}
