package headsup.delivery;

import headsup.delivery.Stages.Stage;
import headsup.mail.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Writes down what became of letters, many at a time: receipts wait here, also while the database is gone. */
@ApplicationScoped
class Settling {

    private static final Logger LOG = Logger.getLogger(Settling.class);
    private static final int BATCH = 1_000;

    /** Receipts come one by one and are dear to write down one by one: the first waits that long for company. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private record Due(Claimed row, Receipt receipt) {}

    private final Deliveries deliveries;
    private final Holdings holdings;
    private final Addresses addresses;
    private final Stages stages;
    private final Clock clock;
    private final BlockingQueue<Due> receipts = new LinkedBlockingQueue<>();

    Settling(Deliveries deliveries, Holdings holdings, Addresses addresses, Stages stages, Clock clock) {
        this.deliveries = deliveries;
        this.holdings = holdings;
        this.addresses = addresses;
        this.stages = stages;
        this.clock = clock;
    }

    /** Takes a receipt in; quick, from any thread. */
    void hear(Receipt receipt) {
        receipts.add(new Due(holdings.of(receipt.delivery()), receipt));
    }

    /** Settles a bounded number of receipts; waits up to a second for the first. A failure keeps them all. */
    void settleWhatCame(Duration longest) throws InterruptedException {
        Due first = receipts.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<Due> batch = new ArrayList<>(BATCH);
        batch.add(first);
        if (receipts.size() < BATCH / 2) {
            TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
        }
        receipts.drainTo(batch, BATCH - 1);
        try {
            stages.time(Stage.SETTLE, () -> settle(batch));
        } catch (RuntimeException failed) {
            receipts.addAll(batch);
            throw failed;
        }
    }

    private void settle(List<Due> batch) {
        Instant now = clock.instant();
        List<Outcome> outcomes = batch.stream()
                .map(due -> Settlement.of(due.row(), due.receipt(), now))
                .toList();
        int written = deliveries.settle(outcomes);
        holdings.letGo(outcomes);
        addresses.heed(batch.stream().map(Due::row).toList(), outcomes);
        if (written < outcomes.size()) {
            LOG.infof("%d results came after their lease was over and were refused", outcomes.size() - written);
        }
    }
}
