package headsup.console;

import headsup.kernel.Refusal;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stylesheet, the scripts and the icon; what is in them is in their name, so a browser keeps them for ever. */
@Singleton
@Path("/console/assets")
class Assets {

    /** Out of its Maven artifact; its version stands in the build. */
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min";

    private record Asset(String name, String type, String text) {}

    private final Asset stylesheet = read("console", "css", "text/css; charset=utf-8");
    private final Asset script = read("console", "js", "text/javascript; charset=utf-8");
    private final Asset htmx = read(HTMX, "js", "text/javascript; charset=utf-8");
    private final Asset icon = read("icon", "svg", "image/svg+xml");
    private final Map<String, Asset> byName =
            Stream.of(stylesheet, script, htmx, icon).collect(Collectors.toMap(Asset::name, asset -> asset));

    String stylesheet() {
        return stylesheet.name();
    }

    String script() {
        return script.name();
    }

    String htmx() {
        return htmx.name();
    }

    String icon() {
        return icon.name();
    }

    @GET
    @Path("/{name}")
    @PermitAll
    public Response one(@PathParam("name") String name) {
        Asset asset = byName.get(name);
        if (asset == null) {
            throw Refusal.notFound("file", name);
        }
        return Response.ok(asset.text(), asset.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
    }

    private static Asset read(String path, String ending, String type) {
        String stem = path.substring(path.lastIndexOf('/') + 1);
        try (InputStream in = Assets.class.getResourceAsStream(path + "." + ending)) {
            if (in == null) {
                throw new IllegalStateException(stem + "." + ending + " is missing");
            }
            byte[] bytes = in.readAllBytes();
            return new Asset(
                    stem + "." + fingerprint(bytes) + "." + ending, type, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String fingerprint(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 5);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
