package headsup.goodwill;

import headsup.goodwill.Prospects.Prospect;
import java.util.ArrayList;
import java.util.List;

/**
 * Which balances last how long, where it is less than an hour: a balance of {@code [from, until)} points falls below 0 after
 * these minutes of silence. Balances below 0 are not in it.
 */
record ShortRunway(long cohort, long from, long until, long minutes) {

    private static final long SHORT_MINUTES = 60;

    /** In the order of minutes; each balance stands in at most one. */
    static List<ShortRunway> of(Prospect prospect, long now) {
        List<ShortRunway> steps = new ArrayList<>();
        long sum = prospect.pending();
        long lasting = 0;
        long below = -sum;
        if (below > lasting) {
            steps.add(new ShortRunway(prospect.cohort().id(), lasting, below, 0));
            lasting = below;
        }
        for (DerivedEntry entry : prospect.outlook().ahead()) {
            long minutes = entry.minute() - now;
            sum += entry.applied();
            if (minutes < SHORT_MINUTES && -sum > lasting) {
                steps.add(new ShortRunway(prospect.cohort().id(), lasting, -sum, minutes));
                lasting = -sum;
            }
        }
        return steps;
    }
}
