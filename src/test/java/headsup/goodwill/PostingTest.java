package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostingTest {

    private static final Slot BROKEN = new Slot(Rule.PROMISE_BROKEN, 20, 0);

    @Test
    void anEntryWhoseFactIsGoneIsTakenBackUnderItsOwnKey() {
        Standing first = new Standing(BROKEN, 0, -10, -10, null);
        Posting posting = Posting.between(List.of(first), Map.of(), List.of());
        assertEquals(List.of(), posting.bookings());
        assertEquals("xpromise_broken:20:0:0", posting.reversals().get(0).key());
        assertEquals(10, posting.total());
    }

    @Test
    void anEntryThatCountsDifferentlyIsTakenBackAndBookedUnderTheNextRevision() {
        Standing second = new Standing(BROKEN, 1, -10, -10, null);
        DerivedEntry now = entry(BROKEN, -10, 0, Cap.ONE_VOICE);
        Posting posting = Posting.between(List.of(second), Map.of(BROKEN, 1), List.of(now));
        assertEquals("xpromise_broken:20:0:1", posting.reversals().get(0).key());
        assertEquals("promise_broken:20:0:2", posting.bookings().get(0).key());
        assertEquals(10, posting.total());
    }

    @Test
    void anEntryThatCountedNothingIsTakenBackAllTheSame() {
        Standing nothing = new Standing(BROKEN, 0, -10, 0, Cap.ONE_VOICE);
        Posting posting = Posting.between(List.of(nothing), Map.of(), List.of());
        assertEquals(10, posting.reversals().get(0).raw());
        assertEquals(0, posting.reversals().get(0).applied());
    }

    @Test
    void whatStandsAndIsDerivedIsLeftAlone() {
        Standing same = new Standing(BROKEN, 3, -10, -10, null);
        assertTrue(Posting.between(List.of(same), Map.of(BROKEN, 3), List.of(entry(BROKEN, -10, -10, null)))
                .isEmpty());
    }

    @Test
    void entriesOfOneRuleAndMinuteAreNumberedInDerivedOrder() {
        Slot gesture = new Slot(Rule.GESTURE, 400, 0);
        Posting posting =
                Posting.between(List.of(), Map.of(), List.of(entry(gesture, 5, 5, null), entry(gesture, 5, 5, null)));
        assertEquals(
                List.of("gesture:400:0:0", "gesture:400:1:0"),
                posting.bookings().stream().map(Posting.Booking::key).toList());
    }

    private static DerivedEntry entry(Slot slot, int raw, int applied, @Nullable Cap cap) {
        Why why = new IncidentWhy.Call(slot.minute());
        return new DerivedEntry(slot.minute(), slot.rule(), raw, applied, cap, applied, why, List.of());
    }
}
