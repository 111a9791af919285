package headsup.delivery;

import headsup.incident.Promises;
import headsup.incident.Promises.Expected;
import headsup.kernel.Site;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * Warns whoever is on call before the time passes by which customers expect an incident to be fixed, and says so when it has:
 * once each for every estimate. Webhooks are told by rows of the transaction that takes the warning; on-call's email is
 * written after it, and again while no relay took it ({@link OnCallOwed}).
 */
@ApplicationScoped
public class EstimateWatch {

    private static final Logger LOG = Logger.getLogger(EstimateWatch.class);

    private enum Stage {
        SOON(WebhookEvent.ESTIMATE_DUE_SOON),
        PASSED(WebhookEvent.ESTIMATE_PASSED);

        private final WebhookEvent event;

        Stage(WebhookEvent event) {
            this.event = event;
        }
    }

    private final Promises promises;
    private final Session database;
    private final OnCall onCall;
    private final OnCallOwed owed;
    private final Announcements announcements;
    private final Site site;
    private final Clock clock;
    private final Duration ahead;
    private final DateTimeFormatter times;

    EstimateWatch(
            Promises promises,
            Session database,
            OnCall onCall,
            OnCallOwed owed,
            Announcements announcements,
            Site site,
            DeliverySettings settings,
            Clock clock) {
        this.promises = promises;
        this.database = database;
        this.onCall = onCall;
        this.owed = owed;
        this.announcements = announcements;
        this.site = site;
        this.clock = clock;
        this.ahead = settings.estimateWarning();
        this.times = DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH).withZone(site.timeZone());
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "estimates")
    void tick() {
        warnOfWhatIsDue();
    }

    /** Does what is due now; returns how many warnings were given. */
    public int warnOfWhatIsDue() {
        Instant now = clock.instant();
        int given = 0;
        for (Expected expected : QuarkusTransaction.requiringNew().call(() -> promises.expected(now.plus(ahead)))) {
            Stage stage = expected.estimate().at().isAfter(now) ? Stage.SOON : Stage.PASSED;
            if (QuarkusTransaction.requiringNew().call(() -> taken(expected, stage, now))) {
                tell(expected, stage, now);
                given++;
            }
        }
        if (given > 0) {
            LOG.infof("Estimates: %d warnings to on-call", given);
        }
        return given;
    }

    /** By one node of all. */
    private boolean taken(Expected expected, Stage stage, Instant now) {
        boolean isFirst = database.createNativeMutationQuery("""
                        INSERT INTO estimate_warning (update_id, stage, warned_at) VALUES (:update, :stage, :now)
                            ON CONFLICT DO NOTHING""")
                        .setParameter("update", expected.estimate().givenBy())
                        .setParameter("stage", stage.name())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
        if (isFirst) {
            announcements.tell(stage.event, expected.incidentId(), now);
            owed.owe(about(expected, stage));
        }
        return isFirst || owed.isTriedAgain(about(expected, stage));
    }

    private static String about(Expected expected, Stage stage) {
        return "estimate " + expected.estimate().givenBy() + " " + stage;
    }

    private void tell(Expected expected, Stage stage, Instant now) {
        Instant at = expected.estimate().at();
        String advice = "Post an update with a new time, or say that it is not known yet: "
                + site.link("/console/incidents/" + expected.incidentId());
        switch (stage) {
            case SOON -> {
                long minutes = Math.max(1, Math.ceilDiv(ChronoUnit.SECONDS.between(now, at), 60));
                onCall.tell(
                        "Estimate passes in " + minutes + " min",
                        "Customers expect “" + expected.incident() + "” to be fixed by " + times.format(at) + ", in "
                                + minutes + " min",
                        "Will it not be? " + advice,
                        () -> owed.told(about(expected, stage)));
            }
            case PASSED ->
                onCall.tell(
                        "An estimate has passed",
                        "Customers expected “" + expected.incident() + "” to be fixed by " + times.format(at)
                                + ", and it is not",
                        advice,
                        () -> owed.told(about(expected, stage)));
        }
    }
}
