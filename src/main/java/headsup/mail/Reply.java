package headsup.mail;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A relay's reply (RFC 5321 section 4.2), its lines joined.
 *
 * @param code 200 to 599
 * @param text code and words, at most 500 characters, fit to be shown
 * @param lines the words of each line
 */
record Reply(int code, String text, List<String> lines) {

    private static final int LONGEST = 500;
    private static final Pattern STATUS = Pattern.compile("[245]\\d\\d ([245]\\.\\d{1,3}\\.\\d{1,3})(?: .*)?");
    private static final Pattern WAIT = Pattern.compile(
            "\\b(?:in|after|for|wait|back)\\b\\D{0,20}(\\d{1,6})\\s*(s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?)\\b");
    private static final Pattern WAIT_CLOCK =
            Pattern.compile("\\b(?:in|after|for|wait)\\b\\D{0,20}(\\d\\d):(\\d\\d):(\\d\\d)\\b");
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    static Reply of(int code, List<String> lines) {
        String text = Hygiene.shown(code + " " + String.join(" ", lines));
        return new Reply(code, text.length() > LONGEST ? text.substring(0, LONGEST) : text, lines);
    }

    /** A reply of one line, as {@link #text} gives it. */
    static Reply of(String text) {
        return of(Integer.parseInt(text, 0, 3, 10), List.of(text.length() > 3 ? text.substring(4) : ""));
    }

    boolean isPositive() {
        return code / 100 == 2;
    }

    boolean isLater() {
        return code / 100 == 4;
    }

    boolean isNo() {
        return code / 100 == 5;
    }

    boolean asksForBody() {
        return code == 354;
    }

    /** 421: the relay closes the connection. */
    boolean saysGoodbye() {
        return code == 421;
    }

    /** The relay didn't understand where we are in the dialogue. */
    boolean isOutOfStep() {
        return code == 500 || code == 502 || code == 503;
    }

    /** It wants to know who we are, or doesn't believe it. */
    boolean wantsLogin() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    /** RFC 3463, as sent; null without one. */
    @Nullable
    String status() {
        Matcher status = STATUS.matcher(text);
        return status.matches() ? status.group(1) : null;
    }

    boolean hasStatus(String... endings) {
        String status = status();
        if (status != null) {
            for (String ending : endings) {
                if (status.startsWith(ending, 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The wait its words ask for, at most a day; null when they name none. */
    @Nullable
    Duration statedWait() {
        String words = text.toLowerCase(Locale.ROOT);
        Matcher clock = WAIT_CLOCK.matcher(words);
        if (clock.find()) {
            return bounded(Integer.parseInt(clock.group(1)) * 3600L
                    + Integer.parseInt(clock.group(2)) * 60L
                    + Integer.parseInt(clock.group(3)));
        }
        Matcher wait = WAIT.matcher(words);
        if (!wait.find()) {
            return null;
        }
        long count = Long.parseLong(wait.group(1));
        return bounded(
                switch (wait.group(2).charAt(0)) {
                    case 'h' -> count * 3600;
                    case 'm' -> count * 60;
                    default -> count;
                });
    }

    private static Duration bounded(long seconds) {
        Duration wait = Duration.ofSeconds(seconds);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
