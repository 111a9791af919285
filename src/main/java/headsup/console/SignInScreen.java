package headsup.console;

import headsup.access.Attempts;
import headsup.access.OpenId;
import headsup.access.SessionCookie;
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

    /**
     * @param next where to go afterwards
     * @param kept whether words wait there
     * @param trouble may be empty
     * @param provider what the identity provider is called; empty without one
     */
    record Sheet(String name, String next, boolean kept, String trouble, String provider) {

        /** The way to the provider. */
        public String providerPath() {
            return ProviderScreen.start(next);
        }
    }

    private final Sessions sessions;
    private final Attempts attempts;
    private final SessionCookie cookie;
    private final OpenId provider;

    SignInScreen(Sessions sessions, Attempts attempts, SessionCookie cookie, OpenId provider) {
        this.sessions = sessions;
        this.attempts = attempts;
        this.cookie = cookie;
        this.provider = provider;
    }

    /** @param why somebody comes back from the provider without being let in */
    @GET
    @Path("/sign-in")
    @PermitAll
    public String show(@QueryParam("next") @Nullable String next, @QueryParam("why") @Nullable String why) {
        return sheet("", next, ProviderScreen.sentence(why, provider.offered().orElse("The identity provider")));
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
        String place = Attempts.place(request);
        if (attempts.tooMany(name, place)) {
            return again(429, name, next, "Too many tries. Wait a minute, then try again.");
        }
        return sessions.open(name, password)
                .map(secret -> goTo(inside(next), cookie.of(secret, request)))
                .orElseGet(() -> {
                    attempts.failed(name, place);
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
        return goTo(PATH, cookie.gone(request));
    }

    private Response again(int status, String name, @Nullable String next, String trouble) {
        return Response.status(status).entity(sheet(name, next, trouble)).build();
    }

    private String sheet(String name, @Nullable String next, String trouble) {
        String way = inside(next);
        boolean kept = way.contains("?" + KeptWords.QUERY + "=");
        return Screens.signIn(
                        new Sheet(name, way, kept, trouble, provider.offered().orElse("")))
                .render();
    }

    static Response goTo(String path, NewCookie session) {
        return Response.status(303)
                .header(HttpHeaders.LOCATION, path)
                .cookie(session)
                .build();
    }

    /** Where to go after signing in: {@code next} if it is a way inside, else the first page. */
    static String inside(@Nullable String next) {
        return next != null && INSIDE.matcher(next).matches() && !next.startsWith(PATH) ? next : NowScreen.PATH;
    }
}
