package headsup.goodwill;

import headsup.kernel.Refusal;
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

    AuditResource(Integrity integrity) {
        this.integrity = integrity;
    }

    /** @param derivation {@code sample} (as when it is left out): of 20 incidents; {@code all}; {@code none} */
    @GET
    @RolesAllowed("viewer")
    public Integrity.Finding audit(@QueryParam("derivation") @Nullable String derivation) {
        return integrity.recompute(
                switch (Objects.requireNonNullElse(derivation, "sample")) {
                    case "sample" -> SAMPLE;
                    case "all" -> Integer.MAX_VALUE;
                    case "none" -> 0;
                    default -> throw Refusal.field("derivation", "must be sample, all or none");
                });
    }
}
