package headsup.incident;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Incidents and maintenances as they were last read, read again when their version has moved: for pages that are made for one
 * reader at a time, where reading all updates of all open incidents would cost more than the page. Callers only look at them.
 */
@ApplicationScoped
public class IncidentCache {

    private static final int MOST = 500;

    private record Kept(int version, Incident incident) {}

    private final Session database;
    private final Incidents incidents;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
            return size() > MOST;
        }
    };

    IncidentCache(Session database, Incidents incidents) {
        this.database = database;
        this.incidents = incidents;
    }

    /** Those not yet over, of both kinds, newest first. */
    @Transactional
    public List<Incident> open() {
        return read(database.createNativeQuery(
                        "SELECT id, version FROM incident WHERE resolved_at IS NULL ORDER BY created_at DESC, id",
                        Object[].class)
                .getResultList());
    }

    /** Those that everyone may see and that ended at or after {@code since}, the last ones first. */
    @Transactional
    public List<Incident> publicEndedSince(Instant since, int most) {
        return read(database.createNativeQuery("""
                        SELECT id, version FROM incident WHERE resolved_at >= :since AND visibility = 'PUBLIC'
                         ORDER BY resolved_at DESC, id LIMIT :most""", Object[].class)
                .setParameter("since", since)
                .setParameter("most", most)
                .getResultList());
    }

    /** Those of these that ended at or after {@code since}, the last ones first; ids that never were are left out. */
    @Transactional
    public List<Incident> endedSince(Instant since, Collection<String> ids) {
        return read(database.createNativeQuery("""
                        SELECT id, version FROM incident WHERE id = ANY (:ids) AND resolved_at >= :since
                         ORDER BY resolved_at DESC, id""", Object[].class)
                .setParameter("ids", ids.toArray(String[]::new))
                .setParameter("since", since)
                .getResultList());
    }

    private List<Incident> read(List<Object[]> stamps) {
        List<Incident> read = new ArrayList<>(stamps.size());
        for (Object[] stamp : stamps) {
            read.add(read((String) stamp[0], ((Number) stamp[1]).intValue()));
        }
        return read;
    }

    private Incident read(String id, int version) {
        Kept known = known(id);
        if (known != null && known.version() == version) {
            return known.incident();
        }
        Incident incident = incidents.get(id);
        database.detach(incident);
        keep(id, new Kept(version, incident));
        return incident;
    }

    private @Nullable Kept known(String id) {
        lock.lock();
        try {
            return kept.get(id);
        } finally {
            lock.unlock();
        }
    }

    private void keep(String id, Kept read) {
        lock.lock();
        try {
            kept.put(id, read);
        } finally {
            lock.unlock();
        }
    }
}
