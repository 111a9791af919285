package headsup.page;

import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.incident.Update;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The feeds. The classic two have one entry per incident, as Statuspage has them; many readers never look at such an entry
 * twice, so a third has one per update. Ids are made of ids, so that they never change: of what is told again, the time does.
 */
final class Feeds {

    private static final int MOST_STORIES = 50;
    private static final int MOST_UPDATES = 100;
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final Comparator<Incident> LAST_WORD =
            Comparator.comparing((Incident i) -> i.lastUpdate().publishedAt()).thenComparing(Incident::id);

    /** An update and the story it belongs to. */
    private record Told(Incident incident, Update update) {}

    private final Identity identity;
    private final FeedWords words;
    private final DateTimeFormatter iso;
    private final DateTimeFormatter rfc822;

    Feeds(Identity identity) {
        ZoneId zone = identity.zone();
        this.identity = identity;
        this.words = new FeedWords(zone);
        this.iso = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX", Locale.ROOT)
                .withZone(zone);
        this.rfc822 = DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss xx", Locale.ENGLISH)
                .withZone(zone);
    }

    /** The stories of the classic feeds: those with the newest words first. */
    static List<Incident> stories(Reading reading) {
        return reading.incidents().stream()
                .sorted(LAST_WORD.reversed())
                .limit(MOST_STORIES)
                .toList();
    }

    /** RFC 4287. {@code published} moves to the last words, as Statuspage's does: it is what many readers show and sort by. */
    byte[] historyAtom(List<Incident> stories) {
        XmlSheet sheet = feed("/history", "/history.atom", "Incident History", newest(stories));
        for (Incident incident : stories) {
            sheet.open("entry")
                    .text("id", identity.tag("Incident/" + number(incident.id())))
                    .text("published", iso.format(incident.lastUpdate().publishedAt()))
                    .text("updated", iso.format(incident.updatedAt()))
                    .empty("link", "rel", "alternate", "type", "text/html", "href", page(incident))
                    .text("title", incident.name())
                    .text("content", words.story(incident), "type", "html")
                    .close();
        }
        return sheet.close().bytes();
    }

    /** RSS 2.0; {@code maintenanceEndDate} stands in no standard, but Statuspage writes it and readers take it. */
    byte[] historyRss(List<Incident> stories) {
        String self = identity.url() + "/history.rss";
        XmlSheet sheet = new XmlSheet()
                .open("rss", "version", "2.0", "xmlns:dc", "http://purl.org/dc/elements/1.1/", "xmlns:atom", ATOM)
                .open("channel")
                .text("title", title("Incident History"))
                .text("link", identity.url() + "/history")
                .text("description", "Incidents and maintenance of " + identity.name())
                .text("pubDate", rfc822.format(newest(stories)))
                .empty("atom:link", "rel", "self", "type", "application/rss+xml", "href", self);
        for (Incident incident : stories) {
            sheet.open("item")
                    .text("title", incident.name())
                    .text("description", words.story(incident))
                    .text("pubDate", rfc822.format(incident.lastUpdate().publishedAt()));
            Instant end = incident.scheduledUntil();
            if (incident.kind() == Kind.MAINTENANCE && end != null) {
                sheet.text("maintenanceEndDate", rfc822.format(end));
            }
            sheet.text("link", page(incident)).text("guid", page(incident)).close();
        }
        return sheet.close().close().bytes();
    }

    /** One entry per update, newest first; one that was edited keeps its id and moves its {@code updated}. */
    byte[] updatesAtom(Reading reading) {
        List<Told> told = reading.incidents().stream()
                .flatMap(i -> i.updates().stream().map(u -> new Told(i, u)))
                .sorted(Comparator.comparing((Told t) -> t.update().publishedAt())
                        .thenComparing(t -> t.update().number())
                        .thenComparing(t -> t.update().id())
                        .reversed())
                .limit(MOST_UPDATES)
                .toList();
        Instant newest = told.stream()
                .map(t -> changed(t.update()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        XmlSheet sheet = feed("/updates", "/updates.atom", "Updates", newest);
        for (Told one : told) {
            Update update = one.update();
            sheet.open("entry")
                    .text("id", identity.tag("Update/" + number(update.id())))
                    .text("published", iso.format(update.publishedAt()))
                    .text("updated", iso.format(changed(update)))
                    .empty(
                            "link",
                            "rel",
                            "alternate",
                            "type",
                            "text/html",
                            "href",
                            page(one.incident()) + "#u-" + update.id())
                    .text(
                            "title",
                            FeedWords.label(one.incident(), update) + ": "
                                    + one.incident().name())
                    .empty("category", "term", update.status().word())
                    .text("content", words.update(one.incident(), update), "type", "html")
                    .close();
        }
        return sheet.close().bytes();
    }

    private XmlSheet feed(String id, String path, String what, Instant updated) {
        return new XmlSheet()
                .open("feed", "xmlns", ATOM)
                .text("id", identity.tag(id))
                .empty("link", "rel", "alternate", "type", "text/html", "href", identity.url() + "/history")
                .empty("link", "rel", "self", "type", "application/atom+xml", "href", identity.url() + path)
                .text("title", title(what))
                .text("updated", iso.format(updated))
                .open("author")
                .text("name", identity.name())
                .close();
    }

    private String title(String what) {
        return identity.name() + " Status - " + what;
    }

    private String page(Incident incident) {
        return identity.url() + StoryTeller.href(incident);
    }

    private static Instant changed(Update update) {
        return Objects.requireNonNullElse(update.editedAt(), update.publishedAt());
    }

    private static Instant newest(List<Incident> stories) {
        return stories.stream()
                .flatMap(i -> Stream.of(i.updatedAt(), i.lastUpdate().publishedAt()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** Statuspage counts; our ids are drawn. Read as a number in base 36 one is the other, and fits in 63 bits. */
    static long number(String id) {
        return Long.parseLong(id, 36);
    }
}
