package headsup.goodwill;

import headsup.goodwill.RelationshipFact.Answered;
import headsup.goodwill.RelationshipFact.Complained;
import headsup.goodwill.RelationshipFact.Confirmed;
import headsup.goodwill.RelationshipFact.Reopened;
import headsup.goodwill.RelationshipFact.Resolved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The complaints of one customer: K1 to K5. A complaint is open from its receipt until we hold it for resolved; what it earns
 * is booked, and its age taken, when the customer confirms. One of the same subject as an open one is that one again.
 */
final class Cases {

    private final Map<Integer, Case> byPlace = new LinkedHashMap<>();

    private Cases() {}

    static Cases of(List<Known<Happening>> happenings) {
        Cases cases = new Cases();
        happenings.forEach(cases::take);
        return cases;
    }

    private void take(Known<Happening> known) {
        if (known.row().what() instanceof Complained complaint) {
            if (byPlace.values().stream().noneMatch(c -> c.isOpen() && isSame(c.subject(), complaint.subject()))) {
                byPlace.put(known.index(), new Case(known.minute(), known.index(), complaint));
            }
            return;
        }
        Case about = byPlace.get(known.row().about());
        if (about == null) {
            return;
        }
        switch (known.row().what()) {
            case Answered answered -> about.answer(known.minute(), known.index());
            case Resolved resolved -> about.resolve(known.minute());
            case Confirmed(var executive, var proof) -> about.confirm(known.minute(), known.index(), executive, proof);
            case Reopened reopened -> about.reopen(known.minute(), known.index());
            case RelationshipFact others -> {}
        }
    }

    private static boolean isSame(String subject, String other) {
        return subject.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }

    /** What is open at the minute, as a sentence goes on: received by then and not resolved in it. */
    Optional<String> openAt(long minute) {
        return byPlace.values().stream()
                .filter(c -> c.isOpenAt(minute))
                .findFirst()
                .map(c -> "your complaint about " + c.subject());
    }

    void write(long until, Drafts drafts) {
        byPlace.values().forEach(c -> c.write(until, drafts));
    }
}
