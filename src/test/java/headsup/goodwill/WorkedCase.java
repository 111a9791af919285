package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the worked cases of the policy: 43 of version 1, 10 of version 2.
 *
 * @param policy the version it is worked out under
 * @param refused the code of its refusal; null when it is answered
 */
record WorkedCase(
        Policy policy,
        String name,
        JsonNode request,
        JsonNode response,
        @Nullable String refused) {

    static final ObjectMapper JSON = new ObjectMapper();

    static List<WorkedCase> all() throws IOException {
        List<WorkedCase> all = new ArrayList<>(of(Policy.standard(), "/goodwill-cases.json", 43));
        all.addAll(of(Policy.standard2(), "/goodwill-cases-2.json", 10));
        return all;
    }

    private static List<WorkedCase> of(Policy policy, String file, int expected) throws IOException {
        List<WorkedCase> all = new ArrayList<>();
        try (InputStream cases = WorkedCase.class.getResourceAsStream(file)) {
            for (JsonNode sample : JSON.readTree(cases).get("cases")) {
                JsonNode response = sample.get("response");
                all.add(new WorkedCase(
                        policy,
                        policy.id() + " " + sample.get("name").asText() + " "
                                + sample.get("note").asText(),
                        sample.get("request"),
                        response,
                        response.has("refused") ? response.get("refused").asText() : null));
            }
        }
        if (all.size() != expected) {
            throw new AssertionError(expected + " cases are worked out, not " + all.size());
        }
        return all;
    }

    /** The field a refusal is about. */
    String field() {
        return response.get("field").asText();
    }

    @Override
    public String toString() {
        return name;
    }
}
