package headsup.goodwill;

import java.util.ArrayList;
import java.util.List;

/** Entries being written down; what is worth nothing is not written (section 4). */
final class Drafts {

    private final List<Draft> written = new ArrayList<>();

    /** @return whether that makes an entry */
    boolean add(long minute, Rule rule, int raw, Why why, Fact... facts) {
        return raw != 0 && written.add(new Draft(minute, rule, raw, why, List.of(facts)));
    }

    /** For the few rules whose nothing is an entry too. */
    void addEvenIfNothing(long minute, Rule rule, int raw, Why why, Fact... facts) {
        written.add(new Draft(minute, rule, raw, why, List.of(facts)));
    }

    /** An entry whose points are known only when the one it takes back has been counted. */
    void addReversal(long minute, Why why, Fact... facts) {
        written.add(new Draft(minute, Rule.REVERSAL, 0, why, List.of(facts)));
    }

    List<Draft> written() {
        return written;
    }
}
