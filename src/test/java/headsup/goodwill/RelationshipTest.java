package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.goodwill.RelationshipFact.Answered;
import headsup.goodwill.RelationshipFact.CarriedOver;
import headsup.goodwill.RelationshipFact.Complained;
import headsup.goodwill.RelationshipFact.Confirmed;
import headsup.goodwill.RelationshipFact.Credit;
import headsup.goodwill.RelationshipFact.Entered;
import headsup.goodwill.RelationshipFact.GoodNews;
import headsup.goodwill.RelationshipFact.Kept;
import headsup.goodwill.RelationshipFact.Missed;
import headsup.goodwill.RelationshipFact.Prevented;
import headsup.goodwill.RelationshipFact.Proof;
import headsup.goodwill.RelationshipFact.Reopened;
import headsup.goodwill.RelationshipFact.Resolved;
import headsup.goodwill.RelationshipFact.Scored;
import headsup.goodwill.RelationshipFact.Struck;
import headsup.goodwill.RelationshipFact.WroteBack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Section 7 of the goodwill policy, row by row. Minutes count from the opening of the account. */
class RelationshipTest {

    private static final long HOUR = 60;
    private static final long DAY = 1440;
    private static final long FOR_EVER = 900_000;

    private static Happening at(long minute, RelationshipFact what) {
        return new Happening(minute, what, null, null);
    }

    private static Happening about(int place, long minute, RelationshipFact what) {
        return new Happening(minute, what, place, null);
    }

    private static List<DerivedEntry> derived(long until, Happening... happenings) {
        return Relationship.derive(new RelationshipFacts(0, List.of(happenings), until));
    }

    /** As {@code minute rule applied[cap]}. */
    private static List<String> lines(long until, Happening... happenings) {
        return derived(until, happenings).stream()
                .map(e -> e.minute() + " " + e.rule().word() + " " + e.applied()
                        + (e.cap() == null ? "" : " " + e.cap().word()))
                .toList();
    }

    @Test
    void keptStepsOfTheFirstNinetyDaysEarnThreeUpToNine() {
        assertEquals(
                List.of(
                        "1 touchpoint_kept 3",
                        "2 touchpoint_kept 3",
                        "3 touchpoint_kept 3",
                        "4 touchpoint_kept 0 onboarding_cap"),
                lines(
                        FOR_EVER,
                        at(1, new Kept("a")),
                        at(2, new Kept("b")),
                        at(3, new Kept("c")),
                        at(4, new Kept("d"))));
        assertEquals(
                List.of("129599 touchpoint_kept 3"),
                lines(FOR_EVER, at(129_599, new Kept("a")), at(129_600, new Kept("b"))));
    }

    /** Section 11, rule 4. */
    @Test
    void aBalanceThatIsCarriedOverStandsBeforeTheRestAndIsAnEntryAlsoOfNothing() {
        assertEquals(
                List.of("0 opening 30", "1 touchpoint_kept 3"),
                lines(FOR_EVER, at(0, new CarriedOver(30, "six years")), at(1, new Kept("a"))));
        assertEquals(List.of("0 opening 0"), lines(FOR_EVER, at(0, new CarriedOver(0, "a new start"))));
    }

    /** Section 11, rule 7. */
    @Test
    void pointsByHandStayWithinTwentyInNinetyDaysWhereThatIsARule() {
        assertEquals(
                List.of(
                        "0 manual 15",
                        "1 manual 5 manual_cap",
                        "2 manual 0 manual_cap",
                        "3 manual -20",
                        "129601 manual 20"),
                lines(
                        FOR_EVER,
                        at(0, hand(15)),
                        at(1, hand(15)),
                        at(2, hand(1)),
                        at(3, hand(-20)),
                        at(90 * DAY + 1, hand(20))));
        assertEquals(
                List.of("0 manual -15", "1 manual -5 manual_cap"), lines(FOR_EVER, at(0, hand(-15)), at(1, hand(-15))));
        assertEquals(
                List.of("0 manual 20", "1 manual 20"),
                lines(FOR_EVER, at(0, new Entered(20, "Ada", "x")), at(1, new Entered(20, "Ada", "y"))));
    }

