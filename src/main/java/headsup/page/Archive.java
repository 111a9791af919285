package headsup.page;

import headsup.catalog.Component;
import headsup.catalog.Components;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Kind;
import headsup.kernel.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads what the world may see: public incidents, and components as they are without the others. Nothing else reaches what is
 * printed. Keeps what was read, so that a change costs the reading of what changed. Used by one thread: the publisher's.
 *
 * <p>Of each kind the newest {@value #MOST} stand on the page; the files of older ones are left as they are.
 */
@ApplicationScoped
class Archive {

    static final int MOST = 1_000;

    private static final Comparator<Incident> NEWEST_FIRST =
            Comparator.comparing(Incident::createdAt).reversed().thenComparing(Incident::id);

    private final Incidents incidents;
    private final Components catalog;
    private final PageSettings settings;
    private final Clock clock;
    private Map<String, Incident> kept = new HashMap<>();

    Archive(Incidents incidents, Components catalog, PageSettings settings, Clock clock) {
        this.incidents = incidents;
        this.catalog = catalog;
        this.settings = settings;
        this.clock = clock;
    }

    /** Everything anew. */
    Reading all() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = clock.instant();
            Map<String, Incident> read = new HashMap<>();
            for (Kind kind : Kind.values()) {
                incidents.publicOnes(kind, MOST).forEach(i -> read.put(i.id(), i));
            }
            kept = read;
            return reading(now);
        });
    }

    /** What is known, with these incidents and the catalog as they are now. */
    Reading with(Set<String> changed) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Instant now = clock.instant();
            Map<String, Incident> read = new HashMap<>(kept);
            for (String id : changed) {
                try {
                    Incident incident = incidents.get(id);
                    if (incident.visibility().isPublic()) {
                        read.put(id, incident);
                    } else {
                        read.remove(id);
                    }
                } catch (Refusal gone) {
                    read.remove(id);
                }
            }
            kept = read;
            return reading(now);
        });
    }

    /** Which of these the world may not see. */
    Set<String> hidden(Set<String> ids) {
        return QuarkusTransaction.requiringNew().call(() -> incidents.hidden(ids));
    }

    private Reading reading(Instant now) {
        Instant since = Bars.start(now, settings.timeZone());
        return new Reading(
                now,
                catalog.groups(),
                catalog.inPageOrder().stream().map(Component::seenByAll).toList(),
                catalog.history(since),
                kept.values().stream().sorted(NEWEST_FIRST).toList());
    }
}
