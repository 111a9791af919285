package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.goodwill.IncidentFacts.Kind;
import headsup.goodwill.IncidentFacts.Message;
import headsup.goodwill.IncidentFacts.Step;
import headsup.incident.Impact;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {

    /** The policy's figures count from the start, whose own points are spent when its minute is over. */
    @ParameterizedTest
    @CsvSource({
        "CRITICAL, 12, 20",
        "CRITICAL, 25, 60",
        "CRITICAL, 50, 255",
        "MAJOR, 12, 40",
        "MAJOR, 25, 210",
        "MAJOR, 50, 570"
    })
    void aSilentOutageUsesUpGoodwillInThisManyMinutes(Impact severity, int points, long minutes) {
        assertEquals(OptionalLong.of(minutes - 1), afterTheFirstMinute(severity).silentRunway(left(severity, points)));
    }

    @ParameterizedTest
    @CsvSource({"12, 120", "25, 450"})
    void keptPromisesLastLonger(int points, long minutes) {
        Outlook outlook = afterTheFirstMinute(Impact.CRITICAL);
        assertEquals(OptionalLong.of(minutes - 1), outlook.keptRunway(left(Impact.CRITICAL, points)));
    }

    @Test
    void fiftyPointsOutlastADayOfKeptPromises() {
        Outlook outlook = afterTheFirstMinute(Impact.CRITICAL);
        assertEquals(OptionalLong.empty(), outlook.keptRunway(left(Impact.CRITICAL, 50)));
    }

    @Test
    void whoIsOverdrawnHasNoRunwayLeft() {
        Outlook outlook = Outlook.at(Policy.standard(), facts(List.of(), List.of(), null), 100);
        assertEquals(OptionalLong.of(0), outlook.silentRunway(-1));
        assertEquals(OptionalLong.of(0), outlook.keptRunway(-1));
        assertEquals(OptionalLong.empty(), outlook.silentRunway(0));
    }

    @Test
    void theNextCostIsTheBrokenWordAndThenSilence() {
        List<Step> impact = List.of(new Step(0, Impact.MAJOR));
        Outlook fresh = Outlook.at(Policy.standard(), facts(impact, List.of(), null), 31);
        assertEquals(OptionalLong.of(30), fresh.due());
        DerivedEntry broken = fresh.nextCost().orElseThrow();
        assertEquals(Rule.PROMISE_BROKEN, broken.rule());
        assertEquals(40, broken.minute());
        assertEquals(-10, broken.applied());
        Outlook later = Outlook.at(Policy.standard(), facts(impact, List.of(), null), 61);
        assertEquals(
                List.of(Rule.SILENCE, Rule.IMPACT_DURATION),
                later.ahead().stream()
                        .limit(2)
                        .map(DerivedEntry::rule)
                        .sorted((a, b) -> b.compareTo(a))
                        .toList());
    }

    @Test
    void onceTheRestorationWasToldNoWordIsDue() {
        Message told = new Message(65, Kind.RESOLVED, null, null, false, false, null);
        IncidentFacts over = facts(List.of(new Step(0, Impact.MAJOR)), List.of(told), 60L);
        Outlook outlook = Outlook.at(Policy.standard(), over, 70);
        assertEquals(OptionalLong.empty(), outlook.due());
        assertTrue(outlook.ahead().isEmpty());
    }

    private static Outlook afterTheFirstMinute(Impact severity) {
        return Outlook.at(Policy.standard(), facts(List.of(new Step(0, severity)), List.of(), null), 1);
    }

    private static int left(Impact severity, int points) {
        return points + Policy.standard().amount(Rule.IMPACT_ONSET, severity);
    }

    private static IncidentFacts facts(List<Step> impact, List<Message> messages, @Nullable Long restored) {
        return new IncidentFacts(
                0, impact, restored, List.of(), messages, null, List.of(), List.of(), null, List.of(), false, 0,
                1_000_000);
    }
}
