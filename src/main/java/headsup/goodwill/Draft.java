package headsup.goodwill;

import java.util.Comparator;
import java.util.List;

/** An entry before caps, floor, ceiling and one voice (section 4). A reversal has no raw points yet. */
record Draft(long minute, Rule rule, int raw, Why why, List<Fact> facts) {

    /** Section 5, without the last word: the sort is stable, so facts keep their order. */
    static final Comparator<Draft> IN_ORDER = Comparator.comparingLong(Draft::minute)
            .thenComparing(Draft::isDebit, Comparator.reverseOrder())
            .thenComparing(Draft::rule);

    private boolean isDebit() {
        return raw < 0 || rule == Rule.REVERSAL;
    }
}
