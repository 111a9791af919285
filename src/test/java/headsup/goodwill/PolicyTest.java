package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import headsup.incident.Impact;
import java.util.EnumSet;
import java.util.List;
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
