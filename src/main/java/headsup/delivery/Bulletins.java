package headsup.delivery;

import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Update;
import headsup.kernel.Site;
import headsup.mail.Bulletin;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each update says in a letter. Kept for a few seconds, since thousands of letters in a row say the same. */
@ApplicationScoped
class Bulletins {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 64;

    private record Kept(Bulletin bulletin, Instant until) {}

    private final Incidents incidents;
    private final Site site;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Bulletins(Incidents incidents, Site site) {
        this.incidents = incidents;
        this.site = site;
    }

    Bulletin about(Claimed row) {
        Instant now = Instant.now();
        Kept known = kept.get(row.updateId());
        if (known == null || known.until().isBefore(now)) {
            if (kept.size() > MOST_KEPT) {
                kept.clear();
            }
            known = new Kept(written(row.incidentId(), row.updateId()), now.plus(FRESH));
            kept.put(row.updateId(), known);
        }
        return known.bulletin();
    }

    private Bulletin written(String incidentId, String updateId) {
        Incident incident = incidents.get(incidentId);
        Update update = incident.updates().stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow();
        Promise promise = update.promise();
        return new Bulletin(
                new Bulletin.Topic(incidentId, Bulletin.Stream.OUTAGE, incident.name(), site.link(path(incident))),
                update.number(),
                new Bulletin.Body(
                        Locale.ENGLISH,
                        stateWord(update),
                        affected(incident, update),
                        update.isByTheClock() ? List.of() : paragraphs(update.body()),
                        List.of()),
                update.publishedAt(),
                promise == null ? null : promise.dueAt(),
                Occasions.of(incident, update));
    }

    private static String path(Incident incident) {
        return (incident.kind() == Kind.MAINTENANCE ? "/maintenances/" : "/incidents/") + incident.id();
    }

    /** A maintenance that is over, or will not be, affects nothing. */
    private List<String> affected(Incident incident, Update update) {
        boolean nothing =
                incident.kind() == Kind.MAINTENANCE && !update.status().isOpen();
        return nothing ? List.of() : incidents.affectedNames(incident);
    }

    private static String stateWord(Update update) {
        String word = update.status().word().replace('_', ' ');
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<String> paragraphs(String body) {
        return List.of(body.strip().split("\\R\\s*\\R"));
    }
}
