package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import headsup.incident.Impact;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    @Test
    void theStandardPolicyPricesEveryRuleOfAnIncident() {
        for (Rule rule : EnumSet.range(Rule.IMPACT_ONSET, Rule.PERSONAL_CALL)) {
            assertNotEquals(0, Policy.standard().amount(rule, Impact.CRITICAL), rule.word());
        }
        assertEquals("default", Policy.standard().name());
        assertEquals(1, Policy.standard().version());
    }

    /** The one the database makes is the one of the tests: see also {@link PoliciesDoorTest}. */
    @Test
    void theSecondVersionChangesThisAndNothingElse() {
        ObjectNode first = PolicyDocument.of(Policy.standard());
        first.put("rules", 2);
        first.withObject("/bands").put("strong", 25).put("fair", 10);
        set(first, "/limits/duration_cap", -16, -8, -3);
        set(first, "/limits/silence_cap", -16, -12, -6);
        set(first, "/tariff/estimate_missed", -6, -4, -2);
        set(first, "/tariff/root_cause_owed", -4, -2, 0);
        assertEquals(
                first.toPrettyString(), PolicyDocument.of(Policy.standard2()).toPrettyString());
    }

    private static void set(ObjectNode document, String path, int critical, int major, int minor) {
        document.withObject(path).put("critical", critical).put("major", major).put("minor", minor);
    }

    /** Section 11, rule 2. */
    @ParameterizedTest
    @CsvSource({"0, 5, 5, 5, 2", "1, 5, 4, 4, 2", "3, 5, 2, 2, 2", "4, 5, 1, 1, 1", "5, 5, 0, 0, 0", "40, 5, 0, 0, 0"})
    void whatNinetyDaysEarnedLowersTheCeilingInTheSecondVersionOnly(
            int earned, int first, int critical, int major, int minor) {
        assertEquals(first, Policy.standard().ceiling(Impact.CRITICAL, earned));
        assertEquals(critical, Policy.standard2().ceiling(Impact.CRITICAL, earned));
        assertEquals(major, Policy.standard2().ceiling(Impact.MAJOR, earned));
        assertEquals(minor, Policy.standard2().ceiling(Impact.MINOR, earned));
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
        Policy slow =
                new Policy("slow", 2, Rules.FIRST, pace, standard.horizons(), standard.tariff(), standard.bands());
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
