package headsup.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code headsup.access.*}, in the environment {@code HEADSUP_ACCESS_*}: how staff is let in. */
@ConfigMapping(prefix = "headsup.access")
interface AccessSettings {

    /**
     * What guessing a password costs: bcrypt's logarithm of rounds. Each step doubles the time of a sign-in, 50 ms at 10, the
     * least OWASP's Password Storage Cheat Sheet asks for. Counts for passwords set from then on.
     */
    @WithDefault("10")
    int passwordCost();

    /** @throws ConfigurationException naming the property, for a cost bcrypt doesn't know or nobody would wait for */
    default void check() {
        if (passwordCost() < 4 || passwordCost() > 16) {
            throw new ConfigurationException("headsup.access.password-cost: must be from 4 to 16");
        }
    }
}
