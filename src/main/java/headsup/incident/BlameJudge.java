package headsup.incident;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Says whether an update blames others: its writer's word, else the judgement of {@link Blame} by the word lists. */
@ApplicationScoped
public class BlameJudge {

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "es");
    private static final String NAMES = "names";
    private static final String SETTING = "headsup.incident.blame-words";

    private final Blame blame;

    @Inject
    BlameJudge(IncidentSettings settings) {
        this(of(settings.blameWords().orElse(null)));
    }

    BlameJudge(Blame blame) {
        this.blame = blame;
    }

    /** A file that can't be read, or has a list nobody knows, is found now and not with the first update. */
    void check(@Observes StartupEvent event) {
        // To be made was the check.
    }

    /**
     * Reads the operator's list before anything is started.
     *
     * @throws ConfigurationException with one sentence that names the setting
     */
    public static void check(Config config) {
        config.getOptionalValue(SETTING, String.class).ifPresent(BlameJudge::of);
    }

    /** Whether these words blame, in the original or in a translation. Words that apologise own it (goodwill policy, section 1). */
    boolean isBlaming(Words words) {
        Boolean said = words.blame();
        return said == null ? !words.apology() && isJudged(words) : said;
    }

    private boolean isJudged(Words words) {
        return Stream.concat(Stream.of(words.message()), words.translations().byLanguage().values().stream())
                .anyMatch(blame::isIn);
    }

    boolean isIn(String text) {
        return blame.isIn(text);
    }

    /**
     * The judgement by the packaged lists and what a file adds to them.
     *
     * @param additions its path; null for none
     * @throws ConfigurationException with one sentence that names the setting
     */
    static Blame of(@Nullable String additions) {
        Map<String, Map<String, String>> lists = new TreeMap<>();
        String names = packaged("blame_names.properties").getProperty(NAMES, "");
        for (String language : LANGUAGES) {
            Map<String, String> own = new HashMap<>();
            Properties file = packaged("blame_" + language + ".properties");
            file.stringPropertyNames().forEach(list -> own.put(list, file.getProperty(list)));
            own.merge(NAMES, names, BlameJudge::both);
            lists.put(language, own);
        }
        if (additions != null) {
            add(lists, additions);
        }
        // Loan words are looked for in every language; what denies them must be known in every language, too.
        String denials = lists.values().stream()
                .map(own -> own.getOrDefault("negations", ""))
                .reduce("", BlameJudge::both);
        lists.values().forEach(own -> own.put("negations", denials));
        return new Blame(lists.values().stream().map(BlameWords::of).toList());
    }

    private static void add(Map<String, Map<String, String>> lists, String path) {
        Properties file = written(path);
        for (String key : file.stringPropertyNames()) {
            String phrases = file.getProperty(key);
            try {
                Phrases.of(phrases);
            } catch (IllegalArgumentException wrong) {
                throw refused(path, "has a wrong list " + key + ": " + wrong.getMessage(), wrong);
            }
            if (key.equals(NAMES)) {
                lists.values().forEach(own -> own.merge(NAMES, phrases, BlameJudge::both));
                continue;
            }
            String[] parts = key.split("\\.", 2);
            Map<String, String> own = lists.get(parts[0]);
            if (own == null || parts.length < 2 || !BlameWords.LISTS.contains(parts[1])) {
                throw refused(
                        path,
                        "has \"" + key + "\", which is no list; names, or en.others, de.harmless and the like are",
                        null);
            }
            own.merge(parts[1], phrases, BlameJudge::both);
        }
    }

    private static String both(String one, String other) {
        return one.isBlank() ? other : other.isBlank() ? one : one + "," + other;
    }

    private static Properties packaged(String name) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(BlameJudge.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            Properties file = new Properties();
            file.load(reader);
            return file;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Properties written(String path) {
        try (Reader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
            Properties file = new Properties();
            file.load(reader);
            return file;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw refused(path, "can't be read as a properties file in UTF-8", unreadable);
        }
    }

    private static ConfigurationException refused(String path, String why, @Nullable Throwable cause) {
        return new ConfigurationException(SETTING + ": \"" + path + "\" " + why, cause);
    }
}
