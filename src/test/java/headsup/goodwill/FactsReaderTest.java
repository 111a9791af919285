package headsup.goodwill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import headsup.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsReaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "null", "5", "\"x\"", "{} {}", "{\"impact\": NaN}", "{'a': 1}", "{,}"})
    void whatIsNoJsonObjectIsMalformed(String body) {
        Refusal refusal = assertThrows(Refusal.class, () -> read(body));
        assertEquals(Refusal.Code.MALFORMED, refusal.code());
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        byte[] bytes = "{\"messages\": \"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1);
        Refusal refusal = assertThrows(Refusal.class, () -> FactsReader.read(new ByteArrayInputStream(bytes)));
        assertEquals(Refusal.Code.MALFORMED, refusal.code());
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        assertEquals(
                Refusal.Code.MALFORMED,
                assertThrows(Refusal.class, () -> read("{\"x\":" + "[".repeat(100_000)))
                        .code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"impact": {}, "untilMinute": 5}                                           | impact
                    {"impact": [], "untilMinute": true}                                        | untilMinute
                    {"impact": [], "untilMinute": 5.5}                                         | untilMinute
                    {"impact": [], "untilMinute": 1e400}                                       | untilMinute
                    {"impact": [], "untilMinute": 1e-400}                                      | untilMinute
                    {"impact": [], "untilMinute": 5.00000000000000000000000000000001}          | untilMinute
                    {"impact": [], "untilMinute": 99999999999999999999999}                     | untilMinute
                    {"impact": [], "untilMinute": 5, "restoredMinute": "7"}                    | restoredMinute
                    {"impact": [], "untilMinute": 5, "rootCauseMinute": []}                    | rootCauseMinute
                    {"impact": [5], "untilMinute": 5}                                          | impact[0]
                    {"impact": [{"severity": "minor"}], "untilMinute": 5}                      | impact[0].minute
                    {"impact": [{"minute": 1, "severity": null}], "untilMinute": 5}            | impact[0].severity
                    {"impact": [{"minute": 1, "severity": "Minor"}], "untilMinute": 5}         | impact[0].severity
                    {"impact": [{"minute": 1, "severity": 2}], "untilMinute": 5}               | impact[0].severity
                    {"impact": [], "untilMinute": 5, "reopened": [[]]}                         | reopened[0]
                    {"impact": [], "untilMinute": 5, "messages": [{"kind": "news"}]}           | messages[0].minute
                    {"impact": [], "untilMinute": 5, "messages": "none"}                       | messages
                    {"impact": [], "untilMinute": 5, "messages": [{"minute": 1, "kind": "news", "text": 5}]} | messages[0].text
                    {"impact": [], "untilMinute": 5, "messages": [{"minute": 1, "kind": "news", "blame": "no"}]} | messages[0].blame
                    {"impact": [], "untilMinute": 5, "gestures": [{"minute": 1}]}              | gestures[0].percent
                    {"impact": [], "untilMinute": 5, "gestures": [{"minute": 1, "percent": -1}]} | gestures[0].percent
                    {"impact": [], "untilMinute": 5, "calls": [null]}                          | calls[0]
                    {"impact": [], "untilMinute": 5, "calls": {"0": 1}}                        | calls
                    {"impact": [], "untilMinute": 5, "maintenance": []}                        | maintenance
                    {"impact": [], "untilMinute": 5, "maintenance": {"toMinute": 3}}           | maintenance.fromMinute
                    {"impact": [], "untilMinute": 5, "otherIncidents": [{"fromMinute": 1}]}    | otherIncidents[0].severity
                    {"impact": [], "untilMinute": 5, "priorIncidentWithin90Days": 0}           | priorIncidentWithin90Days
                    {"impact": [{"minute": -999999, "severity": "none"}], "untilMinute": 2}    | untilMinute
                    """)
    void aWrongFieldIsNamedByItsPath(String body, String field) {
        Refusal refusal = assertThrows(Refusal.class, () -> read(body));
        assertEquals(Refusal.Code.INVALID_FIELD, refusal.code());
        assertEquals(List.of(field), fields(refusal));
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Refusal refusal = assertThrows(
                Refusal.class,
                () -> read("{\"impact\": [{}, null], \"messages\": [{\"minute\": 1.5, \"kind\": \"new\"}]}"));
        assertEquals(
                List.of(
                        "impact[0].minute",
                        "impact[0].severity",
                        "impact[1]",
                        "messages[0].minute",
                        "messages[0].kind",
                        "untilMinute"),
                fields(refusal));
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        IncidentFacts facts = read("{\"impact\": [], \"untilMinute\": 1000000, \"calls\": null, \"opening\": null}");
        assertEquals(0, facts.opening());
        assertEquals(List.of(), facts.calls());
        assertNull(facts.restoredMinute());
        assertNull(facts.maintenance());
    }

    @Test
    void aMillionMinutesAreNotTooLong() {
        assertEquals(
                1_000_000,
                read("{\"impact\": [{\"minute\": 0, \"severity\": \"none\"}], \"untilMinute\": 1000000}")
                        .untilMinute());
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5",
        "5.0, 5",
        "-0, 0",
        "-0.0e5, 0",
        "0e999999999999999999999, 0",
        "50e-1, 5",
        "0.05E+2, 5",
        "-1e8, -100000000",
        "100000000.000, 100000000",
        "10000000000000000000e-17, 100"
    })
    void aWholeNumberMayBeWrittenInManyWays(String text, long value) {
        assertEquals(OptionalLong.of(value), WholeNumber.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100000001",
                "-100000001",
                "1e9",
                "0.5",
                "5e-1",
                "1e99999999999999999999",
                "1e-99999999999999999999"
            })
    void whatIsNotWholeOrTooFarIsNoNumberOfOurs(String text) {
        assertEquals(OptionalLong.empty(), WholeNumber.parse(text));
    }

    @Test
    void numbersOfAnyLengthAreJudgedAtOnce() {
        String zeros = "0".repeat(5_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertEquals(
                    5,
                    read("{\"impact\": [], \"untilMinute\": 5." + zeros + "}").untilMinute());
            assertEquals(
                    List.of("untilMinute"),
                    fields(assertThrows(
                            Refusal.class, () -> read("{\"impact\": [], \"untilMinute\": 1" + zeros + "}"))));
        });
    }

    private static IncidentFacts read(String body) {
        return FactsReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> fields(Refusal refusal) {
        return refusal.errors().stream().map(Refusal.FieldError::field).toList();
    }
}
