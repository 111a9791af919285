package headsup.console;

import headsup.incident.Translations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The languages in which words can be written beside the original; templates read them as {@code inject:tongues}. */
@Named("tongues")
@ApplicationScoped
class Tongues {

    static final String NAME = "name";
    static final String MESSAGE = "message";

    /**
     * A language.
     *
     * @param tag its two letters
     * @param word what it calls itself
     */
    public record Tongue(String tag, String word) {

        /** The form's field for a name in it, and what the API calls it. */
        public String name() {
            return field(tag, NAME);
        }

        public String message() {
            return field(tag, MESSAGE);
        }
    }

    private static final List<Tongue> ALL = Translations.LANGUAGES.stream()
            .map(Locale::of)
            .map(language -> new Tongue(language.getLanguage(), capitalised(language.getDisplayLanguage(language))))
            .toList();

    public List<Tongue> all() {
        return ALL;
    }

    /** Whether something is written in one of them. */
    public boolean isUsed(Form form) {
        return ALL.stream().anyMatch(tongue -> form.ticked(tongue.name()) || form.ticked(tongue.message()));
    }

    /** What stands in a form beside the original, by language. */
    static Map<String, String> written(Form form, String what) {
        Map<String, String> written = new LinkedHashMap<>();
        for (String tag : Translations.LANGUAGES) {
            String text = form.value(field(tag, what));
            if (!text.isEmpty()) {
                written.put(tag, text);
            }
        }
        return written;
    }

    static boolean isField(String field) {
        return field.startsWith("translations.");
    }

    private static String field(String tag, String what) {
        return "translations." + tag + "." + what;
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