    private static Entered hand(int points) {
        return new Entered(points, "Ada", "x", null, true);
    }

    /** Section 11, rule 6. */
    @Test
    void aSpokenYesIsWorthOneLessThanALinkAndNobodysYesNothing() {
        assertEquals(List.of("0 complaint -8", "10 complaint_resolved 5"), confirmed(10, Proof.LINK));
        assertEquals(List.of("0 complaint -8", "10 complaint_resolved 4"), confirmed(10, Proof.SPOKEN));
        assertEquals(List.of("0 complaint -8", "5760 complaint_resolved 2"), confirmed(96 * HOUR, Proof.SPOKEN));
        assertEquals(List.of("0 complaint -8", "14400 complaint_resolved 2"), confirmed(240 * HOUR, Proof.SPOKEN));
        assertEquals(
                List.of("0 complaint -8", "14400 complaint_aging -4", "14401 complaint_resolved 0"),
                confirmed(240 * HOUR + 1, Proof.SPOKEN));
        assertEquals(List.of("0 complaint -8"), confirmed(10, Proof.NONE));
    }

    private static List<String> confirmed(long minute, Proof proof) {
        return lines(20_000, at(0, new Complained("noise", false)), about(0, minute, new Confirmed(null, proof)));
    }

    @Test
    void missedStepsAlwaysCostSix() {
        assertEquals(List.of("200000 touchpoint_missed -6"), lines(FOR_EVER, at(200_000, new Missed("the visit"))));
    }

    @Test
    void notesEarnFiveThreeOneAndTogetherWithGoodNewsAtMostTenInNinetyDays() {
        assertEquals(
                List.of(
                        "0 prevention_note 5",
                        "1440 prevention_note 3",
                        "2880 good_news 2 good_news_cap",
                        "4320 prevention_note 0 good_news_cap",
                        "129600 prevention_note 1"),
                lines(
                        FOR_EVER,
                        at(0, new Prevented("a")),
                        at(DAY, new Prevented("b")),
                        at(2 * DAY, new GoodNews("c")),
                        at(3 * DAY, new Prevented("d")),
                        at(90 * DAY, new Prevented("e"))));
    }

    @Test
    void theFourthGoodNewsOrNoteInNinetyDaysIsAnEntryOfNothingWithoutACap() {
        assertEquals(
                List.of("0 prevention_note 5", "1 prevention_note 3", "2 prevention_note 1", "3 prevention_note 0"),
                lines(
                        FOR_EVER,
                        at(0, new Prevented("a")),
                        at(1, new Prevented("b")),
                        at(2, new Prevented("c")),
                        at(3, new Prevented("d"))));
        assertEquals(
                List.of("0 good_news 3", "1 good_news 2", "2 good_news 1", "3 good_news 0"),
                lines(
                        FOR_EVER,
                        at(0, new GoodNews("a")),
                        at(1, new GoodNews("b")),
                        at(2, new GoodNews("c")),
                        at(3, new GoodNews("d"))));
    }

    @Test
    void goodNewsWhileSomethingIsOpenCostsTwoAndDoesNotCountAsOne() {
        assertEquals(
                List.of("0 complaint -8", "5 good_news_ill_timed -2", "10 good_news 3", "20 good_news_ill_timed -2"),
                lines(
                        FOR_EVER,
                        at(0, new Complained("noise", false)),
                        at(5, new GoodNews("a")),
                        about(0, 10, new Resolved()),
                        at(10, new GoodNews("b")),
                        new Happening(20, new GoodNews("c"), null, "Mail is down")));
    }

    @Test
    void aCauseThatStrikesWithinThirtyDaysCostsFiveAndTakesItsNoteBackOnce() {
        assertEquals(
                List.of("0 prevention_note 5", "43200 prevention_failed -5", "43200 reversal -5"),
                lines(
                        FOR_EVER,
                        at(0, new Prevented("a")),
                        about(0, 30 * DAY, new Struck()),
                        about(0, 30 * DAY, new Struck())));
        assertEquals(
                List.of("0 prevention_note 5"),
                lines(FOR_EVER, at(0, new Prevented("a")), about(0, 30 * DAY + 1, new Struck())));
    }

