package headsup.mail;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** A letter on its way, and who waits for its one receipt. */
final class Parcel {

    private static final Logger LOG = Logger.getLogger(Parcel.class);

    private final Letter letter;
    private final Consumer<Receipt> receipts;
    private final long since = System.nanoTime();
    private final AtomicBoolean settled = new AtomicBoolean();

    Parcel(Letter letter, Consumer<Receipt> receipts) {
        this.letter = letter;
        this.receipts = receipts;
    }

    Letter letter() {
        return letter;
    }

    long delivery() {
        return letter.delivery();
    }

    /** Nanoseconds since it was taken on. */
    long underWay(long now) {
        return now - since;
    }

    /** The first receipt counts; a second one would be a fault of ours and is not told. */
    boolean settle(Receipt receipt) {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        try {
            receipts.accept(receipt);
        } catch (RuntimeException notTaken) {
            // The journal still has it; the lane must go on for the others.
            LOG.errorf(
                    notTaken, "A receipt was not taken: %s", receipt.getClass().getSimpleName());
        }
        return true;
    }
}
