package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.goodwill.Circumstances.Unheard;
import headsup.incident.Impact;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordingTest {

    private static final Circumstances MAIL = new Circumstances("Mail", Unheard.BOUNCE);
    private static final Wording WORDING = new Wording(new Moments(
            ZoneId.of("Europe/Berlin"),
            DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH),
            minute -> Instant.parse("2026-03-02T08:00:00Z").plusSeconds(60 * minute)));

    static Stream<Arguments> incidentSentences() {
        return Stream.of(
                says(new IncidentWhy.Onset(Impact.CRITICAL, 0), "Mail became critical for you at 09:00."),
                says(new IncidentWhy.Lasting(30, Impact.MAJOR, 30), "Another 30 minutes of major impact, until 09:30."),
                says(new IncidentWhy.FirstWord(10, 15), "You heard from us first at 09:10; it was due by 09:15."),
                says(new IncidentWhy.Kept(60, 55), "News promised for 10:00 reached you at 09:55."),
                says(
                        new IncidentWhy.KeptWithoutNews(60, 55),
                        "Word promised for 10:00 reached you at 09:55, though there was no news yet."),
                says(
                        new IncidentWhy.Broken(15, 20),
                        "Word was due by 09:15; 09:20 passed without a message that reached you (bounce)."),
                says(new IncidentWhy.Silent(15, 90), "Still no word, 1 hour 30 minutes after it was due at 09:15."),
                says(
                        new IncidentWhy.EstimateKept(60, 75, 10),
                        "Restored at 10:00, within the estimate of 10:15 given at 09:10."),
                says(
                        new IncidentWhy.EstimateMissed(75, 80),
                        "The estimate of 10:15 passed and it was not restored by 10:20."),
                says(
                        new IncidentWhy.EstimateMoved(75, 120, 60),
                        "The estimate moved from 10:15 to 11:00; you were told at 10:00."),
                says(new IncidentWhy.ResolvedTold(60, 65), "Restored at 10:00; you were told at 10:05."),
                says(new IncidentWhy.FailedAgain(180, 120), "It failed again at 12:00, 2 hours after it was restored."),
                says(new IncidentWhy.Apology(3, 60), "Apology 3 in 90 days, at 10:00."),
                says(new IncidentWhy.Blame(60), "The message of 10:00 put the blame on others."),
                says(new IncidentWhy.RootCauseTold(60, 120), "You had the root cause at 10:00, within 120 hours."),
                says(
                        new IncidentWhy.RootCauseOwed(240),
                        "240 hours after restoration the root cause was still not told."),
                says(new IncidentWhy.Gesture(5, false), "Credit of 5 % of the monthly fee."),
                says(new IncidentWhy.Gesture(5, true), "Credit of 5 % of the monthly fee, after you asked."),
                says(new IncidentWhy.Call(60), "We spoke by telephone at 10:00."),
                says(
                        new IncidentWhy.TakenBack(Rule.ESTIMATE_KEPT, 65, 4, 180),
                        "Correction: +4 for estimate kept at 10:05 taken back: it failed again at 12:00."),
                says(
                        new IncidentWhy.Corrected(Rule.PROMISE_BROKEN, 20, -10, "the message of 09:12 reached you"),
                        "Correction: -10 for promise broken at 09:20 taken back: the message of 09:12 reached you."));
    }

    static Stream<Arguments> relationshipSentences() {
        return Stream.of(
                says(new RelationshipWhy.TouchpointKept(0), "We were there as agreed on 2 March."),
                says(
                        new RelationshipWhy.TouchpointMissed("the installation", 0),
                        "We missed the installation on 2 March."),
                says(
                        new RelationshipWhy.PreventionNote("a worn disk"),
                        "We told you of a worn disk, fixed before it reached you."),
                says(new RelationshipWhy.GoodNews("Twice the room"), "We shared good news: Twice the room."),
                says(
                        new RelationshipWhy.GoodNewsIllTimed("Mail is down"),
                        "We sent good news while Mail is down was open."),
                says(
                        new RelationshipWhy.PreventionFailed("A worn disk", 0),
                        "A worn disk, reported as fixed on 2 March, struck after all."),
                says(new RelationshipWhy.Kindness(3, true), "Credit of 3 %, after you asked."),
                says(new RelationshipWhy.Complaint("slow mail"), "You complained about slow mail."),
                says(
                        new RelationshipWhy.ComplaintSolicited("slow mail"),
                        "You told us, when we asked, about slow mail."),
                says(new RelationshipWhy.ComplaintAnswered(61), "A person answered after 1 hour 1 minute."),
                says(
                        new RelationshipWhy.ComplaintResolved("Slow mail", 2880),
                        "Slow mail resolved, and you confirmed it, after 2 days."),
                says(
                        new RelationshipWhy.ComplaintResolvedByExecutive("Slow mail", "Ada Byron"),
                        "Slow mail resolved by Ada Byron."),
                says(new RelationshipWhy.ComplaintAging("Slow mail", 10), "Slow mail open for 10 days."),
                says(new RelationshipWhy.ComplaintReopened("Slow mail"), "Slow mail came back."),
                says(new RelationshipWhy.Survey(9), "You gave us 9 of 10."),
                says(new RelationshipWhy.WinbackReply(), "You answered our letter."),
                says(new RelationshipWhy.Fade(), "Time: goodwill and grudges fade."),
                says(
                        new RelationshipWhy.Manual("Ada Byron", "old debt", null, false),
                        "Entered by Ada Byron: old debt."),
                says(
                        new RelationshipWhy.Manual("Ada Byron", "old debt", "Mia", true),
                        "Entered by Ada Byron: old debt. Confirmed by Mia."),
                says(new RelationshipWhy.CarriedOver("customer for 6 years"), "Carried over: customer for 6 years."));
    }

    @ParameterizedTest
    @MethodSource({"incidentSentences", "relationshipSentences"})
    void everyEntrySaysWhy(Why why, String sentence) {
        assertEquals(sentence, WORDING.sentence(why, MAIL));
    }

    @Test
    void aCapIsToldInTheSameBreath() {
        DerivedEntry capped = new DerivedEntry(
                60, Rule.PERSONAL_CALL, 5, 0, Cap.INCIDENT_CEILING, 5, new IncidentWhy.Call(60), List.of());
        assertEquals(
                "We spoke by telephone at 10:00. Counted as 0 instead of +5: an incident earns no more than this.",
                WORDING.sentence(capped, MAIL));
    }

    private static Arguments says(Why why, String sentence) {
        return Arguments.of(why, sentence);
    }
}
