package headsup.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code headsup.webhooks.*}, in the environment {@code HEADSUP_WEBHOOKS_*}. */
@ConfigMapping(prefix = "headsup.webhooks")
interface WebhookSettings {

    /**
     * Whether receivers may have private, loopback or link-local addresses. Without it nobody who may set up a webhook can
     * have us knock at doors that only this machine reaches (server-side request forgery).
     */
    @WithDefault("false")
    boolean privateAddresses();

    /** So long a receiver has for its whole answer. */
    @WithDefault("PT15S")
    Duration timeout();
}
