package headsup.mail;

import headsup.mail.Courier.Standing;
import org.jspecify.annotations.Nullable;

/** Whether a lane takes letters, and what keeps it from that: each cause comes and goes by itself. */
final class Health {

    private final String lane;
    private final Refusals refusals = new Refusals(System.nanoTime());
    private volatile @Nullable LaneFault fault;
    private volatile @Nullable String suspicion;
    private volatile boolean paused;
    private volatile boolean stopping;

    Health(String lane) {
        this.lane = lane;
    }

    boolean isOpen() {
        return fault == null && !paused && suspicion == null && !stopping;
    }

    /** Why it takes no letters; asked only when it doesn't. */
    LaneFault closed() {
        LaneFault out = fault;
        if (stopping) {
            return LaneFault.stopping(lane);
        }
        return out != null ? out : LaneFault.paused(lane);
    }

    Courier.Way way() {
        LaneFault out = fault;
        String suspected = suspicion;
        if (suspected != null && !paused) {
            return new Courier.Way(lane, Standing.SUSPECT, lane + " " + suspected);
        }
        Standing standing = paused ? Standing.PAUSED : out == null ? Standing.OPEN : standing(out);
        return new Courier.Way(lane, standing, out == null ? "" : out.sentence());
    }

    private static Standing standing(LaneFault out) {
        return out.kind() == LaneFault.Kind.BARRED ? Standing.BARRED : Standing.OUT;
    }

    @Nullable
    LaneFault fault() {
        return fault;
    }

    void isOut(LaneFault why) {
        fault = why;
    }

    void answersAgain() {
        fault = null;
    }

    boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
    }

    /** True when it goes on just now; whoever let go has seen what it refused. */
    boolean pause(boolean held) {
        boolean goesOn = paused && !held;
        if (goesOn) {
            refusals.forget();
            suspicion = null;
        }
        paused = held;
        return goesOn;
    }

    /** Counts what became of a letter. Says what is wrong when that makes it suspect just now, else null. */
    @Nullable
    String heed(Receipt receipt) {
        String tooMany = refusals.heed(receipt, System.nanoTime());
        if (tooMany == null || !isOpen()) {
            return null;
        }
        suspicion = tooMany;
        return tooMany;
    }
}
