package headsup.audience;

import headsup.incident.Affected;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Update;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An incident or maintenance as it concerns one customer or subscriber.
 *
 * @param own the ids of its components they depend on; empty when it concerns them without one
 * @param joinedAt since when it affects the customer; null while it is not written down, and for a subscriber
 */
public record OwnIncident(
        Incident incident, Set<String> own, @Nullable Instant joinedAt) {

    /** The components it names to them: theirs, or all of them where it concerns them without one. */
    public List<Affected> components() {
        return incident.components().stream()
                .filter(affected -> own.isEmpty() || own.contains(affected.componentId()))
                .toList();
    }

    /** How bad it is for them. */
    public Impact impact() {
        return incident.impactFor(own);
    }

    /** What they may read of it, oldest first: everything of a public one, else what was published since it affects them. */
    public List<Update> updates() {
        Instant since = joinedAt;
        return incident.visibility().isPublic() || since == null
                ? incident.updates()
                : incident.updates().stream()
                        .filter(update -> !update.publishedAt().isBefore(since))
                        .toList();
    }
}