    @Test
    void whatWasTakenBackDoesNotFillTheCap() {
        assertEquals(
                List.of(
                        "0 prevention_note 5",
                        "1 prevention_note 3",
                        "2 prevention_failed -5",
                        "2 reversal -5",
                        "3 good_news 3",
                        "4 good_news 2"),
                lines(
                        FOR_EVER,
                        at(0, new Prevented("a")),
                        at(1, new Prevented("b")),
                        about(0, 2, new Struck()),
                        at(3, new GoodNews("c")),
                        at(4, new GoodNews("d"))));
    }

    @Test
    void creditEarnsItsPercentHalfWhenAskedForAndEightInNinetyDays() {
        assertEquals(
                List.of("0 kindness 3", "1 kindness 2", "2 kindness 3 gesture_cap"),
                lines(
                        FOR_EVER,
                        at(0, new Credit(3, false)),
                        at(1, new Credit(5, true)),
                        at(2, new Credit(10, false)),
                        at(3, new Credit(1, true))));
    }

    @Test
    void aComplaintCostsEightAnAnswerInFourHoursEarnsOneItsEndByAge() {
        assertEquals(
                List.of("0 complaint -8", "240 complaint_answered 1", "4320 complaint_resolved 5"),
                lines(
                        FOR_EVER,
                        at(0, new Complained("noise", false)),
                        about(0, 240, new Answered()),
                        about(0, 250, new Answered()),
                        about(0, 4000, new Resolved()),
                        about(0, 72 * HOUR, new Confirmed("Ada"))));
        assertEquals(
                List.of("0 complaint -8", "4321 complaint_resolved 3"),
                lines(
                        FOR_EVER,
                        at(0, new Complained("noise", false)),
                        about(0, 241, new Answered()),
                        about(0, 72 * HOUR + 1, new Confirmed(null))));
    }

    @Test
    void aSolicitedComplaintCostsFourAndAnExecutiveWhoEndsItEarnsSix() {
        assertEquals(
                List.of("0 complaint_solicited -4", "14400 complaint_resolved_executive 6"),
                lines(
                        FOR_EVER,
                        at(0, new Complained("noise", true)),
                        about(0, 5, new Resolved()),
                        about(0, 240 * HOUR, new Confirmed("Ada"))));
        assertEquals(
                List.of("0 complaint_solicited -4", "14401 complaint_resolved 1"),
                lines(
                        FOR_EVER,
                        at(0, new Complained("noise", true)),
                        about(0, 5, new Resolved()),
                        about(0, 240 * HOUR + 1, new Confirmed("Ada"))));
    }

    @Test
    void anOpenComplaintAgesEveryTenDaysThreeTimesNotInTheMinuteItIsResolved() {
        assertEquals(
                List.of(
                        "0 complaint -8",
                        "14400 complaint_aging -4",
                        "28800 complaint_aging -4",
                        "43200 complaint_aging -4"),
                lines(FOR_EVER, at(0, new Complained("noise", false))));
        assertEquals(
                List.of("0 complaint -8"),
                lines(FOR_EVER, at(0, new Complained("noise", false)), about(0, 14_400, new Resolved())));
    }

    @Test
    void aComplaintThatComesBackCostsThreeAndTakesItsEndBack() {
        assertEquals(
                List.of(
                        "0 complaint -8",
                        "10 complaint_resolved 5",
                        "20 complaint_reopened -3",
                        "20 reversal -5",
                        "30 complaint_resolved 5"),
                lines(
                        14_000,
                        at(0, new Complained("noise", false)),
                        about(0, 10, new Confirmed(null)),
                        about(0, 20, new Reopened()),
                        about(0, 30, new Confirmed(null))));
    }

