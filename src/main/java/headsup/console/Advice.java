package headsup.console;

import headsup.goodwill.TopUp;
import java.time.Duration;
import java.time.Instant;

/**
 * A top-up in one sentence.
 *
 * @param incident where it leads; empty when it leads to no incident
 */
record Advice(String sentence, String incident) {

    static Advice of(TopUp topUp, Times times) {
        return switch (topUp) {
            case TopUp.Answer(var subject, var since) ->
                plain("Answer their complaint about \u201c" + subject + "\u201d: open for " + ago(since, times) + ".");
            case TopUp.Resolve(var subject, var since) ->
                plain("Settle their complaint about \u201c" + subject + "\u201d, open for " + ago(since, times)
                        + ": their yes is worth up to +5.");
            case TopUp.AnswerInquiry(var incident, var since) ->
                new Advice("They asked " + ago(since, times) + " ago, and nobody answered: call them.", incident);
            case TopUp.TellRootCause(var incident) -> new Advice("They are owed a root cause: tell it.", incident);
            case TopUp.MakeGood(var missed) ->
                plain("Make good what we missed on " + day(missed, times) + ", and tell them when it is done.");
            case TopUp.AskWhy(var rated) -> plain("They rated us low on " + day(rated, times) + ": call, and ask why.");
            case TopUp.OwnUp(var incident, var broken) ->
                new Advice(
                        "We broke our word on " + day(broken, times) + " and have not spoken since: call, and own it.",
                        incident);
            case TopUp.AskWhetherSettled(var subject) ->
                plain("Ask whether \u201c" + subject + "\u201d is settled for them: their yes is worth up to +5.");
            case TopUp.BringGoodNews(var days) ->
                plain((days == null
                                ? "Nothing good came from us in 90 days"
                                : "Nothing good came from us for " + days + " days")
                        + ": bring good news (+3), or a problem fixed before it hit (+5).");
            case TopUp.Thank(var at) -> plain("They were kind to us on " + day(at, times) + ": thank them.");
            case TopUp.KeepOn keepOn -> plain("Nothing is owed. Keep the next promise.");
        };
    }

    private static Advice plain(String sentence) {
        return new Advice(sentence, "");
    }

    private static String ago(Instant since, Times times) {
        return Times.span(Duration.between(since, times.now()));
    }

    private static String day(Instant at, Times times) {
        return times.day(at);
    }
}
