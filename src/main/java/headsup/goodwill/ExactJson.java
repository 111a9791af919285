package headsup.goodwill;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import headsup.kernel.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Reads JSON without rounding a number: a whole one in bounds becomes a {@link LongNode}, every other, however long or large,
 * one that is not a number to us.
 */
final class ExactJson {

    private static final int DEEPEST = 500;
    private static final JsonNode NO_WHOLE_NUMBER = DoubleNode.valueOf(Double.NaN);

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private ExactJson() {}

    /** Refuses with {@code malformed} what is not JSON, or not an object. */
    static JsonNode object(InputStream body) {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw Refusal.of(Refusal.Code.MALFORMED, "The body is empty.");
            }
            JsonNode node = node(parser, first);
            if (parser.nextToken() != null) {
                throw Refusal.of(Refusal.Code.MALFORMED, "The body goes on after its end.");
            }
            if (!node.isObject()) {
                throw Refusal.of(Refusal.Code.MALFORMED, "The body must be a JSON object.");
            }
            return node;
        } catch (IOException broken) {
            throw Refusal.of(Refusal.Code.MALFORMED, "The body is not JSON.");
        }
    }

    private static JsonNode node(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.instance;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }

    private static JsonNode members(JsonParser parser) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.set(name, node(parser, parser.nextToken()));
        }
        return object;
    }

    private static JsonNode elements(JsonParser parser) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(node(parser, token));
        }
        return array;
    }

    private static JsonNode number(String text) {
        OptionalLong whole = WholeNumber.parse(text);
        return whole.isPresent() ? LongNode.valueOf(whole.getAsLong()) : NO_WHOLE_NUMBER;
    }
}
