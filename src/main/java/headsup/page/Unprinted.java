package headsup.page;

import headsup.incident.UpdatePosted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Public incidents that were told of by this process and are not printed yet. Who declares one looks at its page in the next
 * moment: that is worth waiting for, where all else that is missing is answered at once.
 */
@ApplicationScoped
class Unprinted {

    private static final List<String> FOLDERS = List.of("/incidents/", "/maintenances/");

    private final Set<String> incidents = ConcurrentHashMap.newKeySet();

    /** Before the commit, so that it is printed after it. */
    void posted(@Observes(during = TransactionPhase.BEFORE_COMPLETION) UpdatePosted posted) {
        if (posted.incident().visibility().isPublic()) {
            incidents.add(posted.incident().id());
        }
    }

    /** Whether this is the address of one of them that the snapshot does not have. Costs next to nothing while there is none. */
    boolean isAskedFor(@Nullable String asked, Snapshot snapshot) {
        if (incidents.isEmpty()) {
            return false;
        }
        String path = Answers.withoutSlash(asked);
        return FOLDERS.stream()
                        .anyMatch(folder ->
                                path.startsWith(folder) && incidents.contains(path.substring(folder.length())))
                && snapshot.at(path) == null;
    }

    void printed(Collection<String> incidentIds) {
        incidents.removeAll(incidentIds);
    }

    void allPrinted() {
        incidents.clear();
    }
}
