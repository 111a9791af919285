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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What each update says in a letter, by language. Kept for a few seconds, since thousands of letters in a row say the same. */
@ApplicationScoped
class Bulletins {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 64;

    private record Kept(Map<String, Bulletin> byLanguage, Instant until) {

        /** Who reads none of our languages is written to in English. */
        Bulletin in(Locale reader) {
            Bulletin own = byLanguage.get(reader.getLanguage());
            return own == null ? Objects.requireNonNull(byLanguage.get(StateWords.ENGLISH.getLanguage())) : own;
        }
    }

    private final Incidents incidents;
    private final Site site;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Bulletins(Incidents incidents, Site site) {
        this.incidents = incidents;
        this.site = site;
    }

    /** As this reader reads it. */
    Bulletin about(Claimed row, Locale reader) {
        return fresh(row).in(reader);
    }

    /** The update's place in its incident. */
    int number(Claimed row) {
        return fresh(row).in(StateWords.ENGLISH).number();
    }

    private Kept fresh(Claimed row) {
        Instant now = Instant.now();
        Kept known = kept.get(row.updateId());
        if (known == null || known.until().isBefore(now)) {
            if (kept.size() > MOST_KEPT) {
                kept.clear();
            }
            known = new Kept(written(row.incidentId(), row.updateId()), now.plus(FRESH));
            kept.put(row.updateId(), known);
        }
        return known;
    }

    private Map<String, Bulletin> written(String incidentId, String updateId) {
        Incident incident = incidents.get(incidentId);
        Update update = incident.updates().stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow();
        return StateWords.LANGUAGES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Locale::getLanguage, language -> written(incident, update, language)));
    }

    Bulletin written(Incident incident, Update update, Locale language) {
        Promise promise = update.promise();
        return new Bulletin(
                new Bulletin.Topic(
                        incident.id(), Bulletin.Stream.OUTAGE, incident.name(language), site.link(path(incident))),
                update.number(),
                new Bulletin.Body(
                        update.bodies().isIn(language) ? language : Locale.ROOT,
                        StateWords.in(language).of(update.status()),
                        affected(incident, update, language),
                        update.isByTheClock() ? List.of() : paragraphs(update.body(language)),
                        List.of()),
                update.publishedAt(),
                promise == null ? null : promise.dueAt(),
                Occasions.of(incident, update));
    }

    private static String path(Incident incident) {
        return (incident.kind() == Kind.MAINTENANCE ? "/maintenances/" : "/incidents/") + incident.id();
    }

    /** A maintenance that is over, or will not be, affects nothing. */
    private List<String> affected(Incident incident, Update update, Locale language) {
        boolean nothing =
                incident.kind() == Kind.MAINTENANCE && !update.status().isOpen();
        return nothing ? List.of() : incidents.affectedNames(incident, language);
    }

    private static List<String> paragraphs(String body) {
        return List.of(body.strip().split("\\R\\s*\\R"));
    }
}
