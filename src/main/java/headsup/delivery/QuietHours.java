package headsup.delivery;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * The hours of a reader's own day in which an email nobody waits for is held back: pure. They may run over midnight.
 *
 * @param from when they begin, {@code until} when they are over; equal times mean that there are none
 */
record QuietHours(LocalTime from, LocalTime until) {

    /** Longer than a night is no night: what waits from one day into the next but one is no longer news. */
    private static final Duration LONGEST = Patience.USEFUL.minusHours(1);

    /** @throws ConfigurationException when the wait would outlive the use of the email */
    static QuietHours of(DeliverySettings settings) {
        var hours = new QuietHours(settings.quietFrom(), settings.quietUntil());
        if (hours.length().compareTo(LONGEST) > 0) {
            throw new ConfigurationException("headsup.delivery.quiet-from and quiet-until: must be at most "
                    + LONGEST.toHours() + " hours apart, as in 21:00 and 08:00");
        }
        return hours;
    }

    private Duration length() {
        Duration sameDay = Duration.between(from, until);
        return sameDay.isNegative() ? sameDay.plusDays(1) : sameDay;
    }

    /** When they are over for a reader in this zone; empty for who is awake. */
    Optional<Instant> over(ZoneId zone, Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overMidnight = until.isBefore(from);
        boolean quiet = overMidnight
                ? !time.isBefore(from) || time.isBefore(until)
                : !time.isBefore(from) && time.isBefore(until);
        if (!quiet) {
            return Optional.empty();
        }
        LocalDate day =
                overMidnight && !time.isBefore(from) ? here.toLocalDate().plusDays(1) : here.toLocalDate();
        return Optional.of(day.atTime(until).atZone(zone).toInstant());
    }
}
