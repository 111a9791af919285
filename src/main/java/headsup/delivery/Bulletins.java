package headsup.delivery;

import headsup.incident.Estimate;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.incident.Promise;
import headsup.incident.Update;
import headsup.kernel.Site;
import headsup.mail.Bulletin;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each update says in a letter, by language. Kept for a few seconds, since thousands of letters in a row say the same. */
@ApplicationScoped
class Bulletins {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 64;
    private static final int MOST_LISTS = 4_096;

    /**
     * An update in one language.
     *
     * @param lines of its components, by their id, in the order of the bulletin
     * @param lists what was picked of them, by the ids asked for: most readers share few lists
     */
    private record Version(Bulletin bulletin, Map<String, String> lines, Map<Set<String>, List<String>> lists) {

        List<String> linesOf(Set<String> components) {
            List<String> known = lists.get(components);
            if (known == null) {
                known = lines.entrySet().stream()
                        .filter(line -> components.contains(line.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
                if (lists.size() < MOST_LISTS) {
                    lists.put(components, known);
                }
            }
            return known;
        }
    }

    private record Kept(Map<String, Version> byLanguage, Instant until) {

        /** Who reads none of our languages is written to in English. */
        Version in(Locale reader) {
            Version own = byLanguage.get(reader.getLanguage());
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
        return fresh(row).in(reader).bulletin();
    }

    /** The components it touches, by id. */
    Set<String> components(Claimed row) {
        return fresh(row).in(StateWords.ENGLISH).lines().keySet();
    }

    /** What it says of these of its components to this reader, in the order of the bulletin. */
    List<String> linesOf(Claimed row, Locale reader, Set<String> components) {
        return fresh(row).in(reader).linesOf(components);
    }

    /** The update's place in its incident. */
    int number(Claimed row) {
        return fresh(row).in(StateWords.ENGLISH).bulletin().number();
    }

    private Kept fresh(Claimed row) {
        Instant now = Instant.now();
        Kept known = kept.get(row.updateId());
        if (known == null || known.until().isBefore(now)) {
            if (kept.size() > MOST_KEPT) {
                kept.clear();
            }
            Incident incident = incidents.get(row.incidentId());
            known = new Kept(written(incident, row.updateId()), now.plus(FRESH));
            kept.put(row.updateId(), known);
        }
        return known;
    }

    private Map<String, Version> written(Incident incident, String updateId) {
        Update update = incident.updates().stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow();
        return StateWords.LANGUAGES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Locale::getLanguage,
                        language -> new Version(
                                written(incident, update, language),
                                lines(incident, update, language),
                                new ConcurrentHashMap<>())));
    }

    Bulletin written(Incident incident, Update update, Locale language) {
        Promise promise = update.promise();
        return new Bulletin(
                new Bulletin.Topic(incident.id(), Bulletin.Stream.OUTAGE, incident.name(language), permalink(incident)),
                update.number(),
                new Bulletin.Body(
                        update.bodies().isIn(language) ? language : Locale.ROOT,
                        StateWords.in(language).of(update.status()),
                        affected(incident, update, language),
                        paragraphs(incident, update, language),
                        List.of(),
                        !update.status().isOpen()),
                update.publishedAt(),
                promise == null ? null : promise.dueAt(),
                Occasions.of(incident, update),
                estimate(incident, update));
    }

    /** As it stood when the update was published, so that every copy of a letter says the same. */
    private static Bulletin.@Nullable Estimate estimate(Incident incident, Update update) {
        Estimate told = incident.estimate(update);
        return told == null
                ? null
                : new Bulletin.Estimate(
                        told.at(),
                        told.withdrawn() ? null : told.movedFrom(),
                        switch (told.state(update.publishedAt())) {
                            case STANDING, MET -> Bulletin.Estimate.Standing.STANDING;
                            case PASSED -> Bulletin.Estimate.Standing.PASSED;
                            case WITHDRAWN -> Bulletin.Estimate.Standing.WITHDRAWN;
                        });
    }

    /** Null for an incident that the world may not see. */
    private @Nullable URI permalink(Incident incident) {
        return incident.visibility().isPublic() ? site.link(path(incident)) : null;
    }

    private static String path(Incident incident) {
        return (incident.kind() == Kind.MAINTENANCE ? "/maintenances/" : "/incidents/") + incident.id();
    }

    /** Everything it affects; its own name when it names no component. */
    private List<String> affected(Incident incident, Update update, Locale language) {
        if (affectsNothing(incident, update)) {
            return List.of();
        }
        Map<String, String> lines = lines(incident, update, language);
        return lines.isEmpty() ? List.of(incident.name(language)) : List.copyOf(lines.values());
    }

    private Map<String, String> lines(Incident incident, Update update, Locale language) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (!affectsNothing(incident, update)) {
            StateWords words = StateWords.in(language);
            incidents
                    .affectedStates(incident, update)
                    .forEach(component -> lines.put(component.componentId(), words.of(component)));
        }
        return lines;
    }

    /** A maintenance that is over, or will not be. */
    private static boolean affectsNothing(Incident incident, Update update) {
        return incident.kind() == Kind.MAINTENANCE && !update.status().isOpen();
    }

    /** Behind its own words stands that nobody knows yet when it will be fixed, where that was said. */
    private static List<String> paragraphs(Incident incident, Update update, Locale language) {
        List<String> paragraphs = new ArrayList<>();
        if (!update.isByTheClock()) {
            paragraphs.addAll(List.of(update.body(language).strip().split("\\R\\s*\\R")));
        }
        if (incident.isEstimateUnknown(update)) {
            paragraphs.add(StateWords.in(language).estimateUnknown());
        }
        return paragraphs;
    }
}
