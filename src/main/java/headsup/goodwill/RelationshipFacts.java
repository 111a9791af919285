package headsup.goodwill;

import java.util.List;

/**
 * What is known of one customer outside incidents (section 7). Minutes are whole UTC minutes from any common zero.
 *
 * @param opened the minute the account was opened
 * @param happenings of one minute, in the order they were written down
 * @param until T: later facts are not known, later entries not derived
 */
record RelationshipFacts(long opened, List<Happening> happenings, long until) {

    RelationshipFacts {
        happenings = List.copyOf(happenings);
    }

    RelationshipFacts until(long minute) {
        return new RelationshipFacts(opened, happenings, minute);
    }

    /** Known ones with their places, by minute; those of one minute keep their order. */
    List<Known<Happening>> inOrder() {
        return Known.before(until, happenings, Happening::minute);
    }
}
