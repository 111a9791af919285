package headsup.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** The page's own words in one language. {@code {0}} and {@code {1}} stand for what is filled in. */
public final class Chrome {

    private static final String FIRST = "{0}";

    private static final Map<Language, Chrome> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Chrome(language));
        }
    }

    private final Language language;
    private final Properties words = new Properties();

    private Chrome(Language language) {
        this.language = language;
        String file = "chrome_" + language.tag() + ".properties";
        try (InputStream in = Objects.requireNonNull(Chrome.class.getResourceAsStream(file), file)) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Chrome in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    Language language() {
        return language;
    }

    Set<String> keys() {
        return words.stringPropertyNames();
    }

    /** The tag of the language, as in {@code de}. */
    public String tag() {
        return language.tag();
    }

    /** How days are written in each month, for the script: {@link Times#afterDays} with bars between. */
    public String months() {
        return String.join("|", Times.afterDays(language.locale()));
    }

    /** @throws IllegalArgumentException for a key nobody wrote */
    public String say(String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no words for " + key + " in " + language.tag());
        }
        return text;
    }

    public String say(String key, Object first) {
        return say(key).replace(FIRST, String.valueOf(first));
    }

    String say(String key, Object first, Object second) {
        return say(key, first).replace("{1}", String.valueOf(second));
    }

    /** Of a sentence that one thing is filled into: what stands before it. */
    public String before(String key) {
        return say(key).substring(0, place(key));
    }

    /** Of a sentence that one thing is filled into: what stands behind it. */
    public String after(String key) {
        return say(key).substring(place(key) + FIRST.length());
    }

    private int place(String key) {
        int place = say(key).indexOf(FIRST);
        if (place < 0) {
            throw new IllegalArgumentException("nothing is filled into " + key + " in " + language.tag());
        }
        return place;
    }

    /** One or many: {@code key.one} and {@code key.many}. */
    String count(String key, int count) {
        return say(key + (count == 1 ? ".one" : ".many"), count);
    }
}
