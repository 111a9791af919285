package headsup.delivery;

import headsup.kernel.Refusal;
import headsup.mail.Bounce;
import headsup.mail.Bounces;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever receives mail for the bounce domain hands it in: {@code message/rfc822} with the envelope in the headers
 * {@code X-Envelope-From} (empty or {@code <>} for the null sender) and {@code X-Envelope-To}.
 */
@Path("/api/v1/integrations/bounce")
class BounceResource {

    /** What was read and whether it changed anything. */
    public record Heard(String reading, @Nullable String why) {}

    private final Bounces bounces;
    private final Deliveries deliveries;
    private final Addresses addresses;

    BounceResource(Bounces bounces, Deliveries deliveries, Addresses addresses) {
        this.bounces = bounces;
        this.deliveries = deliveries;
        this.addresses = addresses;
    }

    @POST
    @Consumes("message/rfc822")
    @RolesAllowed("responder")
    public Heard hear(
            byte[] message,
            @HeaderParam("X-Envelope-From") @Nullable String from,
            @HeaderParam("X-Envelope-To") @Nullable String to) {
        if (to == null) {
            throw Refusal.field("X-Envelope-To", "is missing");
        }
        return switch (bounces.read(message, from == null ? "" : from, to)) {
            case Bounce.Failed failed -> failed(failed);
            case Bounce.Delayed(var id, var words) -> new Heard("delayed", words);
            case Bounce.Delivered(var id) -> {
                deliveries.hearLater(id, State.DELIVERED, null, "delivered, as its relay reported");
                yield new Heard("delivered", null);
            }
            case Bounce.Forged(var why) -> new Heard("forged", why);
            case Bounce.NoBounce(var why) -> new Heard("no_bounce", why);
        };
    }

    private Heard failed(Bounce.Failed failed) {
        deliveries
                .hearLater(failed.delivery(), State.BOUNCED, Settlement.word(failed.fault()), failed.diagnostic())
                .ifPresent(contact ->
                        addresses.heed(List.of(new Addresses.Refused(contact, failed.fault(), failed.diagnostic()))));
        return new Heard("failed", failed.diagnostic());
    }
}
