package headsup.goodwill;

import org.jspecify.annotations.Nullable;

/** Why an entry outside incidents stands (section 7). Every long is a minute, or a number of minutes where it says so. */
sealed interface RelationshipWhy extends Why {

    record CarriedOver(String source) implements RelationshipWhy {}

    record TouchpointKept(long time) implements RelationshipWhy {}

    record TouchpointMissed(String what, long time) implements RelationshipWhy {}

    record PreventionNote(String problem) implements RelationshipWhy {}

    record GoodNews(String title) implements RelationshipWhy {}

    /** @param open the incident or complaint that was open */
    record GoodNewsIllTimed(String open) implements RelationshipWhy {}

    record PreventionFailed(String problem, long noted) implements RelationshipWhy {}

    record Kindness(int percent, boolean asked) implements RelationshipWhy {}

    record Complaint(String subject) implements RelationshipWhy {}

    record ComplaintSolicited(String subject) implements RelationshipWhy {}

    /** @param elapsed minutes since receipt */
    record ComplaintAnswered(long elapsed) implements RelationshipWhy {}

    /** @param elapsed minutes since receipt */
    record ComplaintResolved(String subject, long elapsed) implements RelationshipWhy {}

    record ComplaintResolvedByExecutive(String subject, String executive) implements RelationshipWhy {}

    record ComplaintAging(String subject, long days) implements RelationshipWhy {}

    record ComplaintReopened(String subject) implements RelationshipWhy {}

    record Survey(int score) implements RelationshipWhy {}

    record WinbackReply() implements RelationshipWhy {}

    record Fade() implements RelationshipWhy {}

    /**
     * @param second who confirmed it; null when nobody had to
     * @param bounded whether those of 90 days together stay within bounds
     */
    record Manual(String person, String reason, @Nullable String second, boolean bounded) implements RelationshipWhy {}

    /** An earlier credit goes back; {@code known} is a clause without full stop. */
    record TakenBack(Rule rule, long time, int applied, String known) implements RelationshipWhy {}
}
