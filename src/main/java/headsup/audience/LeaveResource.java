package headsup.audience;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/**
 * The way out of our letters (RFC 8058): no sign-in, because the token itself is the secret. Reading changes nothing, since
 * mail scanners follow every link; posting acts, and may be repeated.
 */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML)
class LeaveResource {

    private static final String RESUME = "resume";

    @CheckedTemplate(basePath = "audience")
    static class Templates {
        private Templates() {}

        /** @param address masked; {@code stopped} is how it stands now, {@code said} whether it was said just now */
        static native TemplateInstance leave(String address, boolean stopped, boolean said);

        static native TemplateInstance nobody();
    }

    private final Contacts contacts;

    LeaveResource(Contacts contacts) {
        this.contacts = contacts;
    }

    @GET
    @Operation(summary = "Show whose letters would stop; change nothing")
    public Response show(@PathParam("token") String token) {
        return page(contacts.byToken(token), false);
    }

    /** Mail programs send {@code List-Unsubscribe=One-Click} in either form encoding. Whatever asks for no way back stops. */
    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    @Operation(summary = "Stop the letters; with action=resume, let them go again")
    public Response act(@PathParam("token") String token, @RestForm("action") @Nullable String action) {
        return page(RESUME.equals(action) ? contacts.resubscribe(token) : contacts.unsubscribe(token), true);
    }

    /** Without a form there is nothing to say but stop. */
    @POST
    @Operation(hidden = true)
    public Response stop(@PathParam("token") String token) {
        return page(contacts.unsubscribe(token), true);
    }

    private static Response page(Optional<Contacts.Addressee> person, boolean said) {
        String html = person.map(p -> Templates.leave(p.masked(), p.unsubscribedAt() != null, said))
                .orElseGet(Templates::nobody)
                .render();
        return Response.status(person.isPresent() ? 200 : 404)
                .entity(html)
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .build();
    }
}
