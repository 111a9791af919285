package headsup.delivery;

import headsup.kernel.Listing;
import headsup.mail.Courier;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The ways letters leave by, as this process sees them; a brake of scope {@code lane} names one. */
@Path("/api/v1/lanes")
class LanesResource {

    /** @param standing {@code open}, {@code paused}, {@code suspect}, {@code out} or {@code barred}; {@code remark} says why */
    record Lane(String name, String standing, String remark) {}

    private final Courier courier;

    LanesResource(Courier courier) {
        this.courier = courier;
    }

    @GET
    @RolesAllowed("viewer")
    public Listing<Lane> list() {
        return new Listing<>(
                courier.ways().stream()
                        .map(way -> new Lane(way.name(), way.standing().word(), way.remark()))
                        .toList(),
                null);
    }
}
