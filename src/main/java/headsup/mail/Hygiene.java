package headsup.mail;

import headsup.kernel.Refusal;
import java.util.regex.Pattern;

/** Keeps what would split a header or turn a line around out of letters. */
final class Hygiene {

    /** Line ends and other controls, unpaired surrogates, bidirectional embeddings, overrides and isolates. */
    private static final String BAD = "\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF";

    private static final Pattern UNFIT = Pattern.compile("[" + BAD + "]");
    private static final Pattern UNFIT_IN_PARAGRAPH = Pattern.compile("[" + BAD + "&&[^\\n]]");
    private static final Pattern SPACES = Pattern.compile("[\\p{Zs}\\s]+");
    private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n?|[\\u2028\\u2029]");

    private Hygiene() {}

    /** Text for a header: fit as it is, or refused; runs of spaces become one. */
    static String line(String field, String text, int longest) {
        if (isUnfit(text)) {
            throw Refusal.field(field, "must be one line without control characters or direction overrides");
        }
        String tidy = SPACES.matcher(text).replaceAll(" ").strip();
        if (tidy.isEmpty() || tidy.length() > longest) {
            throw Refusal.field(field, "must have 1 to " + longest + " characters");
        }
        return tidy;
    }

    static boolean isUnfit(String text) {
        return !isPrintable(text) && UNFIT.matcher(text).find();
    }

    /** One line that is only shown: what is unfit becomes a space. An outage must not go untold for a stray character. */
    static String shown(String text) {
        return isPlain(text)
                ? text
                : SPACES.matcher(UNFIT.matcher(text).replaceAll(" "))
                        .replaceAll(" ")
                        .strip();
    }

    /** A paragraph that is only shown: line ends become {@code \n}, tabs become spaces, what is unfit is taken out. */
    static String paragraph(String text) {
        String lines = LINE_ENDS.matcher(text).replaceAll("\n").replace('\t', ' ');
        return UNFIT_IN_PARAGRAPH.matcher(lines).replaceAll("").strip();
    }

    /** Printable ASCII: true of nearly every address and name, and seen without a pattern. */
    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean singleSpace = c == ' ' && i > 0 && i < text.length() - 1 && text.charAt(i - 1) != ' ';
            if (!singleSpace && (c <= ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }
}
