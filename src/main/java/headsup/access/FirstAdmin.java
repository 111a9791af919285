package headsup.access;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jboss.logging.Logger;

/** On the very first start there is nobody: opens the account {@code admin}. No default password exists. */
@ApplicationScoped
class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);
    private static final String NAME = "admin";

    /** {@code HEADSUP_ADMIN_PASSWORD}. */
    @ConfigMapping(prefix = "headsup.admin")
    interface Settings {
        /** Password of the first account; generated and printed once when absent. */
        Optional<String> password();
    }

    private final Staff staff;
    private final Settings settings;

    FirstAdmin(Staff staff, Settings settings) {
        this.staff = staff;
        this.settings = settings;
    }

    @Transactional
    void open(@Observes StartupEvent start) {
        if (!staff.isEmpty()) {
            return;
        }
        Optional<String> given = settings.password();
        String password = given.orElseGet(Passwords::generated);
        staff.hire(NAME, Role.ADMIN, password);
        if (given.isEmpty()) {
            LOG.infof(
                    "First start: sign in as \"%s\" with password \"%s\". It is shown only this once.", NAME, password);
        }
    }
}
