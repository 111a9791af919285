package headsup.goodwill;

import headsup.goodwill.IncidentWhy.Apology;
import headsup.goodwill.IncidentWhy.Blame;
import headsup.goodwill.IncidentWhy.Broken;
import headsup.goodwill.IncidentWhy.Call;
import headsup.goodwill.IncidentWhy.Corrected;
import headsup.goodwill.IncidentWhy.EstimateKept;
import headsup.goodwill.IncidentWhy.EstimateMissed;
import headsup.goodwill.IncidentWhy.EstimateMoved;
import headsup.goodwill.IncidentWhy.FailedAgain;
import headsup.goodwill.IncidentWhy.FirstWord;
import headsup.goodwill.IncidentWhy.Gesture;
import headsup.goodwill.IncidentWhy.Kept;
import headsup.goodwill.IncidentWhy.KeptWithoutNews;
import headsup.goodwill.IncidentWhy.Lasting;
import headsup.goodwill.IncidentWhy.Onset;
import headsup.goodwill.IncidentWhy.ResolvedTold;
import headsup.goodwill.IncidentWhy.RootCauseOwed;
import headsup.goodwill.IncidentWhy.RootCauseTold;
import headsup.goodwill.IncidentWhy.Silent;
import headsup.goodwill.IncidentWhy.TakenBack;

/** What the entries of an incident say (section 2). */
record IncidentWording(Moments moments) {

    /** One line per rule, in rule order: the table of the policy. */
    String sentence(IncidentWhy why, Circumstances around) {
        return switch (why) {
            case Onset(var severity, var time) ->
                around.component() + " became " + severity.word() + " for you at " + at(time) + ".";
            case Lasting(var every, var severity, var until) ->
                "Another " + every + " minutes of " + severity.word() + " impact, until " + at(until) + ".";
            case FirstWord(var time, var due) ->
                "You heard from us first at " + at(time) + "; it was due by " + at(due) + ".";
            case Kept(var due, var time) -> "News promised for " + at(due) + " reached you at " + at(time) + ".";
            case KeptWithoutNews(var due, var time) ->
                "Word promised for " + at(due) + " reached you at " + at(time) + ", though there was no news yet.";
            case Broken(var due, var time) ->
                "Word was due by " + at(due) + "; " + at(time) + " passed without a message that reached you ("
                        + around.unheard().inWords() + ").";
            case Silent(var due, var elapsed) ->
                "Still no word, " + Moments.elapsed(elapsed) + " after it was due at " + at(due) + ".";
            case EstimateKept(var restored, var estimate, var given) ->
                "Restored at " + at(restored) + ", within the estimate of " + at(estimate) + " given at " + at(given)
                        + ".";
            case EstimateMissed(var estimate, var time) ->
                "The estimate of " + at(estimate) + " passed and it was not restored by " + at(time) + ".";
            case EstimateMoved(var from, var to, var time) ->
                "The estimate moved from " + at(from) + " to " + at(to) + "; you were told at " + at(time) + ".";
            case ResolvedTold(var restored, var time) ->
                "Restored at " + at(restored) + "; you were told at " + at(time) + ".";
            case FailedAgain(var time, var elapsed) ->
                "It failed again at " + at(time) + ", " + Moments.elapsed(elapsed) + " after it was restored.";
            case Apology(var number, var time) -> "Apology " + number + " in 90 days, at " + at(time) + ".";
            case Blame(var time) -> "The message of " + at(time) + " put the blame on others.";
            case RootCauseTold(var told, var hours) ->
                "You had the root cause at " + at(told) + ", within " + hours + " hours.";
            case RootCauseOwed(var hours) -> hours + " hours after restoration the root cause was still not told.";
            case Gesture(var percent, var asked) ->
                "Credit of " + percent + " % of the monthly fee" + Wording.asked(asked) + ".";
            case Call(var time) -> "We spoke by telephone at " + at(time) + ".";
            case TakenBack(var rule, var time, var applied, var again) ->
                takesBack(rule, time, applied, "it failed again at " + at(again));
            case Corrected(var rule, var time, var applied, var known) -> takesBack(rule, time, applied, known);
        };
    }

    private String takesBack(Rule rule, long time, int applied, String known) {
        return Wording.takesBack(rule, at(time), applied, known);
    }

    private String at(long minute) {
        return moments.time(minute);
    }
}
