package headsup.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the page's own words; what staff wrote stands in them where they say so. */
enum Language {
    EN(Locale.ENGLISH),
    DE(Locale.GERMAN),
    FR(Locale.FRENCH),
    ES(Locale.of("es"));

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    String tag() {
        return locale.getLanguage();
    }

    /** The one a reader likes best, by {@code Accept-Language} (RFC 9110, 12.5.4); English when none of ours is named. */
    static Language wanted(@Nullable String header) {
        if (header == null) {
            return EN;
        }
        Language best = EN;
        double bestQuality = 0;
        for (String range : header.split(",", 20)) {
            String[] parts = range.strip().split(";", 2);
            Language language = of(parts[0].strip());
            double quality = language == null ? 0 : Preference.quality(parts.length > 1 ? parts[1] : null);
            if (language != null && quality > bestQuality) {
                best = language;
                bestQuality = quality;
            }
        }
        return best;
    }

    /** Null when it is none of ours. */
    static @Nullable Language of(String range) {
        String primary = range.split("-", 2)[0];
        for (Language language : values()) {
            if (language.tag().equalsIgnoreCase(primary)) {
                return language;
            }
        }
        return null;
    }
}
