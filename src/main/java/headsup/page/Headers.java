package headsup.page;

import io.vertx.core.MultiMap;

/** What the page forbids itself and others, and for how long its bytes may be kept. */
final class Headers {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    /** A badge brings its own colours, loads nothing and runs nothing. */
    private static final String BADGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private static final String SHORT = "public, max-age=5, stale-while-revalidate=30, stale-if-error=86400";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final boolean encrypted;

    Headers(String pageUrl) {
        this.encrypted = pageUrl.startsWith("https:");
    }

    void put(MultiMap response, String path) {
        response.set("Cache-Control", path.startsWith(Assets.FOLDER) ? FOR_EVER : SHORT);
        response.set("X-Content-Type-Options", "nosniff");
        response.set("Content-Security-Policy", path.equals("/badge.svg") ? BADGE_POLICY : POLICY);
        response.set("Referrer-Policy", "strict-origin-when-cross-origin");
        response.set("X-Frame-Options", "DENY");
        response.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.set("Cross-Origin-Opener-Policy", "same-origin");
        if (isForEverybody(path)) {
            response.set("Access-Control-Allow-Origin", "*");
            response.set("Cross-Origin-Resource-Policy", "cross-origin");
        } else {
            response.set("Cross-Origin-Resource-Policy", "same-origin");
        }
        if (encrypted) {
            response.set("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Programs of other sites read the JSON, the stream, and what is printed for them. */
    private static boolean isForEverybody(String path) {
        return path.endsWith(".json")
                || path.endsWith(".cap.xml")
                || path.equals("/events")
                || Offprints.PATHS.contains(path);
    }
}
