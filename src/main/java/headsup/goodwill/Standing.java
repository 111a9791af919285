package headsup.goodwill;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the books that was not taken back by a late fact.
 *
 * @param rev how many entries of its slot were reversed before it
 */
record Standing(
        Slot slot, int rev, int raw, int applied, @Nullable Cap cap) {

    /** Derived order (section 5). */
    static final Comparator<Standing> IN_ORDER = Comparator.comparingLong((Standing entry) -> entry.slot.minute())
            .thenComparing(Standing::isDebit, Comparator.reverseOrder())
            .thenComparing(entry -> entry.slot.rule())
            .thenComparing(entry -> entry.slot.n());

    private boolean isDebit() {
        return raw < 0 || slot.rule() == Rule.REVERSAL;
    }

    /** Whether the derivation still has it so. */
    boolean agreesWith(DerivedEntry entry) {
        return raw == entry.raw() && applied == entry.applied() && cap == entry.cap();
    }

    String key() {
        return slot.key(rev);
    }
}
