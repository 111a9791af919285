package headsup.goodwill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The place of an entry in an incident's books (section 6).
 *
 * @param minute effective UTC minute
 * @param n 0, 1, ... among entries of one rule and minute in derived order
 */
record Slot(Rule rule, long minute, int n) {

    /** The slots of a derivation, entry by entry. */
    static List<Slot> of(List<DerivedEntry> derived) {
        Map<Slot, Integer> taken = new HashMap<>();
        List<Slot> slots = new ArrayList<>(derived.size());
        for (DerivedEntry entry : derived) {
            Slot first = new Slot(entry.rule(), entry.minute(), 0);
            int n = taken.merge(first, 1, Integer::sum) - 1;
            slots.add(new Slot(entry.rule(), entry.minute(), n));
        }
        return slots;
    }

    /**
     * The key of an entry in this slot within its incident and customer.
     *
     * @param rev how many entries of this slot were reversed before
     */
    String key(int rev) {
        return rule.word() + ":" + minute + ":" + n + ":" + rev;
    }
}
