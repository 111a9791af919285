package headsup.page;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers readers out of a snapshot: nothing is computed but which of the printed bytes they want. */
final class Answers {

    /** Lets a reader into the stream of events, or says no. */
    interface Gate {
        boolean admit(HttpServerResponse reader, @Nullable String lastToken);
    }

    private static final String EVENTS = "/events";
    private static final List<String> FOLDERS =
            List.of("/api/v2/", "/incidents/", "/maintenances/", "/history/", Assets.FOLDER);
    private static final Buffer NOT_YET = no(503, "not_published", "The page is not published yet", "Try again soon.");
    private static final Buffer MISSING_JSON =
            no(404, "not_found", "There is no such thing", "Nothing is published under this address.");
    private static final Buffer REFUSED_METHOD =
            no(405, "method_not_allowed", "This can't be done here", "The page is only read: GET or HEAD.");
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final CharSequence BY_CODING = HttpHeaders.createOptimized("Accept-Encoding");
    private static final CharSequence BY_LANGUAGE = HttpHeaders.createOptimized("Accept-Encoding, Accept-Language");
    private static final String PROBLEM = "application/problem+json";

    private final Gate gate;
    private final Headers headers;

    Answers(Gate gate, Headers headers) {
        this.gate = gate;
        this.headers = headers;
    }

    /** Whether the address is the page's, and so was answered. */
    boolean answer(HttpServerRequest request, Snapshot snapshot) {
        String path = withoutSlash(request.path());
        Edition edition = path.equals(Snapshot.MISSING) ? null : snapshot.at(path);
        if (edition == null && !isOurs(path)) {
            return false;
        }
        headers.put(request.response().headers(), path);
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.OPTIONS)) {
            request.response()
                    .setStatusCode(204)
                    .putHeader("Allow", METHODS)
                    .putHeader("Access-Control-Allow-Methods", METHODS)
                    .putHeader("Access-Control-Allow-Headers", "*")
                    .putHeader("Access-Control-Max-Age", "86400")
                    .end();
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", METHODS);
            problem(request, 405, REFUSED_METHOD);
        } else if (path.equals(EVENTS)) {
            events(request);
        } else if (edition == null) {
            missing(request, path, snapshot);
        } else {
            send(request, edition, 200);
        }
        return true;
    }

    /** For a process that can give nothing but the page now. */
    static void notYet(HttpServerRequest request) {
        request.response().putHeader("Retry-After", "5").putHeader("Cache-Control", "no-store");
        problem(request, 503, NOT_YET);
    }

    static String withoutSlash(@Nullable String path) {
        String whole = path == null ? "/" : path;
        return whole.length() > 1 && whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    private static boolean isOurs(String path) {
        return path.equals("/")
                || path.equals("/history")
                || path.equals(EVENTS)
                || Offprints.PATHS.contains(path)
                || FOLDERS.stream().anyMatch(path::startsWith);
    }

    private static void send(HttpServerRequest request, Edition edition, int status) {
        MultiMap asked = request.headers();
        Language language = edition.speaks() ? Language.wanted(asked.get(HttpHeaders.ACCEPT_LANGUAGE)) : Language.EN;
        Leaf leaf = edition.in(language);
        Copy copy = leaf.wanted(asked.get(HttpHeaders.ACCEPT_ENCODING));
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, leaf.type())
                .putHeader(HttpHeaders.VARY, edition.speaks() ? BY_LANGUAGE : BY_CODING)
                .putHeader(HttpHeaders.ETAG, copy.tagHeader());
        if (edition.speaks()) {
            response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        }
        if (status == 200 && Preference.has(asked.get(HttpHeaders.IF_NONE_MATCH), copy.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_ENCODING, copy.coding());
        end(request, status, copy.bytes());
    }

    private static void missing(HttpServerRequest request, String path, Snapshot snapshot) {
        Edition page = snapshot.at(Snapshot.MISSING);
        request.response().putHeader("Cache-Control", "no-store");
        if (page == null) {
            notYet(request);
        } else if (path.startsWith("/api/") || path.endsWith(".json")) {
            problem(request, 404, MISSING_JSON);
        } else {
            send(request, page, 404);
        }
    }

    private static void problem(HttpServerRequest request, int status, Buffer body) {
        request.response().putHeader("Content-Type", PROBLEM).putHeader("Content-Encoding", "identity");
        end(request, status, body);
    }

    private static Buffer no(int status, String code, String title, String detail) {
        return Buffer.buffer("{\"type\":\"about:blank#" + code + "\",\"title\":\"" + title + "\",\"status\":" + status
                + ",\"detail\":\"" + detail + "\",\"code\":\"" + code + "\"}");
    }

    /** The coding {@code identity} keeps the server from packing a body anew, and is taken off with it; a HEAD has none. */
    private static void end(HttpServerRequest request, int status, Buffer body) {
        HttpServerResponse response = request.response().setStatusCode(status);
        if (request.method().equals(HttpMethod.HEAD)) {
            if (response.headers().contains(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY, true)) {
                response.headers().remove(HttpHeaders.CONTENT_ENCODING);
            }
            response.putHeader("Content-Length", String.valueOf(body.length())).end();
        } else {
            response.end(body);
        }
    }

    private void events(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no");
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.putHeader("Content-Encoding", "identity");
        if (!gate.admit(response, request.getHeader("Last-Event-ID"))) {
            response.setStatusCode(503).putHeader("Retry-After", "30").end();
        }
    }
}
