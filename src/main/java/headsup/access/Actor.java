package headsup.access;

import io.quarkus.arc.Arc;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Whoever acts in the running request; {@code system} in ticks and at start. */
@ApplicationScoped
public class Actor {

    static final String SYSTEM = "system";

    private final SecurityIdentity identity;

    Actor(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The staff name. */
    public String name() {
        return isNobody() ? SYSTEM : identity.getPrincipal().getName();
    }

    /** Whether this one may everything, as ticks may. */
    public boolean administers() {
        return isNobody() || identity.hasRole(Role.ADMINISTERS);
    }

    private boolean isNobody() {
        return !Arc.container().requestContext().isActive() || identity.isAnonymous();
    }
}
