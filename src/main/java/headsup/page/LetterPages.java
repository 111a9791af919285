package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.page.LetterSheets.Choice;
import headsup.page.LetterSheets.Group;
import headsup.page.LetterSheets.Slip;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The page around what is not printed beforehand because it is about one reader: never kept by anybody in between. */
@ApplicationScoped
class LetterPages {

    /** Said at once: what is found on no page is shown the page for that, unless it is one. */
    private static final String HTML = "text/html;charset=UTF-8";

    private final PageSettings settings;
    private final Assets assets;
    private final Components catalog;
    private final Clock clock;
    private final Headers headers;

    LetterPages(PageSettings settings, Assets assets, Components catalog, Clock clock) {
        this.settings = settings;
        this.assets = assets;
        this.catalog = catalog;
        this.clock = clock;
        this.headers = new Headers(settings.url());
    }

    Sheets.Head head(Language language, String title, String path) {
        Chrome chrome = Chrome.in(language);
        String about = chrome.say("description", settings.name());
        return new Sheets.Head(
                chrome,
                settings.name(),
                title + " · " + settings.name(),
                about,
                about,
                Identity.of(settings).url() + path,
                assets.stylesheetPath(),
                assets.scriptPath(),
                new Times(language, settings.timeZone(), clock.instant()).zoneName(),
                null);
    }

    Response.ResponseBuilder answer(int status, Language language, TemplateInstance page) {
        Response.ResponseBuilder answer = Response.status(status).type(HTML).entity(page.render());
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        headers.put(fields, "/subscribe");
        fields.set("Cache-Control", "no-store");
        fields.set("Vary", "Accept-Language");
        fields.set("Content-Language", language.tag());
        fields.set("X-Robots-Tag", "noindex");
        fields.forEach(answer::header);
        return answer;
    }

    /** The address holds a secret: it is told to nobody. */
    Response secret(int status, Language language, TemplateInstance page) {
        return answer(status, language, page)
                .header("Referrer-Policy", null)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    Response secret(int status, Language language, Slip slip) {
        return secret(status, language, Templates.slip(slip));
    }

    static Language language(HttpHeaders headers) {
        return Language.wanted(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** All components as the page orders them. */
    List<Group> groups(Collection<String> chosen) {
        Map<String, List<Choice>> groups = new LinkedHashMap<>();
        for (Component component : catalog.inPageOrder()) {
            String group = component.group() == null ? "" : component.group().name();
            groups.computeIfAbsent(group, name -> new ArrayList<>())
                    .add(new Choice(component.id(), component.name(), chosen.contains(component.id())));
        }
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    /** What came of a field, fit to stand in a form again: one line, not longer than anything that could be right. */
    static String kept(MultivaluedMap<String, String> form, String field) {
        String given = Objects.requireNonNullElse(form.getFirst(field), "");
        String line = given.replaceAll("\\p{C}", "");
        return line.substring(0, Math.min(line.length(), 320));
    }

    static List<String> all(MultivaluedMap<String, String> form, String field) {
        List<String> given = form.get(field);
        return given == null ? List.of() : given;
    }
}
