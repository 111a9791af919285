package headsup.page;

import headsup.incident.Incident;
import headsup.page.Sheets.Face;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What is printed beside the pages, for programs: feeds, calendar, alerts and badge. */
final class Offprints {

    static final String BADGE = "/badge.svg";

    /** Those that are always there, whatever happened. */
    static final Set<String> PATHS = Set.of(
            "/history.atom", "/history.rss", "/updates.atom", "/maintenance.ics", "/cap.atom", BADGE, "/embed.js");

    /**
     * One of them.
     *
     * @param facts what it is made of: while these are equal it need not be printed again
     */
    record Offprint(Object facts, Supplier<Leaf> leaf) {}

    private final Reading reading;
    private final Identity identity;
    private final Face state;

    /** @param state the page's */
    Offprints(Reading reading, Identity identity, Face state) {
        this.reading = reading;
        this.identity = identity;
        this.state = state;
    }

    /** By path. */
    Map<String, Offprint> all() {
        Map<String, Offprint> all = new LinkedHashMap<>();
        Feeds feeds = new Feeds(identity);
        List<Incident> stories = Feeds.stories(reading);
        put(all, "/history.atom", stories, () -> feeds.historyAtom(stories));
        put(all, "/history.rss", stories, () -> feeds.historyRss(stories));
        put(all, "/updates.atom", reading.incidents(), () -> feeds.updatesAtom(reading));
        List<Incident> maintenances = Planner.maintenances(reading);
        put(all, "/maintenance.ics", maintenances, () -> new Planner(identity).print(maintenances));
        AlertSheet alerts = new AlertSheet(reading, identity);
        List<Incident> listed = AlertSheet.listed(reading);
        put(all, "/cap.atom", listed, () -> alerts.index(listed));
        for (Incident incident : reading.incidents()) {
            Object facts = List.of(incident, Statuspage.faces(incident, reading));
            put(all, AlertSheet.path(incident), facts, () -> alerts.print(incident));
        }
        put(all, BADGE, state, () -> badge(state));
        return all;
    }

    private byte[] badge(Face face) {
        return Templates.badge(Badge.of(face, identity.name())).render().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(Map<String, Offprint> all, String path, Object facts, Supplier<byte[]> bytes) {
        all.put(path, new Offprint(facts, () -> Leaf.of(Shelf.typeOf(path), bytes.get())));
    }
}
