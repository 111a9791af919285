package headsup.goodwill;

import java.util.ArrayDeque;
import java.util.Deque;

/** Minutes that come in order, and how many lie less than a window before each: minute > t - window (section 7). */
final class Recent {

    private final long window;
    private final Deque<Long> minutes = new ArrayDeque<>();

    Recent(long window) {
        this.window = window;
    }

    /** Adds {@code minute}; returns how many came before it within the window, those of the same minute among them. */
    int then(long minute) {
        while (!minutes.isEmpty() && minutes.getFirst() <= minute - window) {
            minutes.removeFirst();
        }
        minutes.addLast(minute);
        return minutes.size() - 1;
    }
}
