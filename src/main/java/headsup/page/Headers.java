package headsup.page;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/**
 * What the page forbids itself and others, and for how long its bytes may be kept. There is no {@code
 * Cross-Origin-Opener-Policy}: nothing here is private, and it makes a browser start a second process before the first
 * word shows.
 */
final class Headers {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /** A badge brings its own colours, loads nothing and runs nothing. */
    private static final String BADGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final String SHORT = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private record Line(CharSequence name, CharSequence value) {
        static Line of(String name, String value) {
            return new Line(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }
    }

    private final Line[] page;
    private final Line[] open;
    private final Line[] badge;
    private final Line[] asset;

    Headers(String pageUrl) {
        boolean encrypted = pageUrl.startsWith("https:");
        this.page = lines(encrypted, SHORT, POLICY, "same-origin");
        this.open = lines(encrypted, SHORT, POLICY, "cross-origin");
        this.badge = lines(encrypted, SHORT, BADGE_POLICY, "cross-origin");
        this.asset = lines(encrypted, FOR_EVER, POLICY, "same-origin");
    }

    /** Made once: encoding them anew would cost a tenth of an answer. */
    private static Line[] lines(boolean encrypted, String caching, String contentPolicy, String resourcePolicy) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("Cache-Control", caching));
        lines.add(Line.of("X-Content-Type-Options", "nosniff"));
        lines.add(Line.of("Content-Security-Policy", contentPolicy));
        lines.add(Line.of("Referrer-Policy", "strict-origin-when-cross-origin"));
        lines.add(Line.of("X-Frame-Options", "DENY"));
        lines.add(Line.of("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
        lines.add(Line.of("Cross-Origin-Resource-Policy", resourcePolicy));
        if (resourcePolicy.equals("cross-origin")) {
            lines.add(Line.of("Access-Control-Allow-Origin", "*"));
            lines.add(Line.of("Access-Control-Expose-Headers", "ETag"));
        }
        if (encrypted) {
            lines.add(Line.of("Strict-Transport-Security", "max-age=31536000"));
        }
        return lines.toArray(Line[]::new);
    }

    void put(MultiMap response, String path) {
        for (Line line : lines(path)) {
            response.add(line.name(), line.value());
        }
    }

    private Line[] lines(String path) {
        if (isForEverybody(path)) {
            return path.equals(Offprints.BADGE) ? badge : open;
        }
        return path.startsWith(Assets.FOLDER) ? asset : page;
    }

    /** Programs of other sites read the JSON, the stream, and what is printed for them. */
    private static boolean isForEverybody(String path) {
        return path.endsWith(".json")
                || path.endsWith(".cap.xml")
                || path.equals("/events")
                || Offprints.PATHS.contains(path);
    }
}
