package headsup.goodwill;

import com.fasterxml.jackson.databind.JsonNode;
import headsup.kernel.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object of a request, read field by field. What is wrong is noted with its path and answered with a stand-in, so that
 * every row is checked before anything is refused.
 */
final class Row {

    private static final int MOST_ERRORS = 1000;

    private final JsonNode object;
    private final String path;
    private final List<Refusal.FieldError> errors;

    Row(JsonNode object, String path, List<Refusal.FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    /** A number without default. */
    long required(String field) {
        return whole(present(field), path + field, -WholeNumber.MOST, WholeNumber.MOST);
    }

    @Nullable
    Long optional(String field) {
        JsonNode value = value(field);
        return value == null ? null : (Long) whole(value, path + field, -WholeNumber.MOST, WholeNumber.MOST);
    }

    /** A number without default within bounds of its own. */
    int required(String field, int least, int most) {
        return (int) whole(present(field), path + field, least, most);
    }

    /** A number with a default, not negative. */
    int countOrZero(String field) {
        JsonNode value = value(field);
        return value == null ? 0 : (int) whole(value, path + field, 0, WholeNumber.MOST);
    }

    boolean flag(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isBoolean()) {
            wrong(path + field, "must be true or false");
        }
        return value != null && value.asBoolean();
    }

    @Nullable
    String text(String field) {
        JsonNode value = value(field);
        if (value != null && !value.isTextual()) {
            wrong(path + field, "must be a text");
        }
        return value == null ? null : value.asText();
    }

    /** One of the constants by its small name, without default; the first when it is wrong. */
    <E extends Enum<E>> E word(String field, Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> words = new ArrayList<>();
        JsonNode value = present(field);
        for (E constant : constants) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (value != null && value.isTextual() && word.equals(value.asText())) {
                return constant;
            }
            words.add(word);
        }
        if (value != null) {
            wrong(path + field, "must be one of " + String.join(", ", words));
        }
        return constants[0];
    }

    /** The object in a field; null when absent. */
    @Nullable
    Row row(String field) {
        JsonNode value = value(field);
        return value == null ? null : row(value, path + field, path + field + ".");
    }

    /** The object in a field without default; null when it is missing or wrong. */
    @Nullable
    Row requiredRow(String field) {
        JsonNode value = present(field);
        return value == null ? null : row(value, path + field, path + field + ".");
    }

    /** Notes every field but these as unknown. */
    void only(Collection<String> fields) {
        object.fieldNames().forEachRemaining(field -> {
            if (!fields.contains(field)) {
                wrong(path + field, "is not known here");
            }
        });
    }

    /** The objects of a list without default. */
    <T> List<T> requiredRows(String field, Function<Row, T> read) {
        JsonNode list = present(field);
        return list == null ? List.of() : rows(list, path + field, read);
    }

    /** The objects of a list that is empty by default. */
    <T> List<T> rows(String field, Function<Row, T> read) {
        JsonNode list = value(field);
        return list == null ? List.of() : rows(list, path + field, read);
    }

    private <T> List<T> rows(JsonNode list, String at, Function<Row, T> read) {
        List<T> rows = new ArrayList<>();
        for (int i = 0; i < elements(list, at); i++) {
            Row row = row(list.get(i), at + "[" + i + "]", at + "[" + i + "].");
            if (row != null) {
                rows.add(read.apply(row));
            }
        }
        return rows;
    }

    /** The numbers of a list that is empty by default. */
    List<Long> numbers(String field) {
        JsonNode list = value(field);
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; list != null && i < elements(list, path + field); i++) {
            numbers.add(whole(list.get(i), path + field + "[" + i + "]", -WholeNumber.MOST, WholeNumber.MOST));
        }
        return numbers;
    }

    private @Nullable Row row(JsonNode value, String at, String prefix) {
        if (!value.isObject()) {
            wrong(at, "must be an object");
            return null;
        }
        return new Row(value, prefix, errors);
    }

    private int elements(JsonNode list, String at) {
        if (!list.isArray()) {
            wrong(at, "must be a list");
            return 0;
        }
        return list.size();
    }

    /** Null when absent or null. */
    private @Nullable JsonNode value(String field) {
        JsonNode value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode present(String field) {
        JsonNode value = value(field);
        if (value == null) {
            wrong(path + field, "is required");
        }
        return value;
    }

    private long whole(@Nullable JsonNode value, String at, long least, long most) {
        if (value == null) {
            return least;
        }
        if (!value.isNumber()) {
            wrong(at, "must be a number");
        } else if (!value.isLong() || value.asLong() < least || value.asLong() > most) {
            wrong(at, "must be a whole number from " + least + " to " + most);
        }
        return value.isLong() ? value.asLong() : least;
    }

    void wrong(String at, String message) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new Refusal.FieldError(at, message));
        }
    }
}
