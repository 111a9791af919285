package headsup.delivery;

import headsup.incident.UpdatePosted;
import headsup.mail.Courier;
import headsup.mail.Receipt;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Moves deliveries: one thread plans, claims and hands letters over, another writes down what became of them. Both only ever
 * do bounded batches, each its own transaction, and may be killed between any two.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final int BATCH = 500;
    private static final Duration NAP = Duration.ofSeconds(1);
    private static final Duration RENEW = Duration.ofMinutes(1);

    /** An orderly stop waits that long for the relays' last words: longer than a final dot may take. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(130);

    /** What a receipt settles; only {@code sending} rows of this process are in here. */
    private record Settling(Claimed row, Receipt receipt) {}

    private final FanOuts fanOuts;
    private final Deliveries deliveries;
    private final Correspondence correspondence;
    private final Courier courier;
    private final Doubts doubts;
    private final Addresses addresses;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final BlockingQueue<Settling> receipts = new LinkedBlockingQueue<>();
    private final Map<Long, Claimed> held = new ConcurrentHashMap<>();
    private volatile Instant renewAt = Instant.EPOCH;
    private volatile boolean stopping;
    private @Nullable Thread sender;
    private @Nullable Thread settler;

    Dispatcher(
            FanOuts fanOuts,
            Deliveries deliveries,
            Correspondence correspondence,
            Courier courier,
            Doubts doubts,
            Addresses addresses,
            Clock clock) {
        this.fanOuts = fanOuts;
        this.deliveries = deliveries;
        this.correspondence = correspondence;
        this.courier = courier;
        this.doubts = doubts;
        this.addresses = addresses;
        this.clock = clock;
    }

    void start(@Observes @Priority(3000) StartupEvent event) {
        doubts.afterStart();
        sender = Thread.ofPlatform().name("dispatcher").start(() -> repeat(false, this::sendWhatIsDue));
        settler = Thread.ofPlatform().name("settler").start(() -> repeat(true, this::settleWhatCame));
    }

    /** Claims nothing more, lets open letters end, writes down what came. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        wake.release();
        join(sender);
        join(settler);
    }

    private static void join(@Nullable Thread thread) throws InterruptedException {
        if (thread != null) {
            thread.join(LAST_WORDS.toMillis());
        }
    }

    /** The sender ends at once, the settler when everything handed over is written down. */
    private boolean hasWork(boolean settles) {
        return !stopping || (settles && !held.isEmpty());
    }

    void posted(@Observes(during = TransactionPhase.AFTER_SUCCESS) UpdatePosted event) {
        wake.release();
    }

    private void repeat(boolean settles, Step step) {
        while (hasWork(settles)) {
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

    private void nap() {
        try {
            TimeUnit.MILLISECONDS.sleep(NAP.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhatIsDue() throws InterruptedException {
        renewLeases();
        deliveries.doubtExpiredLeases();
        doubts.resolve();
        boolean busy = fanOuts.sweepSuperseded();
        busy |= sendBatch() > 0;
        busy |= fanOuts.planNext();
        if (!busy) {
            wake.tryAcquire(NAP.toMillis(), TimeUnit.MILLISECONDS);
            wake.drainPermits();
        }
    }

    private void renewLeases() {
        Instant now = clock.instant();
        if (now.isAfter(renewAt)) {
            deliveries.renew(held.values());
            renewAt = now.plus(RENEW);
        }
    }

    private int sendBatch() throws InterruptedException {
        int places = Math.min(courier.places(), BATCH);
        List<Claimed> claimed = places == 0 ? List.of() : deliveries.claim(places);
        if (!claimed.isEmpty()) {
            send(claimed);
        }
        return claimed.size();
    }

    private void send(List<Claimed> claimed) {
        claimed.forEach(row -> held.put(row.id(), row));
        Correspondence.Written written = correspondence.write(claimed);
        deliveries.settle(written.unsent());
        written.unsent().forEach(unsent -> held.remove(unsent.id()));
        courier.send(
                written.letters(),
                receipt -> receipts.add(new Settling(Objects.requireNonNull(held.get(receipt.delivery())), receipt)));
    }

    private void settleWhatCame() throws InterruptedException {
        Settling first = receipts.poll(NAP.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Settling> batch = new ArrayList<>(BATCH);
        batch.add(first);
        receipts.drainTo(batch, BATCH - 1);
        try {
            settle(batch);
        } catch (RuntimeException failed) {
            receipts.addAll(batch);
            throw failed;
        }
        wake.release();
    }

    private void settle(List<Settling> batch) {
        var now = clock.instant();
        List<Outcome> outcomes = batch.stream()
                .map(s -> Settlement.of(s.row(), s.receipt(), now))
                .toList();
        int written = deliveries.settle(outcomes);
        batch.forEach(s -> held.remove(s.row().id()));
        addresses.heed(batch.stream().map(Settling::row).toList(), outcomes);
        if (written < outcomes.size()) {
            LOG.infof("%d results came after their lease was over and were refused", outcomes.size() - written);
        }
    }
}
