package headsup.delivery;

import headsup.mail.Evidence;
import headsup.mail.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks into deliveries whose outcome was lost: the evidence of this data folder decides, else it stays a doubt. */
@ApplicationScoped
class Doubts {

    private static final Logger LOG = Logger.getLogger(Doubts.class);
    private static final int BATCH = 5_000;

    private final Claims claims;
    private final Deliveries deliveries;
    private final Evidence evidence;
    private final Addresses addresses;
    private final Clock clock;
    private final boolean alone;

    /** @param alone whether the database belongs to this process only, so that no other can be sending */
    Doubts(
            Claims claims,
            Deliveries deliveries,
            Evidence evidence,
            Addresses addresses,
            Clock clock,
            @ConfigProperty(name = "headsup.database.embedded", defaultValue = "false") boolean alone) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.evidence = evidence;
        this.addresses = addresses;
        this.clock = clock;
        this.alone = alone;
    }

    /** Alone on the database, whatever is still {@code sending} belongs to a process that died: no need to wait for leases. */
    void afterStart() {
        int doubted = alone ? claims.doubtAll() : 0;
        if (doubted > 0) {
            LOG.infof("%d deliveries were on their way when the last process ended", doubted);
        }
    }

    /** Settles what the evidence can settle; what is old and has none is ended only when all of it was looked through. */
    void resolve() {
        long seen = 0;
        List<Claimed> doubted = deliveries.inDoubt(seen, BATCH);
        if (doubted.isEmpty()) {
            return;
        }
        while (!doubted.isEmpty()) {
            resolve(doubted);
            seen = doubted.get(doubted.size() - 1).id();
            doubted = deliveries.inDoubt(seen, BATCH);
        }
        deliveries.endOldDoubts();
    }

    private void resolve(List<Claimed> doubted) {
        Map<Long, Receipt> found =
                evidence.about(doubted.stream().map(Claimed::id).toList());
        List<Outcome> outcomes = new ArrayList<>();
        for (Claimed row : doubted) {
            Receipt receipt = found.get(row.id());
            if (receipt != null && !(receipt instanceof Receipt.Doubtful)) {
                outcomes.add(Settlement.of(row, receipt, clock.instant()));
            } else if (receipt == null && alone) {
                // Its dot never left: every letter of this database goes through this folder's evidence.
                outcomes.add(
                        Outcome.of(row, State.PENDING, clock.instant(), null).again(clock.instant()));
            }
        }
        deliveries.resolve(outcomes);
        addresses.heed(doubted, outcomes);
    }
}
