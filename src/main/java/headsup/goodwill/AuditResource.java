package headsup.goodwill;

import headsup.kernel.Refusal;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The books recomputed on demand. */
@Path("/api/v1/goodwill/audit")
class AuditResource {

    private static final int SAMPLE = 20;

    private final Integrity integrity;
    private final SecurityIdentity actor;

    AuditResource(Integrity integrity, SecurityIdentity actor) {
        this.integrity = integrity;
        this.actor = actor;
    }

    /**
     * @param derivation {@code sample} (as when it is left out): of 20 incidents; {@code none}; {@code all}, which may take an
     *     hour and is for administrators
     * @throws Refusal {@code invalid_field} for any other word; {@code forbidden}
     */
    @GET
    @RolesAllowed("viewer")
    public Integrity.Finding audit(@QueryParam("derivation") @Nullable String derivation) {
        return integrity.recompute(
                switch (Objects.requireNonNullElse(derivation, "sample")) {
                    case "sample" -> SAMPLE;
                    case "all" -> all();
                    case "none" -> 0;
                    default -> throw Refusal.field("derivation", "must be sample, all or none");
                });
    }

    private int all() {
        if (!actor.hasRole("admin")) {
            throw Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators may have all books derived again.");
        }
        return Integrity.ALL;
    }
}
