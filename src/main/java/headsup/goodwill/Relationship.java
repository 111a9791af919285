package headsup.goodwill;

import java.util.ArrayList;
import java.util.List;

/**
 * Facts outside incidents to entries (goodwill policy, section 7), all rules but {@link Fade}, which hangs on the balance
 * alone. Pure: no clock, no database. The derivation until T1 is a prefix of that until a later T2.
 */
final class Relationship {

    private Relationship() {}

    static List<DerivedEntry> derive(RelationshipFacts facts) {
        Drafts drafts = new Drafts();
        List<Known<Happening>> happenings = facts.inOrder();
        Cases cases = Cases.of(happenings);
        Encounters.write(facts.opened(), happenings, drafts);
        Tidings.write(happenings, cases, drafts);
        cases.write(facts.until(), drafts);
        RelationshipTally tally = new RelationshipTally();
        List<DerivedEntry> entries = new ArrayList<>();
        drafts.written().stream()
                .filter(draft -> draft.minute() < facts.until())
                .sorted(Draft.IN_ORDER)
                .forEach(draft -> tally.count(draft).ifPresent(entries::add));
        return List.copyOf(entries);
    }
}
