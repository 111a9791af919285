package headsup.delivery;

import headsup.incident.Maintenances;
import headsup.incident.Maintenances.Overrun;
import headsup.kernel.Site;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Asks whoever is on call whether a maintenance is over, at its planned end: once for each end it was given, by one node of
 * all. The email is written after the transaction that takes the question, and again while no relay took it ({@link OnCallOwed}).
 */
@ApplicationScoped
public class OverrunWatch {

    private static final Logger LOG = Logger.getLogger(OverrunWatch.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Maintenances maintenances;
    private final Session database;
    private final OnCall onCall;
    private final OnCallOwed owed;
    private final Site site;
    private final Clock clock;

    OverrunWatch(Maintenances maintenances, Session database, OnCall onCall, OnCallOwed owed, Site site, Clock clock) {
        this.owed = owed;
        this.maintenances = maintenances;
        this.database = database;
        this.onCall = onCall;
        this.site = site;
        this.clock = clock;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "overruns")
    void tick() {
        askWhatIsDue();
    }

    /** Asks what is to be asked now; returns how many questions that were. */
    public int askWhatIsDue() {
        int asked = 0;
        for (Overrun overrun : maintenances.overrunning()) {
            if (QuarkusTransaction.requiringNew().call(() -> taken(overrun))) {
                ask(overrun);
                asked++;
            }
        }
        if (asked > 0) {
            LOG.infof("Maintenances: on-call was asked whether %d are over", asked);
        }
        return asked;
    }

    private boolean taken(Overrun overrun) {
        boolean isFirst = database.createNativeMutationQuery("""
                        INSERT INTO maintenance_question (incident_id, planned_end, asked_at) VALUES (:incident, :end, :now)
                            ON CONFLICT DO NOTHING""")
                        .setParameter("incident", overrun.id())
                        .setParameter("end", overrun.plannedEnd())
                        .setParameter("now", clock.instant())
                        .executeUpdate()
                == 1;
        if (isFirst) {
            owed.owe(about(overrun));
        }
        return isFirst || owed.isTriedAgain(about(overrun));
    }

    private static String about(Overrun overrun) {
        return "overrun " + overrun.id() + " " + overrun.plannedEnd();
    }

    private void ask(Overrun overrun) {
        String end = TIME.format(overrun.plannedEnd().atZone(site.timeZone()));
        onCall.tell(
                "Is the maintenance over?",
                "The maintenance “" + overrun.name() + "” was planned to end at " + end + " (" + site.timeZone()
                        + "), and nobody has ended it",
                "End it or extend it: " + site.link("/console/maintenances/" + overrun.id())
                        + ". Until then the page says that it overruns, and it counts as an outage.",
                () -> owed.told(about(overrun)));
    }
}
