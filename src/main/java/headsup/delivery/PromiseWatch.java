package headsup.delivery;

import headsup.incident.Promises;
import headsup.incident.Promises.Owed;
import headsup.kernel.Site;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Warns whoever is on call before a promised word is late, and says so when it is: once each. Webhooks are told by rows of
 * the transaction that takes the warning. On-call's email is written after it, and again while no relay took it
 * ({@link OnCallOwed}).
 */
@ApplicationScoped
public class PromiseWatch {

    private static final Logger LOG = Logger.getLogger(PromiseWatch.class);

    private enum Stage {
        SOON(WebhookEvent.PROMISE_DUE_SOON),
        LATE(WebhookEvent.PROMISE_LATE);

        private final WebhookEvent event;

        Stage(WebhookEvent event) {
            this.event = event;
        }
    }

    private final Promises promises;
    private final Session database;
    private final OnCall onCall;
    private final OnCallOwed untold;
    private final Announcements announcements;
    private final Site site;
    private final Clock clock;
    private final Duration ahead;

    PromiseWatch(
            Promises promises,
            Session database,
            OnCall onCall,
            OnCallOwed untold,
            Announcements announcements,
            Site site,
            DeliverySettings settings,
            Clock clock) {
        this.promises = promises;
        this.database = database;
        this.onCall = onCall;
        this.untold = untold;
        this.announcements = announcements;
        this.site = site;
        this.clock = clock;
        this.ahead = settings.promiseWarning();
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "promises")
    void tick() {
        warnOfWhatIsDue();
    }

    /** Does what is due now; returns how many warnings were given. */
    public int warnOfWhatIsDue() {
        Instant now = clock.instant();
        int given = 0;
        for (Owed owed : QuarkusTransaction.requiringNew().call(() -> promises.owed(now.plus(ahead)))) {
            Stage stage = owed.dueAt().isAfter(now) ? Stage.SOON : Stage.LATE;
            if (QuarkusTransaction.requiringNew().call(() -> taken(owed, stage, now))) {
                tell(owed, stage, now);
                given++;
            }
        }
        if (given > 0) {
            LOG.infof("Promises: %d warnings to on-call", given);
        }
        return given;
    }

    /** By one node of all. */
    private boolean taken(Owed owed, Stage stage, Instant now) {
        boolean isFirst = database.createNativeMutationQuery("""
                        INSERT INTO promise_warning (update_id, stage, warned_at) VALUES (:update, :stage, :now)
                            ON CONFLICT DO NOTHING""")
                        .setParameter("update", owed.updateId())
                        .setParameter("stage", stage.name())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
        if (isFirst) {
            announcements.tell(stage.event, owed.incidentId(), now);
            // At the planned end of a maintenance they are asked whether it is over; once is enough.
            if (stage != Stage.LATE || !owed.asksForEnd()) {
                untold.owe(about(owed, stage));
            }
        }
        return isFirst || untold.isTriedAgain(about(owed, stage));
    }

    private static String about(Owed owed, Stage stage) {
        return "promise " + owed.updateId() + " " + stage;
    }

    private void tell(Owed owed, Stage stage, Instant now) {
        String advice =
                "Post an update, even if there is no news: " + site.link("/console/incidents/" + owed.incidentId());
        switch (stage) {
            case SOON -> {
                long minutes = Math.max(1, Math.ceilDiv(ChronoUnit.SECONDS.between(now, owed.dueAt()), 60));
                onCall.tell(
                        "Next word due in " + minutes + " min",
                        "Customers were promised the next word on “" + owed.incident() + "” in " + minutes + " min",
                        advice,
                        () -> untold.told(about(owed, stage)));
            }
            case LATE -> {
                if (!owed.asksForEnd()) {
                    onCall.tell(
                            "Update overdue: " + shortened(owed.incident()),
                            "The word promised to customers on “" + owed.incident()
                                    + "” has not come, and every minute costs goodwill",
                            advice,
                            () -> untold.told(about(owed, stage)));
                }
            }
        }
    }

    /** A subject has at most 255 characters, and a longer one would be refused: the name of an incident may have as many. */
    private static String shortened(String name) {
        return name.length() <= 200 ? name : name.substring(0, name.offsetByCodePoints(0, 100)) + "…";
    }
}
