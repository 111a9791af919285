package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import headsup.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document is read whole or refused by the path of what is wrong. */
class PolicyReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatIsWrittenIsReadBack() {
        assertEquals(Policy.standard(), read(PolicyDocument.of(Policy.standard()), 1));
        assertEquals(Policy.standard2(), read(PolicyDocument.of(Policy.standard2()), 2));
    }

    @Test
    void aDocumentFromBeforeItNamedRulesAndBandsIsOfTheFirst() {
        ObjectNode document = PolicyDocument.of(Policy.standard());
        document.remove(List.of("rules", "bands"));
        JsonNode kept =
                ExactJson.object(new ByteArrayInputStream(document.toString().getBytes(StandardCharsets.UTF_8)));
        assertEquals(Policy.standard(), PolicyReader.read(PolicyDocument.completed(kept), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/parameters/haste          | 5        | parameters.haste",
                "/parameters/grace/huge     | 5        | parameters.grace.huge",
                "/tariff/reversal           | 5        | tariff.reversal",
                "/tariff/silence/repeated   | -5       | tariff.silence.repeated",
                "/limits/onboarding_cap     | 5        | limits.onboarding_cap",
                "/extra                     | 5        | extra",
                "/rules                     |          | rules",
                "/rules                     | 3        | rules",
                "/rules                     | 0        | rules",
                "/bands                     |          | bands",
                "/bands/fair                |          | bands.fair",
                "/bands/fair                | 51       | bands.fair",
                "/bands/strong              | -1       | bands.strong,bands.fair",
                "/bands/poor                | 5        | bands.poor",
                "/parameters/grace          |          | parameters.grace",
                "/parameters/owed           |          | parameters.owed",
                "/tariff/silence            |          | tariff.silence",
                "/tariff/silence/minor      |          | tariff.silence.minor",
                "/tariff/apology/repeated   |          | tariff.apology.repeated",
                "/limits/silence_cap        |          | limits.silence_cap",
                "/limits                    |          | limits",
                "/name                      |          | name",
                "/name                      | 7        | name",
                "/name                      | \"a/b\"  | name",
                "/version                   | 8        | version",
                "/tariff                    | []       | tariff",
                "/tariff/silence            | -2       | tariff.silence",
                "/tariff/silence/major      | \"-2\"   | tariff.silence.major",
                "/tariff/silence/major      | true     | tariff.silence.major",
                "/tariff/silence/major      | -2.5     | tariff.silence.major",
                "/tariff/silence/major      | -1000001 | tariff.silence.major",
                "/tariff/silence/major      | 1e30     | tariff.silence.major",
                "/tariff/first_word/minor   | 1000001  | tariff.first_word.minor",
                "/parameters/again          | -1       | parameters.again",
                "/parameters/grace/critical | 31       | parameters.grace.critical",
                "/parameters/next/minor     | 1441     | parameters.next.minor",
                "/parameters/next/minor     | 0        | parameters.next.minor",
                "/parameters/interval/major | 0        | parameters.interval.major",
                "/parameters/interval/major | -60      | parameters.interval.major",
                "/parameters/every/minor    | 0        | parameters.every.minor",
                "/parameters/cause          | 14401    | parameters.cause",
                "/tariff/silence/critical   | 1        | tariff.silence.critical",
                "/tariff/apology/repeated   | 1        | tariff.apology.repeated",
                "/tariff/promise_kept/major | -1       | tariff.promise_kept.major",
                "/limits/silence_cap/major  | 1        | limits.silence_cap.major",
                "/limits/gesture_cap/minor  | -1       | limits.gesture_cap.minor",
                "/limits/silence_cap/minor  | -31      | limits.silence_cap.major",
                "/limits/update_cap/minor   | 11       | limits.update_cap.major",
                "/tariff/impact_onset/minor | -6       | tariff.impact_onset.major",
            })
    void whatIsWrongIsRefusedByItsPath(String pointer, @Nullable String value, String field) throws Exception {
        JsonNode document = with(pointer, value);
        Refusal refusal = assertThrows(Refusal.class, () -> read(document, 7));
        assertEquals(Refusal.Code.INVALID_FIELD, refusal.code());
        assertEquals(
                List.of(field.split(",")),
                refusal.errors().stream().map(e -> e.field()).toList());
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        ObjectNode document = PolicyDocument.of(Policy.standard());
        document.withObject("/tariff/silence").put("major", 4);
        document.withObject("/limits").remove("update_cap");
        Refusal refusal = assertThrows(Refusal.class, () -> read(document, 7));
        assertEquals(
                List.of("tariff.silence.major", "limits.update_cap"),
                refusal.errors().stream().map(e -> e.field()).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "/tariff/silence/major, 0",
        "/tariff/silence/major, -1000000",
        "/tariff/promise_kept/major, 3.0",
        "/parameters/grace/critical, 30",
        "/parameters/next/minor, 1440",
        "/version, 7"
    })
    void whatIsJustInBoundsIsTaken(String pointer, String value) throws Exception {
        assertEquals(7, read(with(pointer, value), 7).version());
    }

    private static JsonNode with(String pointer, @Nullable String value) throws Exception {
        ObjectNode document = PolicyDocument.of(Policy.standard());
        int cut = pointer.lastIndexOf('/');
        ObjectNode parent = cut == 0 ? document : document.withObject(pointer.substring(0, cut));
        if (value == null) {
            parent.remove(pointer.substring(cut + 1));
        } else {
            parent.set(pointer.substring(cut + 1), JSON.readTree(value));
        }
        return document;
    }

    private static Policy read(JsonNode document, int version) {
        byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
        return PolicyReader.read(ExactJson.object(new ByteArrayInputStream(body)), version);
    }
}