    @Test
    void complaintsOfOneSubjectAreOneCaseWhileItIsOpen() {
        assertEquals(
                List.of("0 complaint -8", "20 complaint -8"),
                lines(
                        100,
                        at(0, new Complained("Noise", false)),
                        at(5, new Complained(" noise ", false)),
                        about(0, 20, new Resolved()),
                        at(20, new Complained("noise", false))));
    }

    @Test
    void aSurveyCountsTwiceAboveEightFourTimesBelowAndOnceInThirtyDays() {
        assertEquals(
                List.of("0 survey 4", "43200 survey -16", "86400 survey 0"),
                lines(
                        FOR_EVER,
                        at(0, new Scored(10)),
                        at(30 * DAY - 1, new Scored(0)),
                        at(30 * DAY, new Scored(3)),
                        at(60 * DAY, new Scored(8))));
    }

    @Test
    void aReplyEarnsTwoOnceInHalfAYear() {
        assertEquals(
                List.of("0 winback_reply 2", "259200 winback_reply 2"),
                lines(
                        FOR_EVER,
                        at(0, new WroteBack()),
                        at(180 * DAY - 1, new WroteBack()),
                        at(180 * DAY, new WroteBack())));
    }

    @Test
    void debitsOfAMinuteComeFirstThenRuleOrder() {
        assertEquals(
                List.of("5 touchpoint_missed -6", "5 manual -2", "5 touchpoint_kept 3", "5 manual 2"),
                lines(
                        FOR_EVER,
                        at(5, new Entered(2, "Ada", "x")),
                        at(5, new Entered(-2, "Ada", "y")),
                        at(5, new Kept("a")),
                        at(5, new Missed("b"))));
    }

    @Test
    void theDerivationUntilOneMinuteIsAPrefixOfThatUntilALaterOne() {
        java.util.Random random = new java.util.Random(7);
        for (int round = 0; round < 3_000; round++) {
            Happening[] all = anything(random);
            List<DerivedEntry> whole = derived(FOR_EVER, all);
            long until = random.nextLong(FOR_EVER);
            List<DerivedEntry> part = derived(until, all);
            assertEquals(whole.stream().filter(e -> e.minute() < until).toList(), part);
            assertEquals(
                    whole.stream().mapToInt(DerivedEntry::applied).sum(),
                    whole.isEmpty() ? 0 : whole.getLast().net());
        }
    }

    @Test
    void factsOfDifferentMinutesMayComeInAnyOrder() {
        java.util.Random random = new java.util.Random(11);
        for (int round = 0; round < 3_000; round++) {
            List<Happening> facts = new ArrayList<>();
            for (long minute : random.longs(12, 0, 300_000).distinct().toArray()) {
                facts.add(at(minute, alone(random)));
            }
            List<String> expected = text(facts);
            java.util.Collections.shuffle(facts, random);
            assertEquals(expected, text(facts));
        }
    }

    private static List<String> text(List<Happening> facts) {
        return derived(FOR_EVER, facts.toArray(Happening[]::new)).stream()
                .map(e -> e.minute() + " " + e.rule() + " " + e.applied() + " " + e.cap())
                .toList();
    }

    private static Happening[] anything(java.util.Random random) {
        long[] minutes = random.longs(20, 0, 300_000).sorted().toArray();
        return Arrays.stream(minutes)
                .mapToObj(minute -> random.nextInt(3) == 0
                        ? about(random.nextInt(20), minute, later(random))
                        : at(minute, alone(random)))
                .toArray(Happening[]::new);
    }

    private static RelationshipFact alone(java.util.Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> new Kept("a");
            case 1 -> new Missed("b");
            case 2 -> new Prevented("c");
            case 3 -> new GoodNews("d");
            case 4 -> new Credit(random.nextInt(12), random.nextBoolean());
            case 5 -> new Complained("s" + random.nextInt(3), random.nextBoolean());
            case 6 -> new Scored(random.nextInt(11));
            default -> new WroteBack();
        };
    }

    private static RelationshipFact later(java.util.Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Answered();
            case 1 -> new Resolved();
            case 2 -> new Confirmed(random.nextBoolean() ? "Ada" : null);
            case 3 -> new Reopened();
            default -> new Struck();
        };
    }
}
