package headsup.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** {@code headsup.delivery.*}, in the environment {@code HEADSUP_DELIVERY_*}. */
@ConfigMapping(prefix = "headsup.delivery")
interface DeliverySettings {

    /** Storm brake: a contact who got so many letters within an hour gets no more of them; the page tells the rest. */
    @WithDefault("20")
    int lettersPerHour();

    /** So long before a promised word is due, who is on call is warned. */
    @WithDefault("PT5M")
    Duration promiseWarning();

    /** So long before an incident should be fixed by what customers were told, who is on call is warned. */
    @WithDefault("PT15M")
    Duration estimateWarning();

    /**
     * An email nobody waits for (a root cause) is held back from this time of the reader's own day until {@link #quietUntil}; at
     * most eleven hours, none when the two are equal.
     */
    @WithDefault("21:00")
    LocalTime quietFrom();

    @WithDefault("08:00")
    LocalTime quietUntil();

    /**
     * Mail addresses of whoever must know at once that no relay answers or that one refuses us. Written to by the mailer, so
     * {@code QUARKUS_MAILER_HOST} and its like must be set; best another relay than those of the lanes.
     */
    Optional<List<String>> onCall();
}
