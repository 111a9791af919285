package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the 43 worked cases of the policy.
 *
 * @param refused the code of its refusal; null when it is answered
 */
record WorkedCase(
        String name,
        JsonNode request,
        JsonNode response,
        @Nullable String refused) {

    static final ObjectMapper JSON = new ObjectMapper();

    static List<WorkedCase> all() throws IOException {
        List<WorkedCase> all = new ArrayList<>();
        try (InputStream cases = WorkedCase.class.getResourceAsStream("/goodwill-cases.json")) {
            for (JsonNode sample : JSON.readTree(cases).get("cases")) {
                JsonNode response = sample.get("response");
                all.add(new WorkedCase(
                        sample.get("name").asText() + " " + sample.get("note").asText(),
                        sample.get("request"),
                        response,
                        response.has("refused") ? response.get("refused").asText() : null));
            }
        }
        if (all.size() != 43) {
            throw new AssertionError("43 cases are worked out, not " + all.size());
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
