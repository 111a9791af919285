package headsup.access;

import headsup.kernel.Site;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cookie that carries a session: for no script, for no other site's forms, and never in the clear where TLS is at hand. */
@ApplicationScoped
public class SessionCookie {

    private static final int HTTPS = 443;

    private final Site site;

    SessionCookie(Site site) {
        this.site = site;
    }

    /** It outlives the session: who sends words too late can still be told from who never was here. */
    public NewCookie of(String secret, HttpServerRequest request) {
        return cookie(secret, Sessions.LIFE.plus(Sessions.REMEMBERED), request);
    }

    /** Takes the cookie away. */
    public NewCookie gone(HttpServerRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    /** Whether a request came by TLS, as far as we can know. */
    public boolean isOverTls(HttpServerRequest request) {
        return request.isSSL() || isPage(site.url(), request.authority());
    }

    // Lax, so that a link to an incident in a chat opens it; what is written is guarded by the seal.
    private NewCookie cookie(String secret, Duration life, HttpServerRequest request) {
        return new NewCookie.Builder(Sessions.COOKIE)
                .value(secret)
                .path("/")
                .maxAge((int) life.toSeconds())
                .httpOnly(true)
                .secure(isOverTls(request))
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /**
     * Whether a request was for a page that is read over TLS: a proxy that ends it may not tell, but it hands on what was asked
     * for. Another host or port is somebody who comes in the clear, past the proxy, and a secure cookie would keep them out.
     */
    static boolean isPage(URI page, @Nullable HostAndPort asked) {
        return "https".equalsIgnoreCase(page.getScheme())
                && asked != null
                && asked.host().equalsIgnoreCase(page.getHost())
                && port(asked.port()) == port(page.getPort());
    }

    private static int port(int named) {
        return named < 0 ? HTTPS : named;
    }
}
