package headsup.delivery;

import headsup.delivery.Stages.Stage;
import headsup.incident.UpdatePosted;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Moves deliveries on a few threads: one plans, two claim and hand letters over, one writes down what became of them.
 * Each only ever does bounded batches, each its own transaction, and may be killed between any two.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration NAP = Duration.ofSeconds(1);

    /** How often leases and doubts are looked at. */
    private static final Duration OLD = Duration.ofSeconds(3);

    /** How soon the pipelines are looked at again while they are full. */
    private static final Duration BLINK = Duration.ofMillis(2);

    /** An orderly stop waits that long for the relays' last words: longer than a final dot may take. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(130);

    /** While one waits for the database, another writes letters. */
    private static final int DISPATCHERS = 2;

    private final FanOuts fanOuts;
    private final Sweep sweep;
    private final Claims claims;
    private final Shipping shipping;
    private final Settling settling;
    private final Holdings holdings;
    private final Doubts doubts;
    private final Stages stages;
    private final Semaphore planning = new Semaphore(0);
    private final Semaphore sending = new Semaphore(0);
    private final List<Thread> threads = new ArrayList<>();
    private long lookedAfter;
    private volatile boolean stopping;

    Dispatcher(
            FanOuts fanOuts,
            Sweep sweep,
            Claims claims,
            Shipping shipping,
            Settling settling,
            Holdings holdings,
            Doubts doubts,
            Stages stages) {
        this.fanOuts = fanOuts;
        this.sweep = sweep;
        this.claims = claims;
        this.shipping = shipping;
        this.settling = settling;
        this.holdings = holdings;
        this.doubts = doubts;
        this.stages = stages;
    }

    void start(@Observes @Priority(3000) StartupEvent event) {
        doubts.afterStart();
        BooleanSupplier running = () -> !stopping;
        begin("planner", running, this::plan);
        for (int i = 1; i <= DISPATCHERS; i++) {
            begin("dispatcher-" + i, running, this::ship);
        }
        // The last one to leave: when everything handed over is written down.
        begin("settler", () -> !stopping || !holdings.isEmpty(), () -> settling.settleWhatCame(NAP));
    }

    private void begin(String name, BooleanSupplier wanted, Step step) {
        threads.add(Thread.ofPlatform().name(name).start(() -> repeat(wanted, step)));
    }

    /** Claims nothing more, lets open letters end, writes down what came. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake();
        for (Thread thread : threads) {
            thread.join(LAST_WORDS.toMillis());
        }
    }

    void posted(@Observes(during = TransactionPhase.AFTER_SUCCESS) UpdatePosted event) {
        wake();
    }

    private void wake() {
        planning.release();
        sending.release(DISPATCHERS);
    }

    private static void repeat(BooleanSupplier wanted, Step step) {
        while (wanted.getAsBoolean()) {
            try {
                step.run();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failed) {
                // The database may be gone: rows and receipts wait, and nothing new is sent.
                LOG.warn("Deliveries can't be moved now; trying again", failed);
                nap();
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private static void nap() {
        try {
            TimeUnit.MILLISECONDS.sleep(NAP.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void plan() throws InterruptedException {
        if (System.nanoTime() - lookedAfter > OLD.toNanos()) {
            lookAfterTheOld();
            lookedAfter = System.nanoTime();
        }
        if (stages.time(Stage.PLAN, fanOuts::planNext)) {
            sending.release(DISPATCHERS);
        } else if (!sweep.settleWhatIsOver()) {
            rest(planning, NAP);
        }
    }

    /** Now and then, also while a large audience is planned. */
    private void lookAfterTheOld() {
        holdings.renewLeases();
        claims.doubtExpired();
        doubts.resolve();
    }

    private void ship() throws InterruptedException {
        if (!shipping.hasRoom()) {
            rest(sending, BLINK);
        } else if (!shipping.shipBatch()) {
            rest(sending, NAP);
        }
    }

    private static void rest(Semaphore alarm, Duration longest) throws InterruptedException {
        alarm.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        alarm.drainPermits();
    }
}
