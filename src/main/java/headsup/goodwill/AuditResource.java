package headsup.goodwill;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The books recomputed on demand. */
@Path("/api/v1/goodwill/audit")
class AuditResource {

    private final Integrity integrity;

    AuditResource(Integrity integrity) {
        this.integrity = integrity;
    }

    @GET
    @RolesAllowed("viewer")
    public Integrity.Finding audit() {
        return integrity.recompute();
    }
}
