package headsup.console;

import headsup.access.Sessions;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way in, by name and password, and the way out. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
class SignInScreen {

    static final String PATH = "/console/sign-in";

    /** Only ways inside the console: nothing that a browser could read as another site. */
    private static final Pattern INSIDE = Pattern.compile("/console(?:[/?][\\w\\-./?=&%:@+,~]*)?");

    private final Sessions sessions;
    private final Attempts attempts;

    SignInScreen(Sessions sessions, Attempts attempts) {
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @GET
    @Path("/sign-in")
    @PermitAll
    public String show(@QueryParam("next") @Nullable String next) {
        return Screens.signIn("", inside(next), "").render();
    }

    @POST
    @Path("/sign-in")
    @PermitAll
    public Response open(
            @FormParam("name") @Nullable String givenName,
            @FormParam("password") @Nullable String givenPassword,
            @FormParam("next") @Nullable String next,
            @Context HttpServerRequest request) {
        String name = Objects.requireNonNullElse(givenName, "").strip();
        String password = Objects.requireNonNullElse(givenPassword, "");
        String address =
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
        if (attempts.tooMany(name, address)) {
            return again(429, name, next, "Too many tries. Wait a minute, then try again.");
        }
        return sessions.open(name, password)
                .map(secret -> goTo(inside(next), cookie(secret, Sessions.LIFE, request.isSSL())))
                .orElseGet(() -> {
                    attempts.failed(name, address);
                    return again(422, name, next, "Name and password don't belong together.");
                });
    }

    @POST
    @Path("/sign-out")
    @PermitAll
    public Response close(@CookieParam(Sessions.COOKIE) @Nullable String secret, @Context HttpServerRequest request) {
        if (secret != null) {
            sessions.close(secret);
        }
        return goTo(PATH, cookie("", Duration.ZERO, request.isSSL()));
    }

    private static Response again(int status, String name, @Nullable String next, String trouble) {
        return Response.status(status)
                .entity(Screens.signIn(name, inside(next), trouble).render())
                .build();
    }

    private static Response goTo(String path, NewCookie cookie) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path)
                .cookie(cookie)
                .build();
    }

    // Lax, so that a link to an incident in a chat opens it; what is written is guarded by the seal.
    private static NewCookie cookie(String secret, Duration life, boolean encrypted) {
        return new NewCookie.Builder(Sessions.COOKIE)
                .value(secret)
                .path("/")
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .secure(encrypted)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static String inside(@Nullable String next) {
        return next != null && INSIDE.matcher(next).matches() && !next.startsWith(PATH) ? next : NowScreen.PATH;
    }
}
