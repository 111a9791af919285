package headsup.mail;

import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fixed words of a letter in one language, out of {@code headsup/mail/words*.properties}. Read by the templates;
 * English stands in for a language we don't have.
 */
final class Words {

    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"));

    private static final int MOST_NAMED = 5;

    private static final Map<String, Words> BY_LANGUAGE = LANGUAGES.stream()
            .map(Words::new)
            .collect(Collectors.toUnmodifiableMap(Words::language, Function.identity()));

    private final Locale locale;
    private final ResourceBundle bundle;
    private final DateTimeFormatter day;

    private Words(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "headsup.mail.words",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        this.day = DateTimeFormatter.ofPattern(bundle.getString("day"), locale);
    }

    static Words in(Locale wanted) {
        Words words = BY_LANGUAGE.get(wanted.getLanguage());
        return words == null ? english() : words;
    }

    private static Words english() {
        return Objects.requireNonNull(BY_LANGUAGE.get("en"));
    }

    /** The language's two letters, for {@code lang} and {@code Content-Language}. */
    public String language() {
        return locale.getLanguage();
    }

    public String of(String key) {
        return bundle.getString(key);
    }

    public String of(String key, String word) {
        return with(key, word);
    }

    String with(String key, Object... words) {
        return new MessageFormat(bundle.getString(key), locale).format(words);
    }

    /** Names as a sentence holds them: two by an "and", many by a few of them and how many more there are. */
    String enumeration(List<String> names) {
        List<String> shown = names.stream()
                .limit(names.size() > MOST_NAMED + 1 ? MOST_NAMED : names.size())
                .map(Hygiene::shown)
                .collect(Collectors.toList());
        int more = names.size() - shown.size();
        String last = more > 0 ? with("more", more) : shown.remove(shown.size() - 1);
        return shown.isEmpty() ? last : with("and", String.join(", ", shown), last);
    }

    /** A day as people of the language write it. */
    DateTimeFormatter day() {
        return day;
    }
}
