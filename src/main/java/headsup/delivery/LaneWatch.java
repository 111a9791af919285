package headsup.delivery;

import headsup.mail.Courier;
import headsup.mail.Courier.Standing;
import headsup.mail.Courier.Way;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Keeps this process's lanes in step with the brakes all processes share, pulls the brake of a lane that refuses too much by
 * policy, and sees to it that somebody learns of lanes that need a person.
 */
@ApplicationScoped
class LaneWatch {

    /** The alarm for having no relay at all. */
    static final String RELAYS = "relays";

    private static final Logger LOG = Logger.getLogger(LaneWatch.class);

    private static final String UNWANTED = "No address was given up for it. The lane is paused in all processes and its"
            + " letters wait or go over the others. Find out why the relay refuses us, then let go of the lane.";
    private static final String SILENT =
            "Letters wait and lose nothing; relays are tried again and again and letters go as soon as one answers.";
    private static final String CLOSED =
            "Waiting won't mend it: look at the user, password or certificate of this relay. Its letters wait or go over"
                    + " the others.";

    private final Courier courier;
    private final Brakes brakes;
    private final Alarms alarms;
    private final OnCall onCall;
    private final ReentrantLock looking = new ReentrantLock();

    LaneWatch(Courier courier, Brakes brakes, Alarms alarms, OnCall onCall) {
        this.courier = courier;
        this.brakes = brakes;
        this.alarms = alarms;
        this.onCall = onCall;
    }

    /** Before the first letter is claimed. */
    void atStart(@Observes @Priority(2900) StartupEvent event) {
        look();
    }

    @Scheduled(every = "1s", identity = "lanes", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        // Of two at once the one that read first could undo what the other found.
        looking.lock();
        try {
            Set<String> paused = new HashSet<>(brakes.lanes());
            courier.pause(paused);
            List<Way> ways = courier.ways();
            ways.stream()
                    .filter(way -> way.standing() == Standing.SUSPECT && paused.add(way.name()))
                    .forEach(this::stop);
            courier.pause(paused);
            soundAlarms(ways);
        } catch (RuntimeException gone) {
            // The database may be gone: what was paused stays so, and nothing is claimed anyway.
            LOG.debug("Lanes can't be held against their brakes now", gone);
        } finally {
            looking.unlock();
        }
    }

    private void stop(Way way) {
        if (brakes.pullLane(way.name(), way.remark())) {
            String paused = "Lane " + way.name() + " is paused";
            onCall.tell(paused, paused + ": " + way.remark(), UNWANTED);
        }
    }

    private void soundAlarms(List<Way> ways) {
        for (Way way : ways) {
            if (way.standing() == Standing.BARRED && alarms.ring(way.name(), way.remark())) {
                onCall.tell("Lane " + way.name() + " needs somebody", way.remark(), CLOSED);
            }
        }
        List<Way> dead = ways.stream()
                .filter(way -> way.standing() == Standing.OUT || way.standing() == Standing.BARRED)
                .toList();
        if (!dead.isEmpty() && ways.stream().noneMatch(Way::open)) {
            String why = dead.stream().map(Way::remark).collect(Collectors.joining("; "));
            if (alarms.ring(RELAYS, why)) {
                onCall.tell("No relay answers", "No relay answers: " + why, SILENT);
            }
        }
    }
}
