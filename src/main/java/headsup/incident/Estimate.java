package headsup.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When an incident is expected to be fixed, as customers were shown it: a second promise beside that of the next update. It
 * holds within one stretch of impact; a reopening begins without one.
 *
 * @param at when it is expected to be fixed
 * @param givenAt when that was first said
 * @param givenBy the id of the update that first said it
 * @param movedFrom what was expected before; null for the first estimate of the stretch
 * @param withdrawn whether an update since then said that it is not known any more
 * @param restoredAt when the impact ended; null while it lasts
 */
public record Estimate(
        Instant at,
        Instant givenAt,
        String givenBy,
        @Nullable Instant movedFrom,
        boolean withdrawn,
        @Nullable Instant restoredAt) {

    /**
     * {@code STANDING} before its time, {@code WITHDRAWN} when we said that it is not known any more, {@code PASSED} when its
     * time came and it was not restored, {@code MET} when it was restored by then.
     */
    public enum State {
        STANDING,
        WITHDRAWN,
        PASSED,
        MET;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it stands at {@code now}. A withdrawn one is judged like any other once the impact has ended, as the books do. */
    public State state(Instant now) {
        if (restoredAt != null) {
            return restoredAt.isAfter(at) ? State.PASSED : State.MET;
        }
        if (withdrawn) {
            return State.WITHDRAWN;
        }
        return now.isAfter(at) ? State.PASSED : State.STANDING;
    }

    /** Whether readers are told of it: until the impact ends. */
    public boolean isTold() {
        return restoredAt == null;
    }

    /**
     * The estimate that these updates leave in a stretch; null when they gave none.
     *
     * @param said oldest first
     */
    static @Nullable Estimate of(Stretch stretch, List<Update> said) {
        Instant end = stretch.restoredAt();
        Estimate last = null;
        for (Update update : said) {
            boolean within = !update.publishedAt().isBefore(stretch.startedAt())
                    && (end == null || update.publishedAt().isBefore(end));
            if (within) {
                last = after(last, update, end);
            }
        }
        return last;
    }

    /** Whether these updates say in a stretch that nobody knows yet when it will be fixed, and none of them gives an estimate. */
    static boolean isUnknown(Stretch stretch, List<Update> said) {
        Instant end = stretch.restoredAt();
        return of(stretch, said) == null
                && said.stream()
                        .anyMatch(update -> update.estimateUnknown()
                                && update.status().isOpen()
                                && !update.publishedAt().isBefore(stretch.startedAt())
                                && (end == null || update.publishedAt().isBefore(end)));
    }

    private static @Nullable Estimate after(@Nullable Estimate before, Update update, @Nullable Instant end) {
        Instant shown = update.shownEstimateAt();
        if (shown != null) {
            return before != null && before.at.equals(shown)
                    ? before.withdrawn(false)
                    : new Estimate(
                            shown, update.publishedAt(), update.id(), before == null ? null : before.at, false, end);
        }
        return before != null && update.estimateUnknown() ? before.withdrawn(true) : before;
    }

    private Estimate withdrawn(boolean is) {
        return is == withdrawn ? this : new Estimate(at, givenAt, givenBy, movedFrom, is, restoredAt);
    }
}
