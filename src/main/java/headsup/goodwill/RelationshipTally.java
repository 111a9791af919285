package headsup.goodwill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of each draft outside incidents counts: caps over a window of days, and what only counts once in a while (section 7). */
final class RelationshipTally {

    private static final long DAY = 1440;
    private static final int MOST_ONBOARDING = 9;
    private static final int MOST_TIDINGS = 10;
    private static final int MOST_CREDIT = 8;
    private static final int MOST_BY_HAND = 20;
    private static final Set<Rule> TIDINGS = Set.of(Rule.PREVENTION_NOTE, Rule.GOOD_NEWS);

    private final List<DerivedEntry> counting = new ArrayList<>();
    private int net;

    /** Counts the next draft in order; empty when it isn't booked. */
    Optional<DerivedEntry> count(Draft draft) {
        return switch (draft.rule()) {
            case TOUCHPOINT_KEPT ->
                Optional.of(upTo(
                        MOST_ONBOARDING - sum(Set.of(Rule.TOUCHPOINT_KEPT), Long.MIN_VALUE),
                        Cap.ONBOARDING_CAP,
                        draft));
            case PREVENTION_NOTE, GOOD_NEWS ->
                Optional.of(upTo(MOST_TIDINGS - sum(TIDINGS, draft.minute() - 90 * DAY), Cap.GOOD_NEWS_CAP, draft));
            case KINDNESS ->
                Optional.of(upTo(
                        MOST_CREDIT - sum(Set.of(Rule.KINDNESS), draft.minute() - 90 * DAY), Cap.GESTURE_CAP, draft));
            case MANUAL -> Optional.of(byHand(draft));
            case SURVEY -> unlessWithin(30 * DAY, draft);
            case WINBACK_REPLY -> unlessWithin(180 * DAY, draft);
            case REVERSAL -> takeBack(draft);
            default -> Optional.of(book(draft, draft.raw(), null));
        };
    }

    /** Points that stand of these rules after the minute. */
    private int sum(Set<Rule> rules, long after) {
        return counting.stream()
                .filter(entry -> rules.contains(entry.rule()) && entry.minute() > after)
                .mapToInt(DerivedEntry::applied)
                .sum();
    }

    /** Within -20 to +20 in 90 days, where that is a rule (section 11, rule 7). */
    private DerivedEntry byHand(Draft draft) {
        if (!(draft.why() instanceof RelationshipWhy.Manual why) || !why.bounded()) {
            return book(draft, draft.raw(), null);
        }
        int before = sum(Set.of(Rule.MANUAL), draft.minute() - 90 * DAY);
        int applied = Math.clamp(draft.raw(), Math.min(0, -MOST_BY_HAND - before), Math.max(0, MOST_BY_HAND - before));
        return book(draft, applied, applied == draft.raw() ? null : Cap.MANUAL_CAP);
    }

    private DerivedEntry upTo(int room, Cap cap, Draft draft) {
        int left = Math.max(0, room);
        return draft.raw() > left ? book(draft, left, cap) : book(draft, draft.raw(), null);
    }

    private Optional<DerivedEntry> unlessWithin(long minutes, Draft draft) {
        boolean early = counting.stream()
                .anyMatch(entry -> entry.rule() == draft.rule() && draft.minute() - entry.minute() < minutes);
        return early ? Optional.empty() : Optional.of(book(draft, draft.raw(), null));
    }

    /** Its first fact is that of the entry it takes back; what counted nothing is not taken back. */
    private Optional<DerivedEntry> takeBack(Draft draft) {
        if (!(draft.why() instanceof RelationshipWhy.TakenBack why)) {
            throw new IllegalStateException("a reversal of nothing");
        }
        Fact first = draft.facts().get(0);
        return counting.stream()
                .filter(entry ->
                        entry.rule() == why.rule() && entry.facts().get(0).equals(first))
                .filter(entry -> entry.applied() != 0)
                .findFirst()
                .map(entry -> {
                    counting.remove(entry);
                    Why known = new RelationshipWhy.TakenBack(why.rule(), entry.minute(), entry.applied(), why.known());
                    Draft mirror = new Draft(draft.minute(), Rule.REVERSAL, -entry.applied(), known, draft.facts());
                    return book(mirror, -entry.applied(), null);
                });
    }

    private DerivedEntry book(Draft draft, int applied, @Nullable Cap cap) {
        net += applied;
        DerivedEntry entry = new DerivedEntry(
                draft.minute(), draft.rule(), draft.raw(), applied, cap, net, draft.why(), draft.facts());
        counting.add(entry);
        return entry;
    }
}
