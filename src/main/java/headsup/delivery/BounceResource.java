package headsup.delivery;

import headsup.kernel.Refusal;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever receives mail for the bounce domain hands it in, bounces and mail to {@code leave@} alike: {@code message/rfc822}
 * with the envelope in the headers {@code X-Envelope-From} (empty or {@code <>} for the null sender) and {@code X-Envelope-To}. At
 * most 25 MiB: it may carry the whole letter.
 */
@Path("/api/v1/integrations/bounce")
class BounceResource {

    private final InboundMail inbound;

    BounceResource(InboundMail inbound) {
        this.inbound = inbound;
    }

    @POST
    @Consumes("message/rfc822")
    @RolesAllowed("responder")
    @Operation(
            summary = "Hand in a message to the bounce domain: a bounce, or mail to leave@",
            description =
                    "reading is failed, delayed, delivered, forged or no_bounce; for mail to leave@ unsubscribed, leave_unknown or"
                            + " leave_without_token")
    public InboundMail.Heard hear(
            InputStream message,
            @HeaderParam("X-Envelope-From") @Nullable String from,
            @HeaderParam("X-Envelope-To") @Nullable String to)
            throws IOException {
        if (to == null) {
            throw Refusal.field("X-Envelope-To", "is missing");
        }
        return inbound.take(inbound.read(message, from == null ? "" : from, to), InboundHearing.Way.DOOR, null);
    }
}
