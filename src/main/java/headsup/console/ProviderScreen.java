package headsup.console;

import headsup.access.OpenId;
import headsup.access.SessionCookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The way in by the identity provider: there, and back with its answer to the page that was asked for. */
@Path(OpenId.PATH)
@PermitAll
class ProviderScreen {

    /** Carries on the far side of the provider where to go afterwards. */
    private static final String NEXT = "headsup_next";

    private static final int PATIENCE_SECONDS = 600;

    private final OpenId provider;
    private final SessionCookie cookie;

    ProviderScreen(OpenId provider, SessionCookie cookie) {
        this.provider = provider;
        this.cookie = cookie;
    }

    static String start(String next) {
        return OpenId.PATH + "/start?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    @GET
    @Path("/start")
    public Response start(@QueryParam("next") @Nullable String next, @Context RoutingContext request) {
        return enter(SignInScreen.inside(next), request);
    }

    /** Here the provider sends people back to. */
    @GET
    public Response back(@CookieParam(NEXT) @Nullable String next, @Context RoutingContext request) {
        return enter(SignInScreen.inside(decoded(next)), request);
    }

    private Response enter(String next, RoutingContext request) {
        if (provider.offered().isEmpty()) {
            return SignInScreen.goTo(SignInScreen.PATH, next(next, 0, request.request()));
        }
        return switch (provider.enter(request)) {
            case OpenId.SentOn on -> SignInScreen.goTo(on.to(), next(next, PATIENCE_SECONDS, request.request()));
            case OpenId.Admitted in ->
                Response.fromResponse(SignInScreen.goTo(next, cookie.of(in.session(), request.request())))
                        .cookie(next(next, 0, request.request()))
                        .build();
            case OpenId.Refused no ->
                Response.status(303)
                        .header(
                                HttpHeaders.LOCATION,
                                SignInScreen.PATH + "?why=" + word(no.why()) + "&next="
                                        + URLEncoder.encode(next, StandardCharsets.UTF_8))
                        .build();
        };
    }

    /** What the sign-in page says to whoever was not let in; empty for a word that is none. */
    static String sentence(@Nullable String word, String provider) {
        return Arrays.stream(OpenId.Why.values())
                .filter(why -> word(why).equals(word))
                .findFirst()
                .map(why -> provider + " " + sentence(why))
                .orElse("");
    }

    private static String sentence(OpenId.Why why) {
        return switch (why) {
            case AWAY -> "does not answer. Sign in with name and password, or try again later.";
            case NOT_PROVEN -> "did not prove who you are. Please try again.";
            case NO_ROLE -> "knows you, but gives you no role here. Ask an administrator for one.";
            case NO_NAME -> "gives you no name that is free here. Ask an administrator.";
            case DISABLED -> "knows you, but your account here is disabled. Ask an administrator.";
        };
    }

    private static String word(OpenId.Why why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    private NewCookie next(String next, int seconds, HttpServerRequest request) {
        return new NewCookie.Builder(NEXT)
                .value(Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8)))
                .path(OpenId.COOKIE_PATH)
                .maxAge(seconds)
                .httpOnly(true)
                .secure(cookie.isOverTls(request))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    private static @Nullable String decoded(@Nullable String next) {
        try {
            return next == null ? null : new String(Base64.getUrlDecoder().decode(next), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
