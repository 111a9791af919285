package headsup.goodwill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the facts have it.
 *
 * @param minute effective UTC minute
 * @param raw points before caps
 * @param applied points that count
 * @param cap what made the difference; null when nothing did
 * @param net sum of applied points of the incident so far
 * @param facts the facts it rests on
 */
record DerivedEntry(
        long minute,
        Rule rule,
        int raw,
        int applied,
        @Nullable Cap cap,
        int net,
        Why why,
        List<Fact> facts) {}
