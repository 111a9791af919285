package headsup.console;

import headsup.access.Sessions;
import headsup.kernel.Problems;
import headsup.kernel.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a form in only when this console handed it out to this session: no other page may write in a member's name. Browsers
 * say where a form comes from; the {@link Seal} proves it. Signing in has no session yet, there the origin must do.
 */
class Gate {

    private final LostSession lost;

    Gate(LostSession lost) {
        this.lost = lost;
    }

    @ServerRequestFilter
    @WithFormRead
    @Nullable
    Response check(ResteasyReactiveContainerRequestContext request) {
        if (!isOurs(request) || isRead(request.getMethod())) {
            return null;
        }
        if (isFromElsewhere(request)) {
            return refused("This form came from another site. Open the console itself and try again.");
        }
        if (request.getUriInfo().getPath().equals(SignInScreen.PATH) || Seal.fits(secret(request), seal(request))) {
            return null;
        }
        return isFromHere(request) ? again(request) : notOfThisSession();
    }

    /** Whoever signed in anew in another window sends this form with the seal of before: they see it again, and nothing is done. */
    private Response again(ResteasyReactiveContainerRequestContext request) {
        return lost.wayBack(request, written(request))
                .map(back ->
                        Response.status(303).header(HttpHeaders.LOCATION, back).build())
                .orElseGet(Gate::notOfThisSession);
    }

    /** Whether the request is for a screen of this room. */
    static boolean isOurs(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        return path.equals("/console") || path.startsWith("/console/");
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private static boolean isFromElsewhere(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        String origin = request.getHeaderString("Origin");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        if (origin == null || (origin.equals("null") && site != null)) {
            return false;
        }
        return !isHost(origin, request.getHeaderString("Host"));
    }

    /** Whether the browser says so; one that says nothing may have been sent here by anybody. */
    private static boolean isFromHere(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        return "same-origin".equals(request.getHeaderString("Sec-Fetch-Site"))
                || (origin != null && isHost(origin, request.getHeaderString("Host")));
    }

    // The scheme is left out: behind a proxy that ends TLS we see http where the browser sees https.
    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static @Nullable String secret(ContainerRequestContext request) {
        Cookie cookie = request.getCookies().get(Sessions.COOKIE);
        return cookie == null ? null : cookie.getValue();
    }

    private static @Nullable String seal(ResteasyReactiveContainerRequestContext request) {
        return written(request).getFirst(Seal.FIELD);
    }

    private static MultivaluedMap<String, String> written(ResteasyReactiveContainerRequestContext request) {
        MultivaluedMap<String, String> written = new MultivaluedHashMap<>();
        if (request.getServerRequestContext() instanceof ResteasyReactiveRequestContext open
                && open.getFormData() != null) {
            for (String field : open.getFormData()) {
                open.getFormData().get(field).stream()
                        .filter(value -> !value.isFileItem())
                        .forEach(value -> written.add(field, value.getValue()));
            }
        }
        return written;
    }

    private static Response notOfThisSession() {
        return refused(
                "This form does not belong to your session. Go back, load the page again, and send it once more.");
    }

    private static Response refused(String why) {
        return Problems.answer(Refusal.of(Refusal.Code.FORBIDDEN, why));
    }
}
