package headsup.goodwill;

import headsup.goodwill.RelationshipFact.Complained;
import headsup.goodwill.RelationshipFact.Proof;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One complaint from receipt on: when it was open, and what that books. Told in the order of time. */
final class Case {

    private static final long PROMPT_ANSWER = 240;
    private static final long SOON = 72 * 60;
    private static final long LATE = 240 * 60;
    private static final int MOST_AGING = 3;

    /** Open from a minute until one in which it was resolved; null: not yet. */
    private record Open(long from, @Nullable Long until) {
        boolean holds(long minute) {
            return from <= minute && (until == null || minute < until);
        }
    }

    private record Closing(long minute, Rule rule, Fact fact) {}

    private final long received;
    private final Fact fact;
    private final Complained complaint;
    private final List<Open> opens = new ArrayList<>();
    private final Drafts drafts = new Drafts();
    private boolean answered;
    private @Nullable Closing closing;

    Case(long received, int place, Complained complaint) {
        this.received = received;
        this.fact = Fact.happening(place);
        this.complaint = complaint;
        opens.add(new Open(received, null));
        if (complaint.solicited()) {
            Why why = new RelationshipWhy.ComplaintSolicited(complaint.subject());
            drafts.add(received, Rule.COMPLAINT_SOLICITED, -4, why, fact);
        } else {
            drafts.add(received, Rule.COMPLAINT, -8, new RelationshipWhy.Complaint(complaint.subject()), fact);
        }
    }

    String subject() {
        return complaint.subject();
    }

    boolean isOpen() {
        return opens.getLast().until() == null;
    }

    boolean isOpenAt(long minute) {
        return opens.stream().anyMatch(open -> open.holds(minute));
    }

    /** K2: the first answer by a person, if it came soon. */
    void answer(long at, int place) {
        if (!answered && at - received <= PROMPT_ANSWER) {
            Why why = new RelationshipWhy.ComplaintAnswered(at - received);
            drafts.add(at, Rule.COMPLAINT_ANSWERED, 1, why, fact, Fact.happening(place));
        }
        answered = true;
    }

    void resolve(long at) {
        if (isOpen()) {
            opens.set(opens.size() - 1, new Open(opens.getLast().from(), at));
        }
    }

    /** K3 or K3x; an open one is resolved by it. Without proof that is all; a spoken yes is worth one less than their link. */
    void confirm(long at, int place, @Nullable String executive, @Nullable Proof proof) {
        resolve(at);
        if (closing != null || proof == Proof.NONE) {
            return;
        }
        long age = at - received;
        Fact confirmed = Fact.happening(place);
        if (executive != null && complaint.solicited() && age <= LATE) {
            closing = new Closing(at, Rule.COMPLAINT_RESOLVED_EXECUTIVE, confirmed);
            Why why = new RelationshipWhy.ComplaintResolvedByExecutive(subject(), executive);
            drafts.add(at, Rule.COMPLAINT_RESOLVED_EXECUTIVE, 6, why, confirmed, fact);
        } else {
            closing = new Closing(at, Rule.COMPLAINT_RESOLVED, confirmed);
            int points = (age <= SOON ? 5 : age <= LATE ? 3 : 1) - (proof == Proof.SPOKEN ? 1 : 0);
            Why why = new RelationshipWhy.ComplaintResolved(subject(), age);
            drafts.addEvenIfNothing(at, Rule.COMPLAINT_RESOLVED, points, why, confirmed, fact);
        }
    }

    /** K5, with X1 of what its last closing earned. */
    void reopen(long at, int place) {
        if (isOpen()) {
            return;
        }
        opens.add(new Open(at, null));
        Fact reopened = Fact.happening(place);
        drafts.add(at, Rule.COMPLAINT_REOPENED, -3, new RelationshipWhy.ComplaintReopened(subject()), reopened, fact);
        Closing last = closing;
        closing = null;
        if (last != null) {
            Why why = new RelationshipWhy.TakenBack(last.rule(), last.minute(), 0, "it came back");
            drafts.addReversal(at, why, last.fact(), reopened);
        }
    }

    /** All of it until T, K4 for each ten days it is open. */
    void write(long until, Drafts into) {
        into.written().addAll(drafts.written());
        int aged = 0;
        for (long at = received + LATE; at < until && aged < MOST_AGING; at += LATE) {
            if (isOpenAt(at)) {
                aged++;
                Why why = new RelationshipWhy.ComplaintAging(subject(), (at - received) / 1440);
                into.add(at, Rule.COMPLAINT_AGING, -4, why, fact);
            }
        }
    }
}
