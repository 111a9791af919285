package headsup.mail;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many letters a lane takes on at a time: as many as it sends in a moment. More would only wait in its queue, where
 * nothing more urgent could overtake them; fewer would leave connections without work. Grows and shrinks by one letter at
 * a time, by how long the letter was under way.
 */
final class Window {

    /** A letter that was under way for less than this shows that there is room for another. */
    private static final long SOON = Duration.ofMillis(200).toNanos();

    /** Longer than this, and letters wait for each other. */
    private static final long LATE = Duration.ofMillis(600).toNanos();

    private final int least;
    private final int most;
    private final AtomicInteger size;

    /** @param connections each has work at any time; {@code depth} bounds what waits behind it */
    Window(int connections, int depth) {
        this.least = connections;
        this.most = connections * depth;
        this.size = new AtomicInteger(Math.min(2 * least, most));
    }

    int size() {
        return size.get();
    }

    /** @param underWay nanoseconds from being taken on to the receipt */
    void settled(long underWay) {
        if (underWay < SOON) {
            size.updateAndGet(now -> Math.min(most, now + 1));
        } else if (underWay > LATE) {
            size.updateAndGet(now -> Math.max(least, now - 1));
        }
    }
}
