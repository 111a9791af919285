package headsup.goodwill;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What restoring and telling it earns, and what failing again takes back: R8, R11, R12, X1 (section 4.4). */
final class Resolution {

    private final Course course;
    private final Drafts drafts;
    private final Map<Stretch, Told> told = new HashMap<>();

    Resolution(Course course, Drafts drafts) {
        this.course = course;
        this.drafts = drafts;
    }

    void write(List<Told> restorations, Estimates estimates) {
        for (Told telling : restorations) {
            told.put(telling.stretch(), telling);
            estimateKept(telling, estimates.good(telling.stretch()));
            resolvedTold(telling);
        }
        Stretch before = course.stretches().first();
        for (Stretch stretch : course.stretches().inOrder()) {
            if (!stretch.equals(before)) {
                failedAgain(stretch, before);
            }
            before = stretch;
        }
    }

    private void estimateKept(Told telling, Estimates.@Nullable Estimate good) {
        long restored = telling.stretch().end();
        if (good != null) {
            drafts.add(
                    telling.message().minute(),
                    Rule.ESTIMATE_KEPT,
                    course.amount(Rule.ESTIMATE_KEPT, restored),
                    new IncidentWhy.EstimateKept(restored, good.minute(), good.given()),
                    telling.message().fact(),
                    good.fact());
        }
    }

    private void resolvedTold(Told telling) {
        long restored = telling.stretch().end();
        long at = telling.message().minute();
        if (at <= restored + course.policy().horizons().prompt()) {
            Why why = new IncidentWhy.ResolvedTold(restored, at);
            int raw = course.amount(Rule.RESOLVED_TOLD, restored);
            drafts.add(at, Rule.RESOLVED_TOLD, raw, why, telling.message().fact());
        }
    }

    private void failedAgain(Stretch stretch, Stretch before) {
        long at = stretch.start();
        Why why = new IncidentWhy.FailedAgain(at, at - before.end());
        drafts.add(at, Rule.REOPENED, course.amount(Rule.REOPENED, at), why, stretch.fact());
        Told telling = told.get(before);
        if (telling != null) {
            takeBack(Rule.ESTIMATE_KEPT, telling, stretch);
            takeBack(Rule.RESOLVED_TOLD, telling, stretch);
        }
    }

    /** Whether that credit was booked, and how much of it counted, is known only when it is counted. */
    private void takeBack(Rule rule, Told telling, Stretch again) {
        long time = telling.message().minute();
        drafts.addReversal(again.start(), new IncidentWhy.TakenBack(rule, time, 0, again.start()), again.fact());
    }
}
