package headsup.page;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** What the page forbids itself and others, and for how long its bytes may be kept. */
final class Headers {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String SHORT = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private record Line(CharSequence name, CharSequence value) {
        static Line of(String name, String value) {
            return new Line(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
        }
    }

    private final Line[] page;
    private final Line[] open;
    private final Line[] asset;

    Headers(String pageUrl) {
        boolean encrypted = pageUrl.startsWith("https:");
        this.page = lines(encrypted, SHORT, "same-origin");
        this.open = lines(encrypted, SHORT, "cross-origin");
        this.asset = lines(encrypted, FOR_EVER, "same-origin");
    }

    /** Made once: encoding them anew would cost a tenth of an answer. */
    private static Line[] lines(boolean encrypted, String caching, String resourcePolicy) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of("Cache-Control", caching));
        lines.add(Line.of("X-Content-Type-Options", "nosniff"));
        lines.add(Line.of("Content-Security-Policy", POLICY));
        lines.add(Line.of("Referrer-Policy", "strict-origin-when-cross-origin"));
        lines.add(Line.of("X-Frame-Options", "DENY"));
        lines.add(Line.of("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"));
        lines.add(Line.of("Cross-Origin-Opener-Policy", "same-origin"));
        lines.add(Line.of("Cross-Origin-Resource-Policy", resourcePolicy));
        if (resourcePolicy.equals("cross-origin")) {
            lines.add(Line.of("Access-Control-Allow-Origin", "*"));
        }
        if (encrypted) {
            lines.add(Line.of("Strict-Transport-Security", "max-age=31536000"));
        }
        return lines.toArray(Line[]::new);
    }

    void put(MultiMap response, String path) {
        Line[] lines = isForEverybody(path) ? open : path.startsWith(Assets.FOLDER) ? asset : page;
        for (Line line : lines) {
            response.add(line.name(), line.value());
        }
    }

    /** Programs of other sites read the JSON and the stream. */
    private static boolean isForEverybody(String path) {
        return path.endsWith(".json") || path.equals("/events");
    }
}
