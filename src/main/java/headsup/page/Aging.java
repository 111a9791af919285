package headsup.page;

import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Promise;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What time alone changes on a page: while its facts and these are equal, it need not be printed again. Times of today stand
 * there without their day, those of this year without their year; an open story says as of which minute it is told, and
 * whether its next words are late and the time it was expected to be fixed has passed.
 */
final class Aging {

    private final ZoneId zone;
    private final Instant now;
    private final LocalDate today;

    Aging(ZoneId zone, Instant now) {
        this.zone = zone;
        this.now = now;
        this.today = LocalDate.ofInstant(now, zone);
    }

    Object of(Incident incident) {
        return incident.isOpen()
                ? List.of(
                        today,
                        now.truncatedTo(ChronoUnit.MINUTES),
                        isLate(incident.promise()),
                        hasPassed(incident.estimate()))
                : dayOf(newest(incident));
    }

    /** Of a list of what began in that month. */
    Object of(YearMonth month) {
        return dayOf(month.atEndOfMonth().atStartOfDay(zone).toInstant());
    }

    private Object dayOf(Instant newest) {
        return LocalDate.ofInstant(newest, zone).isBefore(today) ? Year.from(today) : today;
    }

    private boolean isLate(@Nullable Promise promise) {
        return promise != null && promise.answeredAt() == null && now.isAfter(promise.dueAt());
    }

    private boolean hasPassed(@Nullable Estimate estimate) {
        return estimate != null && estimate.state(now) == Estimate.State.PASSED;
    }

    private static Instant newest(Incident incident) {
        return Stream.of(
                        incident.updatedAt(),
                        incident.lastUpdate().publishedAt(),
                        incident.scheduledUntil(),
                        StoryTeller.over(incident))
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
