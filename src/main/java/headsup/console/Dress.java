package headsup.console;

import headsup.kernel.Problems;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * How every answer of the console leaves the house: kept by nobody, framed by nobody but itself, with nothing from elsewhere in it. A no
 * becomes a page; not being signed in becomes the way to sign in.
 */
class Dress {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Letters carry their styles in themselves; nothing in them runs or leads anywhere. */
    static final String PROOF_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    static final String CONTENT_POLICY = "Content-Security-Policy";
    static final String FRAMING = "X-Frame-Options";

    private final LostSession lost;

    Dress(LostSession lost) {
        this.lost = lost;
    }

    @ServerResponseFilter
    void dress(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        if (!Gate.isOurs(request)) {
            return;
        }
        keepToOurselves(response);
        if (response.getEntity() instanceof Problems.Problem problem) {
            if (problem.status() == 401) {
                toSignIn(request, response);
            } else {
                response.setEntity(
                        Screens.refused(problem).render(),
                        new Annotation[0],
                        MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
            }
        }
    }

    private static void keepToOurselves(ContainerResponseContext response) {
        var headers = response.getHeaders();
        headers.putIfAbsent(CONTENT_POLICY, List.of(POLICY));
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putIfAbsent(FRAMING, List.of("DENY"));
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
        headers.putSingle("X-Robots-Tag", "noindex");
        if (!headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private void toSignIn(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        response.setEntity(null);
        response.setStatus(303);
        response.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
        response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        request.suspend();
        lost.wayIn(request)
                .subscribe()
                .with(
                        way -> {
                            response.getHeaders().putSingle(HttpHeaders.LOCATION, way);
                            request.resume();
                        },
                        request::resume);
    }
}
