package headsup.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A maintenance in brief: the head of its room, and its line among others.
 *
 * @param open whether it is still to come or going on; {@code begun} whether it has begun
 * @param yours its window in the zone of whoever looks; null where that is the page's
 * @param ahead how long until what comes next, as in {@code begins in 3 d 4 h}; empty when it is over
 * @param strip null when it owes no words
 * @param overrun how long it goes on beyond its planned end, as people read it; empty when it does not
 * @param affected how many customers, as people read it
 * @param seenByAll whether it is on the public page
 * @param known how many updates there are
 */
record Planned(
        String id,
        String name,
        boolean open,
        boolean begun,
        Face face,
        Window window,
        @Nullable Window yours,
        String ahead,
        String overrun,
        @Nullable Strip strip,
        List<String> components,
        String affected,
        boolean seenByAll,
        int known) {}
