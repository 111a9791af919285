package headsup.incident;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that could be said better. It never blocks: at three in the morning any word is better than none.
 *
 * @param sentence for who writes, with what to do instead
 */
public record Hint(Code code, String sentence) {

    /** What it is about. */
    public enum Code {
        /** It does not say what customers notice. */
        EXPERIENCE,
        /** It does not say what we do. */
        ACTION,
        /** It puts off without a time. */
        NEXT,
        /** It blames somebody else without owning it (goodwill policy, R14). */
        BLAME,
        /** It names a vendor without a link. */
        VENDOR,
        /** Words that customers do not use. */
        JARGON,
        /** Long sentences of long words (Flesch 1948). */
        UNREADABLE,
        /** A sentence for the third time is no word at all (goodwill policy, section 3, rule 8). */
        REPEATED;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
