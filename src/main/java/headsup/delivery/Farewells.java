package headsup.delivery;

import headsup.audience.OptIns;
import headsup.audience.Subscribers;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/** Lets addresses of readers go who left, as soon as nothing is on its way to them; and what nobody confirmed. */
@ApplicationScoped
class Farewells {

    private static final Logger LOG = Logger.getLogger(Farewells.class);
    private static final int BATCH = 5_000;

    private final Session database;
    private final Subscribers subscribers;
    private final OptIns optIns;

    Farewells(Session database, Subscribers subscribers, OptIns optIns) {
        this.database = database;
        this.subscribers = subscribers;
        this.optIns = optIns;
    }

    @Scheduled(every = "5s", identity = "farewells", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Transactional
    void letGo() {
        List<Long> leaving = subscribers.leaving(BATCH);
        if (leaving.isEmpty()) {
            return;
        }
        Set<Long> free = new HashSet<>(leaving);
        free.removeAll(onTheirWay(leaving));
        int erased = subscribers.erase(free);
        if (erased > 0) {
            LOG.infof("Let go of %d addresses of subscribers who left", erased);
        }
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            identity = "forgotten",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        int forgotten = optIns.forgetOld();
        int over = subscribers.endOver();
        if (forgotten + over > 0) {
            LOG.infof(
                    "Forgot %d requests for mail; %d readers had asked for an end that came long ago", forgotten, over);
        }
    }

    /** Only fan-outs that are not swept have letters under way. */
    private List<Long> onTheirWay(List<Long> contacts) {
        return database.createNativeQuery("""
                        SELECT DISTINCT d.contact_id FROM fan_out f JOIN delivery d ON d.update_id = f.update_id
                         WHERE f.swept_at IS NULL AND d.contact_id = ANY (:contacts) AND d.state IN ('pending', 'deferred', 'in_doubt')""", Long.class)
                .setParameter("contacts", contacts.toArray(Long[]::new))
                .getResultList();
    }
}
