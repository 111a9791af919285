package headsup.delivery;

import headsup.kernel.Refusal;
import headsup.mail.Bounce;
import headsup.mail.Bounces;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever receives mail for the bounce domain hands it in: {@code message/rfc822} with the envelope in the headers
 * {@code X-Envelope-From} (empty or {@code <>} for the null sender) and {@code X-Envelope-To}. At most 25 MiB: it may carry the
 * whole letter. Each is counted by what it turned out to be ({@code headsup_bounces_total}).
 */
@Path("/api/v1/integrations/bounce")
class BounceResource {

    /** What was read and whether it changed anything. */
    public record Heard(String reading, @Nullable String why) {}

    private final Bounces bounces;
    private final Deliveries deliveries;
    private final Addresses addresses;
    private final MeterRegistry counters;

    BounceResource(Bounces bounces, Deliveries deliveries, Addresses addresses, MeterRegistry counters) {
        this.bounces = bounces;
        this.deliveries = deliveries;
        this.addresses = addresses;
        this.counters = counters;
    }

    @POST
    @Consumes("message/rfc822")
    @RolesAllowed("responder")
    public Heard hear(
            InputStream message,
            @HeaderParam("X-Envelope-From") @Nullable String from,
            @HeaderParam("X-Envelope-To") @Nullable String to)
            throws IOException {
        if (to == null) {
            throw Refusal.field("X-Envelope-To", "is missing");
        }
        Heard heard = heard(bounces.read(message, from == null ? "" : from, to));
        counters.counter("headsup.bounces", "reading", heard.reading()).increment();
        return heard;
    }

    private Heard heard(Bounce bounce) {
        return switch (bounce) {
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
