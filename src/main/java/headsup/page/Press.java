package headsup.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import headsup.incident.Incident;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Prints a reading: facts and a time in, bytes out. What was printed from the same facts before is taken again, so that a
 * change costs the front page and the pages of what changed.
 */
@ApplicationScoped
class Press {

    private record Printed(Object facts, Edition edition) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    private static final Logger LOG = Logger.getLogger(Press.class);

    private final PageSettings settings;
    private final Assets assets;
    private final Map<String, Edition> earlierAssets = new HashMap<>();
    private Map<String, Printed> last = new HashMap<>();

    Press(PageSettings settings, Assets assets) {
        this.settings = settings;
        this.assets = assets;
    }

    /** Styles and scripts of earlier versions: pages that readers hold, or another node gives out, still ask for them. */
    synchronized void keep(Snapshot earlier) {
        earlier.editions().forEach((path, edition) -> {
            if (path.startsWith(Assets.FOLDER)) {
                earlierAssets.put(path, edition);
            }
        });
    }

    /** Everything public as of {@code reading}, with promises judged at {@code now}. */
    synchronized Snapshot print(Reading reading, Instant now) {
        Issue issue = new Issue(reading, now);
        issue.front();
        issue.json();
        issue.stories();
        issue.history();
        issue.offprints();
        last = issue.printed;
        Map<String, Edition> editions = new HashMap<>(earlierAssets);
        editions.putAll(assets.editions());
        issue.printed.forEach((path, printed) -> editions.put(path, printed.edition()));
        return new Snapshot(editions, reading.at());
    }

    private static Leaf asHtml(TemplateInstance template) {
        return Leaf.of(Shelf.type("html"), template.render().getBytes(StandardCharsets.UTF_8));
    }

    private static Leaf asJson(Object document) {
        try {
            return Leaf.of(Shelf.type("json"), JSON.writeValueAsBytes(document));
        } catch (JsonProcessingException ownRecords) {
            throw new IllegalStateException(ownRecords);
        }
    }

    /** One printing, from first page to last. */
    private final class Issue {

        private final Reading reading;
        private final Instant now;
        private final Aging aging;
        private final Statuspage statuspage;
        private final Map<Language, Typesetter> typesetters = new HashMap<>();
        private final Map<String, Printed> printed = new HashMap<>();

        Issue(Reading reading, Instant now) {
            this.reading = reading;
            this.now = now;
            this.aging = new Aging(settings.timeZone(), now);
            this.statuspage = new Statuspage(reading, settings);
            var bars = FrontPage.bars(reading, settings.timeZone());
            for (Language language : Language.values()) {
                typesetters.put(language, new Typesetter(language, reading, bars, settings, assets, now));
            }
        }

        /** Prints, or takes what was printed from equal facts. What can't be printed stays as it was: the rest must go out. */
        private void put(String path, Object facts, Supplier<Edition> edition) {
            Printed before = last.get(path);
            if (before != null && before.facts().equals(facts)) {
                printed.put(path, before);
                return;
            }
            try {
                printed.put(path, new Printed(facts, edition.get()));
            } catch (RuntimeException | StackOverflowError failed) {
                LOG.errorf(failed, "%s can't be printed; the last one stands, if there was one", path);
                if (before != null) {
                    printed.put(path, before);
                }
            }
        }

        /** The same document at another address. */
        private void putAlso(String path, String as) {
            Printed same = printed.get(as);
            if (same != null) {
                printed.put(path, same);
            }
        }

        private Typesetter typesetter(Language language) {
            return Objects.requireNonNull(typesetters.get(language));
        }

        void front() {
            put(
                    "/",
                    now,
                    () -> Edition.inEach(language ->
                            asHtml(Templates.front(typesetter(language).front()))));
            put(
                    Snapshot.MISSING,
                    "always the same",
                    () -> Edition.inEach(language ->
                            asHtml(Templates.missing(typesetter(language).missing()))));
            String kind = typesetter(Language.EN).face().kind();
            put(
                    "/favicon.svg",
                    kind,
                    () -> Edition.of(Leaf.of(
                            Shelf.type("svg"), Templates.icon(kind).render().getBytes(StandardCharsets.UTF_8))));
        }

        void json() {
            statuspage.documents().forEach((path, document) -> put(path, document, () -> Edition.of(asJson(document))));
        }

        void stories() {
            for (Incident incident : reading.incidents()) {
                Object faces = Statuspage.faces(incident, reading);
                String href = StoryTeller.href(incident);
                put(
                        href,
                        List.of(incident, faces, aging.of(incident)),
                        () -> Edition.inEach(language ->
                                asHtml(Templates.incident(typesetter(language).permalink(incident)))));
                // Readers of the v2 JSON look for a maintenance there as well.
                putAlso("/incidents/" + incident.id(), href);
                put(
                        "/incidents/" + incident.id() + ".json",
                        List.of(incident, faces),
                        () -> Edition.of(asJson(statuspage.incident(incident))));
            }
        }

        void offprints() {
            new Offprints(
                            reading,
                            Identity.of(settings),
                            typesetter(Language.EN).face())
                    .all()
                    .forEach((path, one) ->
                            put(path, one.facts(), () -> Edition.of(one.leaf().get())));
        }

        void history() {
            NavigableMap<YearMonth, List<Incident>> months =
                    typesetter(Language.EN).months();
            for (YearMonth month : months.keySet()) {
                Object facts =
                        List.of(months.getOrDefault(month, List.of()), List.copyOf(months.keySet()), aging.of(month));
                put(
                        "/history/" + month,
                        facts,
                        () -> Edition.inEach(language ->
                                asHtml(Templates.history(typesetter(language).history(month, months)))));
            }
            putAlso("/history", "/history/" + months.lastKey());
        }
    }
}
