package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import headsup.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The worked cases of the policy, through the door's own reading and writing. */
class WorkedCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulationResource door = new SimulationResource();

    @TestFactory
    List<DynamicTest> everyWorkedCaseIsAnsweredToTheLetter() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream cases = WorkedCasesTest.class.getResourceAsStream("/goodwill-cases.json")) {
            for (JsonNode sample : JSON.readTree(cases).get("cases")) {
                String name =
                        sample.get("name").asText() + " " + sample.get("note").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> check(sample)));
            }
        }
        assertEquals(43, tests.size());
        return tests;
    }

    private void check(JsonNode sample) throws IOException {
        JsonNode expected = sample.get("response");
        InputStream body =
                new ByteArrayInputStream(sample.get("request").toString().getBytes(StandardCharsets.UTF_8));
        if (expected.has("refused")) {
            Refusal refusal = assertThrows(Refusal.class, () -> door.simulate(body));
            assertEquals(expected.get("refused").asText(), refusal.code().word());
            assertTrue(
                    refusal.errors().stream().anyMatch(error -> error.field()
                            .equals(expected.get("field").asText())),
                    refusal.detail());
        } else {
            String answer = JSON.writeValueAsString(door.simulate(body));
            assertEquals(expected.toPrettyString(), JSON.readTree(answer).toPrettyString());
        }
    }
}
