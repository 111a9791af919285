package headsup.incident;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Begins and ends maintenances by the clock. One node at a time: two maintenances of one component that end in the same
 * second must see each other's end. Each turn is a transaction of its own, so a process that dies between two loses
 * nothing and says nothing twice.
 */
@ApplicationScoped
public class MaintenanceWatch {

    private static final Logger LOG = Logger.getLogger(MaintenanceWatch.class);

    private final Maintenances maintenances;
    private final Session database;

    MaintenanceWatch(Maintenances maintenances, Session database) {
        this.maintenances = maintenances;
        this.database = database;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "maintenances")
    void tick() {
        turnWhatIsDue();
    }

    /** Does all that the clock says; returns how many turns it took. */
    public int turnWhatIsDue() {
        int turns = 0;
        for (String id : QuarkusTransaction.requiringNew().call(maintenances::due)) {
            while (turned(id)) {
                turns++;
            }
        }
        if (turns > 0) {
            LOG.infof("Maintenances: %d begun or ended by the clock", turns);
        }
        return turns;
    }

    /** A fault in one must not keep the others from their time. */
    private boolean turned(String id) {
        try {
            return QuarkusTransaction.requiringNew()
                    .call(() -> {
                        awaitMyWatch();
                        return maintenances.turn(id);
                    })
                    .isPresent();
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "Maintenance %s can't begin or end now", id);
            return false;
        }
    }

    private void awaitMyWatch() {
        database.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtext('headsup.maintenances'))", Integer.class)
                .getSingleResult();
    }
}
