package headsup.goodwill;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When it was to be over: estimates given, moved, missed and good (section 4.3). */
final class Estimates {

    /** An estimate that stands: for which minute, and when it was given. */
    record Estimate(long minute, long given, Fact fact) {}

    private static final int MOST_MISSED = 2;

    private final Course course;
    private final Drafts drafts;
    private final Map<Stretch, Estimate> good = new HashMap<>();
    private int missed;

    Estimates(Course course, Drafts drafts) {
        this.course = course;
        this.drafts = drafts;
    }

    void write() {
        for (Stretch stretch : course.stretches().inOrder()) {
            Estimate left = estimates(stretch);
            if (left != null && isGood(left, stretch)) {
                good.put(stretch, left);
            }
        }
    }

    /** The estimate that was met; null when the stretch has none. */
    @Nullable
    Estimate good(Stretch stretch) {
        return good.get(stretch);
    }

    /** What still stands at the end of the stretch, or at T. */
    private @Nullable Estimate estimates(Stretch stretch) {
        Estimate standing = null;
        for (Heard message : course.heardIn(stretch)) {
            Long estimate = message.estimate();
            if (estimate == null) {
                continue;
            }
            standing = unlessLapsed(standing, message.minute());
            if (standing == null || standing.minute != estimate) {
                Estimate given = new Estimate(estimate, message.minute(), message.fact());
                if (standing != null && standing.minute < estimate) {
                    moved(standing, given);
                }
                standing = given;
            }
        }
        return unlessLapsed(standing, Math.min(stretch.end(), course.until()));
    }

    private @Nullable Estimate unlessLapsed(@Nullable Estimate standing, long now) {
        if (standing == null) {
            return null;
        }
        long estimate = standing.minute;
        long over = estimate + course.pace(estimate).grace();
        if (over >= now) {
            return standing;
        }
        missed++;
        if (missed <= MOST_MISSED) {
            Why why = new IncidentWhy.EstimateMissed(estimate, over);
            drafts.add(over, Rule.ESTIMATE_MISSED, course.amount(Rule.ESTIMATE_MISSED, estimate), why, standing.fact);
        }
        return null;
    }

    private void moved(Estimate from, Estimate to) {
        long at = to.given;
        Why why = new IncidentWhy.EstimateMoved(from.minute, to.minute, at);
        drafts.add(at, Rule.ESTIMATE_MOVED, course.amount(Rule.ESTIMATE_MOVED, at), why, to.fact, from.fact);
    }

    private boolean isGood(Estimate standing, Stretch stretch) {
        return stretch.isOver()
                && stretch.end() <= standing.minute
                && standing.given <= stretch.end() - course.policy().horizons().lead();
    }
}
