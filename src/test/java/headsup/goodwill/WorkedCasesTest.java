package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worked cases of the policy, through the door's own reading and writing. */
class WorkedCasesTest {

    static List<WorkedCase> cases() throws IOException {
        return WorkedCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyWorkedCaseIsAnsweredToTheLetter(WorkedCase sample) throws IOException {
        InputStream body = new ByteArrayInputStream(sample.request().toString().getBytes(StandardCharsets.UTF_8));
        if (sample.refused() != null) {
            Refusal refusal = assertThrows(Refusal.class, () -> FactsReader.read(body));
            assertEquals(sample.refused(), refusal.code().word());
            assertTrue(
                    refusal.errors().stream().anyMatch(error -> error.field().equals(sample.field())),
                    refusal.detail());
        } else {
            String answer = WorkedCase.JSON.writeValueAsString(
                    SimulationResource.answer(sample.policy(), FactsReader.read(body)));
            assertEquals(
                    sample.response().toPrettyString(),
                    WorkedCase.JSON.readTree(answer).toPrettyString());
        }
    }
}
