package headsup.page;

import headsup.page.LetterSheets.Link;
import headsup.page.LetterSheets.Slip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** The database is away while somebody asks for mail, or wants none: they are told so in words, and that the page goes on. */
@ApplicationScoped
public class Away {

    private static final List<String> DOORS = List.of("/subscribe", "/u/", "/my/");

    private final LetterPages pages;

    Away(LetterPages pages) {
        this.pages = pages;
    }

    @ServerResponseFilter
    void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() != Response.Status.SERVICE_UNAVAILABLE.getStatusCode() || !isReader(request)) {
            return;
        }
        Language language = Language.wanted(request.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        Response page = pages.secret(response.getStatus(), language, slip(language));
        page.getStringHeaders().forEach((name, values) -> response.getHeaders().put(name, List.copyOf(values)));
        response.setEntity(page.getEntity(), null, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
    }

    private Slip slip(Language language) {
        Chrome chrome = Chrome.in(language);
        String title = chrome.say("away.title");
        return new Slip(
                pages.head(language, title, "/"),
                title,
                true,
                List.of(chrome.say("away.words")),
                List.of(),
                null,
                null,
                List.of(new Link("/", chrome.say("back"))));
    }

    private static boolean isReader(ContainerRequestContext request) {
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        return accepted != null
                && accepted.contains("text/html")
                && DOORS.stream().anyMatch(request.getUriInfo().getPath()::startsWith);
    }
}
