package headsup.console;

import headsup.delivery.InboundHearing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What staff are told about mail to the bounce domain.
 *
 * @param hears whether bounces are heard; {@code lastAt} is when the last message came in, null when none did
 * @param mailbox that is looked into; empty without one
 * @param trouble why it could not be read; empty when it could
 */
record InboundLine(boolean hears, Times.@Nullable Moment lastAt, String mailbox, String trouble) {

    static InboundLine of(InboundHearing.Standing standing, Times times) {
        Instant lastAt = standing.lastAt();
        return new InboundLine(
                standing.hears(),
                lastAt == null ? null : times.moment(lastAt),
                Objects.requireNonNullElse(standing.mailbox(), ""),
                Objects.requireNonNullElse(standing.trouble(), ""));
    }
}
