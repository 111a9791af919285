package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import headsup.incident.Impact;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void theStandardPolicyPricesEveryRuleOfAnIncident() {
        for (Rule rule : EnumSet.range(Rule.IMPACT_ONSET, Rule.PERSONAL_CALL)) {
            assertNotEquals(0, Policy.standard().amount(rule, Impact.CRITICAL), rule.word());
        }
        assertEquals("default", Policy.standard().name());
        assertEquals(1, Policy.standard().version());
    }

    @Test
    void aLongOutageAfterWhichNobodySpeaksIsDerivedInNoTime() {
        // a million minutes of critical impact: 33 thousand steps, of which the caps leave a few dozen
        IncidentFacts facts = new IncidentFacts(
                0,
                List.of(new IncidentFacts.Step(0, Impact.CRITICAL)),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                0,
                1_000_000);
        List<DerivedEntry> entries = Derivation.derive(Policy.standard(), facts);
        assertEquals(-90, entries.get(entries.size() - 1).net());
    }

    /** The bookkeeper stops watching when nothing follows; a policy with long pauses must not make it stop too early. */
    @Test
    void whatFollowsIsFoundHoweverLongThePausesOfThePolicyAre() {
        Policy standard = Policy.standard();
        Map<Impact, Pace> pace = new EnumMap<>(standard.pace());
        pace.put(Impact.CRITICAL, new Pace(standard.pace(Impact.CRITICAL).cadence(), 10_000, 20, 30, 30));
        Policy slow = new Policy("slow", 2, pace, standard.horizons(), standard.tariff());
        IncidentFacts restored = silentHour();
        DerivedEntry next = Outlook.next(slow, restored, 1000).orElseThrow();
        assertEquals(Rule.ROOT_CAUSE_OWED, next.rule());
        assertEquals(7260, next.minute());
        next = Outlook.next(slow, restored, 7261).orElseThrow();
        assertEquals(Rule.SILENCE, next.rule());
        assertEquals(15 + 10_000, next.minute());
        assertEquals(14_400 + 1440, standard.lastWord());
        assertEquals(1440, standard.longestPause());
        assertEquals(10_000, slow.longestPause());
    }

    private static IncidentFacts silentHour() {
        return new IncidentFacts(
                0,
                List.of(new IncidentFacts.Step(0, Impact.CRITICAL)),
                60L,
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false,
                0,
                1_000_000);
    }

    @Test
    void everyWordIsReadBack() {
        for (Rule rule : Rule.values()) {
            assertEquals(rule, Rule.of(rule.word()));
        }
        for (Cap cap : Cap.values()) {
            assertEquals(cap, Cap.of(cap.word()));
        }
    }
}
