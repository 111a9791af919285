package headsup.mail;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** How many connections of a lane there are, in which state, and how many there may be. */
final class Crew {

    private final ReentrantLock lock = new ReentrantLock();
    private final int most;
    private int allowed;
    private int hired;
    private int opening;
    private int connected;
    private int idle;

    Crew(int most) {
        this.most = most;
        this.allowed = most;
    }

    int allowed() {
        return locked(() -> allowed);
    }

    /** How many more are to be hired for so many letters waiting; they count as hired from now on. */
    int hire(int waiting) {
        return locked(() -> {
            int wanted = Math.max(0, Math.min(waiting - idle, allowed - hired));
            hired += wanted;
            opening += wanted;
            return wanted;
        });
    }

    /** The connection of one hired stands. */
    void connected() {
        locked(() -> {
            opening--;
            return connected++;
        });
    }

    /** It ended; another is opened in its place. */
    void ended() {
        locked(() -> {
            connected--;
            return opening++;
        });
    }

    /** One without work or connection leaves. */
    void leave() {
        locked(() -> {
            opening--;
            return hired--;
        });
    }

    /**
     * One was turned away. Fewer are allowed from now on: those that stand or are still trying.
     *
     * @return whether any others are left
     */
    boolean narrow() {
        return locked(() -> {
                    int others = connected + opening - 1;
                    allowed = Math.max(1, Math.min(allowed, others));
                    return others;
                })
                > 0;
    }

    void widen() {
        locked(() -> allowed = Math.min(most, allowed * 2));
    }

    void widenFully() {
        locked(() -> allowed = most);
    }

    /** One waits for letters: those that come now need nobody new. */
    void rests() {
        locked(() -> idle++);
    }

    void rises() {
        locked(() -> idle--);
    }

    private int locked(IntSupplier change) {
        lock.lock();
        try {
            return change.getAsInt();
        } finally {
            lock.unlock();
        }
    }
}
