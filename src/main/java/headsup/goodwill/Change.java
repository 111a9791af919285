package headsup.goodwill;

import java.util.Comparator;

/** The impact changes in a way the promise clock listens to (section 4.2). */
record Change(long minute, Kind kind, Fact fact) {

    /** In the order they count in at equal minutes. */
    enum Kind {
        REOPENING,
        WORSENING,
        RESTORATION
    }

    static final Comparator<Change> IN_ORDER =
            Comparator.comparingLong(Change::minute).thenComparing(Change::kind);
}
