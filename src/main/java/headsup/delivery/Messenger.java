package headsup.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings messages to webhooks: claims a bounded batch, sends it outside of any transaction, writes down what came of it. A
 * receiver that is slow holds up nobody but itself. Messages may arrive in another order than they were written.
 */
@ApplicationScoped
class Messenger {

    /** So many messages of this process are on their way at once. */
    static final int ROOM = 32;

    /** So many of them to one webhook. */
    private static final int EACH = 8;

    /** An orderly stop waits so long for answers that are due; what comes later is sent again. */
    private static final int LAST_WORDS_SECONDS = 20;

    private static final Logger LOG = Logger.getLogger(Messenger.class);

    private final Errands errands;
    private final Doorbell doorbell;
    private final OnCall onCall;
    private final Semaphore room = new Semaphore(ROOM);
    private final ConcurrentHashMap<String, Integer> busy = new ConcurrentHashMap<>();
    private final Executor threads =
            errand -> Thread.ofVirtual().name("webhook").start(errand);

    Messenger(Errands errands, Doorbell doorbell, OnCall onCall) {
        this.errands = errands;
        this.doorbell = doorbell;
        this.onCall = onCall;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, identity = "webhooks")
    void tick() {
        try {
            begin();
        } catch (RuntimeException gone) {
            // The database may be gone: the rows wait.
            LOG.debug("Webhooks can't be claimed now", gone);
        }
    }

    @Scheduled(every = "1h", delayed = "1m", identity = "webhooks-old")
    void forgetOld() {
        int forgotten = errands.forgetOld();
        if (forgotten > 0) {
            LOG.infof("Webhooks: %d old messages forgotten", forgotten);
        }
    }

    /** Sends what is due now and waits for the answers; returns how many messages were tried. */
    int sendWhatIsDue() {
        List<CompletableFuture<Void>> begun = begin();
        begun.forEach(CompletableFuture::join);
        return begun.size();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (!room.tryAcquire(ROOM, LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
            LOG.info("Some webhooks had not answered; they will be told again");
        }
    }

    private List<CompletableFuture<Void>> begin() {
        int places = room.drainPermits();
        List<Errand> claimed = List.of();
        try {
            claimed = places == 0 ? List.of() : errands.claim(List.copyOf(busy.keySet()), places, EACH);
        } finally {
            room.release(places - claimed.size());
        }
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (Errand errand : claimed) {
            busy.merge(errand.webhook(), 1, Integer::sum);
            begun.add(CompletableFuture.runAsync(() -> run(errand), threads));
        }
        return begun;
    }

    private void run(Errand errand) {
        try {
            Answer answer = doorbell.ring(errand);
            report(errand, errands.settle(errand, answer));
        } catch (RuntimeException failed) {
            // Its lease ends, and it is tried again.
            LOG.warnf(failed, "What became of message %s can't be written down", errand.message());
        } finally {
            busy.computeIfPresent(errand.webhook(), (webhook, open) -> open == 1 ? null : open - 1);
            room.release();
        }
    }

    private void report(Errand errand, Fate fate) {
        switch (fate) {
            case Fate.Delivered delivered -> {}
            case Fate.Deferred deferred -> {}
            case Fate.GivenUp over ->
                LOG.warnf(
                        "Webhook %s: message %s is given up after %d tries",
                        errand.webhook(), errand.message(), errand.tries());
            case Fate.Gone gone ->
                onCall.tell(
                        "A webhook wants nothing any more",
                        "The receiver of webhook " + errand.webhook() + " answered 410 Gone, and is told nothing more",
                        "If that is a mistake, resume the webhook in the console's settings.");
        }
    }
}
