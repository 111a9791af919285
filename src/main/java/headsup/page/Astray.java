package headsup.page;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/** An address that is nobody's: programs get the problem, people the page that says so and where to go. */
@ApplicationScoped
public class Astray {

    private final Publisher publisher;
    private final Headers headers;

    Astray(Publisher publisher, PageSettings settings) {
        this.publisher = publisher;
        this.headers = new Headers(settings.url());
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        Edition page = publisher.published().at(Snapshot.MISSING);
        if (page == null || response.getStatus() != 404 || !isPerson(request) || isHtml(response.getMediaType())) {
            return;
        }
        Leaf leaf = page.in(Language.wanted(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)));
        MultiMap lines = MultiMap.caseInsensitiveMultiMap();
        headers.put(lines, Snapshot.MISSING);
        lines.forEach((name, value) -> response.getHeaders().putSingle(name, value));
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getHeaders().putSingle(HttpHeaders.VARY, "Accept, Accept-Language");
        response.setEntity(
                leaf.plain().bytes().getBytes(),
                null,
                MediaType.valueOf(leaf.type().toString()));
    }

    private static boolean isPerson(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains("text/html")
                && request.getMethod().equals("GET")
                && !request.getUriInfo().getPath().startsWith("/api/");
    }

    private static boolean isHtml(@Nullable MediaType type) {
        return type != null && type.isCompatible(MediaType.TEXT_HTML_TYPE);
    }
}
