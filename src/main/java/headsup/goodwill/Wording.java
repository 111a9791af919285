package headsup.goodwill;

import org.jspecify.annotations.Nullable;

/** The sentences of a statement, in English (the column "Says" of sections 2 and 7). */
final class Wording {

    private final IncidentWording incident;
    private final RelationshipWording relationship;

    Wording(Moments moments) {
        incident = new IncidentWording(moments);
        relationship = new RelationshipWording(moments);
    }

    /** The whole sentence of a derived entry. */
    String sentence(DerivedEntry entry, Circumstances around) {
        return sentence(entry.why(), around) + capped(entry.raw(), entry.applied(), entry.cap());
    }

    String sentence(Why why, Circumstances around) {
        return switch (why) {
            case IncidentWhy of -> incident.sentence(of, around);
            case RelationshipWhy of -> relationship.sentence(of);
        };
    }

    /** How the sentence goes on when a cap bit; empty when none did. */
    static String capped(int raw, int applied, @Nullable Cap cap) {
        return cap == null
                ? ""
                : " Counted as " + points(applied) + " instead of " + points(raw) + ": " + cap.inWords() + ".";
    }

    /** Points with their sign: {@code +3}, {@code -2}, {@code 0}. */
    static String points(int points) {
        return points > 0 ? "+" + points : Integer.toString(points);
    }

    /** X1; {@code time} is that of the entry taken back. */
    static String takesBack(Rule rule, String time, int applied, String known) {
        String name = rule.word().replace('_', ' ');
        return "Correction: " + points(applied) + " for " + name + " at " + time + " taken back: " + known + ".";
    }

    /** What the policy puts in braces after a credit. */
    static String asked(boolean asked) {
        return asked ? ", after you asked" : "";
    }
}
