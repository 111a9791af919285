package headsup.goodwill;

import headsup.goodwill.RelationshipFact.CarriedOver;
import headsup.goodwill.RelationshipFact.Credit;
import headsup.goodwill.RelationshipFact.Entered;
import headsup.goodwill.RelationshipFact.Kept;
import headsup.goodwill.RelationshipFact.Missed;
import headsup.goodwill.RelationshipFact.Scored;
import headsup.goodwill.RelationshipFact.WroteBack;
import java.util.List;

/** What stands for itself: balances carried over, steps kept and missed, credit, surveys, replies, points entered by hand (O1, G1, G1m, G6, V1, W1, M1). */
final class Encounters {

    /** Minutes from the opening of the account in which a kept step is worth points. */
    private static final long ONBOARDING = 129_600;

    private static final int NEUTRAL_SCORE = 8;
    private static final int WORST_SURVEY = -16;

    private Encounters() {}

    static void write(long opened, List<Known<Happening>> happenings, Drafts drafts) {
        for (Known<Happening> known : happenings) {
            long at = known.minute();
            Fact fact = Fact.happening(known.index());
            switch (known.row().what()) {
                case CarriedOver(var points, var source) ->
                    drafts.addEvenIfNothing(at, Rule.OPENING, points, new RelationshipWhy.CarriedOver(source), fact);
                case Kept kept -> {
                    if (at < opened + ONBOARDING) {
                        drafts.add(at, Rule.TOUCHPOINT_KEPT, 3, new RelationshipWhy.TouchpointKept(at), fact);
                    }
                }
                case Missed(var what) ->
                    drafts.add(at, Rule.TOUCHPOINT_MISSED, -6, new RelationshipWhy.TouchpointMissed(what, at), fact);
                case Credit(var percent, var asked) ->
                    drafts.add(
                            at,
                            Rule.KINDNESS,
                            asked ? percent / 2 : percent,
                            new RelationshipWhy.Kindness(percent, asked),
                            fact);
                case Scored(var score) ->
                    drafts.addEvenIfNothing(at, Rule.SURVEY, points(score), new RelationshipWhy.Survey(score), fact);
                case WroteBack wroteBack ->
                    drafts.add(at, Rule.WINBACK_REPLY, 2, new RelationshipWhy.WinbackReply(), fact);
                case Entered(var points, var person, var reason, var second, var bounded) ->
                    drafts.add(
                            at, Rule.MANUAL, points, new RelationshipWhy.Manual(person, reason, second, bounded), fact);
                case RelationshipFact others -> {}
            }
        }
    }

    private static int points(int score) {
        int above = score - NEUTRAL_SCORE;
        return above >= 0 ? 2 * above : Math.max(WORST_SURVEY, 4 * above);
    }
}
