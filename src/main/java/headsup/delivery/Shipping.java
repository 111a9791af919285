package headsup.delivery;

import headsup.delivery.Stages.Stage;
import headsup.mail.Courier;
import headsup.mail.Letter;
import headsup.mail.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Takes due rows and hands their letters over: claimed and committed first, so that the row says {@code sending}. */
@ApplicationScoped
class Shipping {

    /** Rows per claim: enough that a transaction costs little per row. */
    private static final int BATCH = 500;

    /** Rows whose letters went and that are not written down yet hold new ones back from here on. */
    private static final int MOST_HELD = 5_000;

    private final Claims claims;
    private final Deliveries deliveries;
    private final Correspondence correspondence;
    private final Courier courier;
    private final Holdings holdings;
    private final Settling settling;
    private final Stages stages;

    Shipping(
            Claims claims,
            Deliveries deliveries,
            Correspondence correspondence,
            Courier courier,
            Holdings holdings,
            Settling settling,
            Stages stages) {
        this.claims = claims;
        this.deliveries = deliveries;
        this.correspondence = correspondence;
        this.courier = courier;
        this.holdings = holdings;
        this.settling = settling;
        this.stages = stages;
    }

    /** Whether a claim is worth its transaction now; when not, then soon, since letters are on their way. */
    boolean hasRoom() {
        int places = courier.places();
        int held = holdings.size();
        return held == 0 || (held < MOST_HELD && places >= Math.min(BATCH, held));
    }

    /** Sends up to a batch; false when nothing was due or no relay takes letters. */
    boolean shipBatch() {
        int places = Math.min(courier.places(), BATCH);
        List<Claimed> claimed = places == 0 ? List.of() : stages.time(Stage.CLAIM, () -> claims.claim(places));
        if (claimed.isEmpty()) {
            return false;
        }
        holdings.hold(claimed);
        List<Letter> letters = written(claimed);
        stages.time(Stage.HAND_OVER, () -> courier.send(letters, settling::hear));
        return true;
    }

    /** A batch that can't be written goes back: held on to, it would stay {@code sending} as long as this process lives. */
    private List<Letter> written(List<Claimed> claimed) {
        try {
            Correspondence.Written written = stages.time(Stage.WRITE, () -> correspondence.write(claimed));
            deliveries.settle(written.unsent());
            holdings.letGo(written.unsent());
            return written.letters();
        } catch (RuntimeException unwritten) {
            claimed.forEach(row -> settling.hear(new Receipt.NotSent(row.id(), "could not be written yet")));
            throw unwritten;
        }
    }
}
