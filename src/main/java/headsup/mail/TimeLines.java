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
        @Nullable String estimate,
        @Nullable String begins,
        @Nullable String ends) {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    static TimeLines of(Bulletin bulletin, ZoneId zone, Words words) {
        Instant nextBy = bulletin.nextBy();
        Bulletin.Estimate estimate = bulletin.estimate();
        Occasion occasion = bulletin.occasion();
        return new TimeLines(
                dated(bulletin.published(), zone, words),
                nextBy == null ? null : words.with("promise", due(nextBy, bulletin.published(), zone, words)),
                estimate == null ? null : estimate(estimate, bulletin.published(), zone, words),
                occasion == null ? null : words.with("begins", dated(occasion.begins(), zone, words)),
                occasion == null ? null : words.with("ends", dated(occasion.ends(), zone, words)));
    }

    private static String dated(Instant at, ZoneId zone, Words words) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        ZonedDateTime own = at.atZone(zone);
        return words.with("at", words.day().format(utc), clocks(utc, own, sameDay(utc, own), words));
    }

    private static String estimate(Bulletin.Estimate estimate, Instant published, ZoneId zone, Words words) {
        String at = due(estimate.at(), published, zone, words);
        Instant from = estimate.movedFrom();
        return switch (estimate.standing()) {
            case STANDING ->
                from == null
                        ? words.with("estimate.standing", at)
                        : words.with("estimate.moved", at, due(from, published, zone, words));
            case PASSED -> words.with("estimate.passed", at);
            case WITHDRAWN -> words.with("estimate.withdrawn", at);
        };
    }

    private static String due(Instant at, Instant published, ZoneId zone, Words words) {
        ZonedDateTime utc = at.atZone(ZoneOffset.UTC);
        ZonedDateTime own = at.atZone(zone);
        boolean plain = sameDay(utc, published.atZone(ZoneOffset.UTC)) && sameDay(utc, own);
        String clocks = clocks(utc, own, sameDay(utc, own), words);
        return plain ? clocks : words.with("at", clocks, words.day().format(utc));
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
