package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Proves the checks of {@link StatuspageRules} on pages of the real world, before our own is held against them. */
class CapturesTest {

    private static final List<String> CAPTURES = List.of(
            "instructure-summary",
            "cloudamqp_maintenance-summary",
            "twilio_incident-summary",
            "coinbase-components",
            "linode-components-problems",
            "github-components-with-problem");

    @TestFactory
    Stream<DynamicTest> everyCaptureKeepsTheRules() {
        return CAPTURES.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> assertEquals(List.of(), broken(name))));
    }

    @Test
    void theRulesFindWhatIsWrong() throws IOException {
        String good = capture("instructure-summary").toString();
        assertTrue(complaints(good.replace("\"shortlink\"", "\"short_link\"")).size() > 0);
        assertTrue(complaints(good.replace("degraded_performance", "degraded")).size() > 0);
        assertTrue(complaints(good.replace(".773-07:00", "-07:00")).size() > 0);
    }

    @Test
    void ourRollupAgreesWithThePagesThatStateOne() throws IOException {
        for (String name : List.of("instructure-summary", "cloudamqp_maintenance-summary", "twilio_incident-summary")) {
            JsonNode page = capture(name);
            List<ComponentStatus> leaves = new ArrayList<>();
            for (JsonNode component : page.get("components")) {
                if (!component.get("group").booleanValue()) {
                    leaves.add(ComponentStatus.of(component.get("status").textValue()));
                }
            }
            Rollup ours = Rollup.of(leaves, List.<Impact>of());
            assertEquals(page.at("/status/indicator").textValue(), ours.indicator(), name);
            assertEquals(page.at("/status/description").textValue(), ours.description(), name);
        }
    }

    private static List<String> broken(String name) throws IOException {
        return StatuspageRules.broken(capture(name));
    }

    private static List<String> complaints(String json) throws IOException {
        return StatuspageRules.broken(new ObjectMapper().readTree(json));
    }

    static JsonNode capture(String name) throws IOException {
        try (var in = CapturesTest.class.getResourceAsStream("/statuspage/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
