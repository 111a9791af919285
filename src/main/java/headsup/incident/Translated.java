package headsup.incident;

import com.fasterxml.jackson.annotation.JsonInclude;
import headsup.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was also written in one language, as the doors take and show it.
 *
 * @param name only where the verb takes a name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Translated(@Nullable String name, @Nullable String message) {

    private static final String FIELD = "translations.";

    /** The names given, by language. @throws Refusal {@code invalid_field} as {@link Translations#ofNames} */
    static Translations names(@Nullable Map<String, @Nullable Translated> given) {
        return Translations.ofNames(texts(given, Translated::name));
    }

    /** The messages given beside names. @throws Refusal {@code invalid_field} as {@link Translations#ofMessages} */
    static Translations messages(@Nullable Map<String, @Nullable Translated> given) {
        return Translations.ofMessages(texts(given, Translated::message));
    }

    /** For a verb that takes no name. @throws Refusal {@code invalid_field}, also for a name */
    static Translations messagesAlone(@Nullable Map<String, @Nullable Translated> given) {
        texts(given, Translated::name).keySet().stream().findFirst().ifPresent(language -> {
            throw Refusal.field(FIELD + language + ".name", "stands only where the original gets its name");
        });
        return messages(given);
    }

    static Map<String, Translated> shownNames(Translations names) {
        return shown(names, name -> new Translated(name, null));
    }

    static Map<String, Translated> shownMessages(Translations messages) {
        return shown(messages, message -> new Translated(null, message));
    }

    private static Map<String, Translated> shown(Translations texts, Function<String, Translated> as) {
        Map<String, Translated> shown = new TreeMap<>();
        texts.byLanguage().forEach((language, text) -> shown.put(language, as.apply(text)));
        return shown;
    }

    private static Map<String, String> texts(
            @Nullable Map<String, @Nullable Translated> given, Function<Translated, @Nullable String> which) {
        Map<String, String> texts = new LinkedHashMap<>();
        Objects.requireNonNullElse(given, Map.<String, @Nullable Translated>of())
                .forEach((language, translated) -> {
                    if (translated == null || (translated.name() == null && translated.message() == null)) {
                        throw Refusal.field(FIELD + language, "says nothing");
                    }
                    String text = which.apply(translated);
                    if (text != null) {
                        texts.put(language, text);
                    }
                });
        return texts;
    }
}
