package headsup.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a screen says once after something was done; its word travels in the address. */
enum Notice {
    DECLARED("Declared and published. Letters are on their way."),
    POSTED("Your words are out. The clock runs anew."),
    RESOLVED("Resolved. Thank you."),
    REOPENED("Open again. The clock runs anew."),
    TOLD("The root cause is told."),
    ONCE("This form had been sent before. Nothing was sent twice."),
    ADDED("Added."),
    PAUSED("Paused. Its letters go over the other lanes, or wait."),
    RELEASED("Let go. What waited is on its way."),
    SPOKEN("Noted. They have heard from us."),
    TRIED("Noted. They stay on the list."),
    TESTED("The relay took the test letter. Look into your mailbox.");

    private final String sentence;

    Notice(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is none. */
    static String sentence(@Nullable String word) {
        for (Notice notice : values()) {
            if (notice.word().equals(word)) {
                return notice.sentence;
            }
        }
        return "";
    }
}
