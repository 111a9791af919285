package headsup.incident;

import headsup.kernel.PlainText;
import headsup.kernel.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text in other languages than that of its original. Who reads one of them reads it so; everyone else reads the original,
 * whatever its language.
 *
 * @param byLanguage by the two letters of the language
 */
public record Translations(Map<String, String> byLanguage) {

    public static final Translations NONE = new Translations(Map.of());

    /** Those page and letters have words of their own in. */
    public static final List<String> LANGUAGES = List.of("de", "en", "es", "fr");

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_MESSAGE = 25_000;

    public Translations {
        byLanguage = Map.copyOf(byLanguage);
    }

    /**
     * Of a name.
     *
     * @throws Refusal {@code invalid_field} for an unknown language, and for what a name can't be
     */
    public static Translations ofNames(Map<String, String> given) {
        Map<String, String> names = new TreeMap<>();
        given.forEach((language, name) -> {
            String field = field(language) + ".name";
            refuseLength(field, name, LONGEST_NAME);
            names.put(language, PlainText.line(field, name.strip()));
        });
        return new Translations(names);
    }

    /**
     * Of a message.
     *
     * @throws Refusal {@code invalid_field} for an unknown language, and for what a message can't be
     */
    public static Translations ofMessages(Map<String, String> given) {
        given.forEach((language, message) -> {
            String field = field(language) + ".message";
            refuseLength(field, message, LONGEST_MESSAGE);
            if (!PlainText.isKeepable(message)) {
                throw Refusal.field(field, "holds a character that can't be kept");
            }
        });
        return new Translations(given);
    }

    /** Whether it says something in this reader's language. */
    public boolean isIn(Locale reader) {
        return byLanguage.containsKey(reader.getLanguage());
    }

    /** What this reader reads. */
    public String or(String original, Locale reader) {
        return byLanguage.getOrDefault(reader.getLanguage(), original);
    }

    /** Whether everything the others say is said here in the same words. */
    boolean keeps(Translations others) {
        return byLanguage.entrySet().containsAll(others.byLanguage.entrySet());
    }

    private static String field(String language) {
        String field = "translations." + language;
        if (!LANGUAGES.contains(language)) {
            throw Refusal.field(field, "must be one of " + String.join(", ", LANGUAGES));
        }
        return field;
    }

    private static void refuseLength(String field, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw Refusal.field(field, "must have 1 to " + longest + " characters");
        }
    }
}
