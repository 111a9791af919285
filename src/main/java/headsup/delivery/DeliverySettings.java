package headsup.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code headsup.delivery.*}, in the environment {@code HEADSUP_DELIVERY_*}. */
@ConfigMapping(prefix = "headsup.delivery")
interface DeliverySettings {

    /** Storm brake: a contact who got so many letters within an hour gets no more of them; the page tells the rest. */
    @WithDefault("20")
    int lettersPerHour();
}
