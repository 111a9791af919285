package headsup.goodwill;

import headsup.goodwill.RelationshipWhy.CarriedOver;
import headsup.goodwill.RelationshipWhy.Complaint;
import headsup.goodwill.RelationshipWhy.ComplaintAging;
import headsup.goodwill.RelationshipWhy.ComplaintAnswered;
import headsup.goodwill.RelationshipWhy.ComplaintReopened;
import headsup.goodwill.RelationshipWhy.ComplaintResolved;
import headsup.goodwill.RelationshipWhy.ComplaintResolvedByExecutive;
import headsup.goodwill.RelationshipWhy.ComplaintSolicited;
import headsup.goodwill.RelationshipWhy.Fade;
import headsup.goodwill.RelationshipWhy.GoodNews;
import headsup.goodwill.RelationshipWhy.GoodNewsIllTimed;
import headsup.goodwill.RelationshipWhy.Kindness;
import headsup.goodwill.RelationshipWhy.Manual;
import headsup.goodwill.RelationshipWhy.PreventionFailed;
import headsup.goodwill.RelationshipWhy.PreventionNote;
import headsup.goodwill.RelationshipWhy.Survey;
import headsup.goodwill.RelationshipWhy.TakenBack;
import headsup.goodwill.RelationshipWhy.TouchpointKept;
import headsup.goodwill.RelationshipWhy.TouchpointMissed;
import headsup.goodwill.RelationshipWhy.WinbackReply;

/** What the entries outside incidents say (section 7). */
record RelationshipWording(Moments moments) {

    /** One line per rule, in rule order: the table of the policy. */
    String sentence(RelationshipWhy why) {
        return switch (why) {
            case CarriedOver(var source) -> "Carried over: " + source + ".";
            case TouchpointKept(var time) -> "We were there as agreed on " + moments.date(time) + ".";
            case TouchpointMissed(var what, var time) -> "We missed " + what + " on " + moments.date(time) + ".";
            case PreventionNote(var problem) -> "We told you of " + problem + ", fixed before it reached you.";
            case GoodNews(var title) -> "We shared good news: " + title + ".";
            case GoodNewsIllTimed(var open) -> "We sent good news while " + open + " was open.";
            case PreventionFailed(var problem, var noted) ->
                problem + ", reported as fixed on " + moments.date(noted) + ", struck after all.";
            case Kindness(var percent, var asked) -> "Credit of " + percent + " %" + Wording.asked(asked) + ".";
            case Complaint(var subject) -> "You complained about " + subject + ".";
            case ComplaintSolicited(var subject) -> "You told us, when we asked, about " + subject + ".";
            case ComplaintAnswered(var elapsed) -> "A person answered after " + Moments.elapsed(elapsed) + ".";
            case ComplaintResolved(var subject, var elapsed) ->
                subject + " resolved, and you confirmed it, after " + Moments.elapsed(elapsed) + ".";
            case ComplaintResolvedByExecutive(var subject, var executive) ->
                subject + " resolved by " + executive + ".";
            case ComplaintAging(var subject, var days) -> subject + " open for " + days + " days.";
            case ComplaintReopened(var subject) -> subject + " came back.";
            case Survey(var score) -> "You gave us " + score + " of 10.";
            case WinbackReply() -> "You answered our letter.";
            case Fade() -> "Time: goodwill and grudges fade.";
            case Manual(var person, var reason, var second, var bounded) ->
                "Entered by " + person + ": " + reason + "." + (second == null ? "" : " Confirmed by " + second + ".");
            case TakenBack(var rule, var time, var applied, var known) ->
                Wording.takesBack(rule, moments.time(time), applied, known);
        };
    }
}
