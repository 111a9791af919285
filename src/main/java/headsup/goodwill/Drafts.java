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

    /** An entry whose points are known only when the one it takes back has been counted. */
    void addReversal(long minute, IncidentWhy.TakenBack why, Fact fact) {
        written.add(new Draft(minute, Rule.REVERSAL, 0, why, List.of(fact)));
    }

    List<Draft> written() {
        return written;
    }
}
