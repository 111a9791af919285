package headsup.goodwill;

import headsup.incident.Impact;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running sums of an incident, and what of each draft counts: caps, floor, ceiling, one voice (section 5). */
final class Tally {

    /** What of the raw points counts, and why not all of them. */
    private record Counted(int applied, @Nullable Cap cap) {
        Counted atMost(int most, Cap cap) {
            return applied > most ? new Counted(most, cap) : this;
        }

        Counted atLeast(int least, Cap cap) {
            return applied < least ? new Counted(least, cap) : this;
        }
    }

    private static final Counted NOTHING = new Counted(0, Cap.ONE_VOICE);

    private final Course course;
    private final OneVoice oneVoice;
    private final SilenceFloor floor;
    private final Map<Slot, Integer> restorationCredits = new HashMap<>();
    private final int earned;
    private boolean noCredit;
    private int net;
    private int durations;
    private int silences;
    private int updates;
    private int gestures;

    Tally(Course course, OneVoice oneVoice, boolean noCredit, int earned) {
        this.course = course;
        this.oneVoice = oneVoice;
        this.floor = new SilenceFloor(course, oneVoice);
        this.noCredit = noCredit;
        this.earned = earned;
    }

    /** Counts the next draft in order; empty when it isn't booked. */
    Optional<DerivedEntry> count(Draft draft) {
        Impact worst = course.severities().worst(draft.minute());
        Limits limits = course.policy().tariff().limits(worst);
        return switch (draft.rule()) {
            case IMPACT_DURATION -> unlessNothing(draft, duration(draft, limits));
            case SILENCE -> unlessNothing(draft, silence(draft, limits));
            case PROMISE_BROKEN -> {
                noCredit = true;
                yield Optional.of(book(draft, silence(draft, limits)));
            }
            case REVERSAL -> takeBack(draft);
            default -> {
                Counted all = new Counted(draft.raw(), null);
                yield Optional.of(book(draft, draft.raw() > 0 ? credit(draft, limits, worst) : all));
            }
        };
    }

    private Counted duration(Draft draft, Limits limits) {
        return oneVoice.covers(draft.minute())
                ? NOTHING
                : new Counted(draft.raw(), null).atLeast(limits.duration() - durations, Cap.DURATION_CAP);
    }

    private Counted silence(Draft draft, Limits limits) {
        if (oneVoice.covers(draft.minute())) {
            return NOTHING;
        }
        int least = Math.max(limits.silence(), floor.at(draft.minute()));
        Cap cap = least == limits.silence() ? Cap.SILENCE_CAP : Cap.SILENCE_FLOOR;
        return new Counted(draft.raw(), null).atLeast(least - silences, cap);
    }

    private Counted credit(Draft draft, Limits limits, Impact worst) {
        Counted all = new Counted(draft.raw(), null);
        Counted capped =
                switch (draft.rule()) {
                    case PROMISE_KEPT, PROMISE_KEPT_NO_NEWS -> all.atMost(limits.update() - updates, Cap.UPDATE_CAP);
                    case GESTURE -> all.atMost(limits.gesture() - gestures, Cap.GESTURE_CAP);
                    default -> all;
                };
        int ceiling = noCredit ? 0 : course.policy().ceiling(worst, earned);
        return capped.atMost(Math.max(0, ceiling - net), Cap.INCIDENT_CEILING);
    }

    /** Takes back what counted of a restoration's credit; nothing when nothing did. */
    private Optional<DerivedEntry> takeBack(Draft draft) {
        if (!(draft.why() instanceof IncidentWhy.TakenBack why)) {
            throw new IllegalStateException("a reversal of nothing");
        }
        int applied = restorationCredits.getOrDefault(new Slot(why.rule(), why.time(), 0), 0);
        Why known = new IncidentWhy.TakenBack(why.rule(), why.time(), applied, why.again());
        Draft mirror = new Draft(draft.minute(), draft.rule(), -applied, known, draft.facts());
        return unlessNothing(mirror, new Counted(-applied, null));
    }

    private Optional<DerivedEntry> unlessNothing(Draft draft, Counted counted) {
        return counted.applied == 0 ? Optional.empty() : Optional.of(book(draft, counted));
    }

    private DerivedEntry book(Draft draft, Counted counted) {
        int applied = counted.applied;
        net += applied;
        switch (draft.rule()) {
            case IMPACT_DURATION -> durations += applied;
            case PROMISE_BROKEN, SILENCE -> silences += applied;
            case PROMISE_KEPT, PROMISE_KEPT_NO_NEWS -> updates += applied;
            case GESTURE -> gestures += applied;
            case ESTIMATE_KEPT, RESOLVED_TOLD ->
                restorationCredits.put(new Slot(draft.rule(), draft.minute(), 0), applied);
            default -> {}
        }
        return new DerivedEntry(
                draft.minute(), draft.rule(), draft.raw(), applied, counted.cap, net, draft.why(), draft.facts());
    }
}
