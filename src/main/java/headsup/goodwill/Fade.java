package headsup.goodwill;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Time takes goodwill and grudges away: F1, on the first minute of each calendar month (section 7). Pure. */
final class Fade {

    private Fade() {}

    /**
     * @param balance of all entries with an earlier minute
     * @param wounded whether an incident or complaint of the customer is open, or a root cause overdue: such a grudge stays
     * @return points; 0 makes no entry
     */
    static int points(long balance, boolean wounded) {
        if (balance > 0) {
            return Math.toIntExact(-(balance / 10));
        }
        return balance == 0 || wounded ? 0 : Math.toIntExact(Math.max(1, -balance / 5));
    }

    /** The first minutes of the months that begin after {@code after} and before {@code until}, both UTC minutes. */
    static List<Long> months(long after, long until, ZoneId zone) {
        List<Long> months = new ArrayList<>();
        YearMonth month = YearMonth.from(Instant.ofEpochSecond(after * 60).atZone(zone));
        for (long first = minute(month, zone); first < until; first = minute(month, zone)) {
            if (first > after) {
                months.add(first);
            }
            month = month.plusMonths(1);
        }
        return months;
    }

    private static long minute(YearMonth month, ZoneId zone) {
        return CohortFacts.minute(month.atDay(1).atStartOfDay(zone).toInstant());
    }
}
