package headsup.page;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Whether a form comes from another site. There is no session to misuse, but a foreign page must not make its readers ask for
 * mail. Browsers say it in {@code Sec-Fetch-Site} (Fetch Metadata), older ones in {@code Origin} (RFC 6454); programs say nothing.
 */
final class Origin {

    private Origin() {}

    static boolean isForeign(HttpServerRequest request, String pageUrl) {
        HostAndPort here = request.authority();
        return isForeign(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader("Origin"),
                here == null ? "" : here.toString(),
                pageUrl);
    }

    static boolean isForeign(@Nullable String fetchSite, @Nullable String origin, String here, String pageUrl) {
        if (fetchSite != null) {
            return fetchSite.equals("cross-site");
        }
        if (origin == null) {
            return false;
        }
        String from = authority(origin);
        return !from.equals(bare(here)) && !from.equals(authority(pageUrl));
    }

    /** Empty for {@code null} and whatever is no origin. */
    private static String authority(String url) {
        try {
            String authority = URI.create(url).getRawAuthority();
            return authority == null ? "" : bare(authority);
        } catch (IllegalArgumentException noUrl) {
            return "";
        }
    }

    private static String bare(String authority) {
        return authority.toLowerCase(java.util.Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
