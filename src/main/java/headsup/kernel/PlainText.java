package headsup.kernel;

import java.util.regex.Pattern;

/** What text may be at all: kept and sent by people, not by those who would split a header or turn a line around. */
public final class PlainText {

    /** PostgreSQL keeps neither NUL nor half a surrogate pair. */
    private static final Pattern UNKEEPABLE = Pattern.compile("[\\x00\\p{Cs}]");

    /** Controls, line separators, bidirectional embeddings, overrides and isolates. */
    private static final Pattern UNFIT_FOR_A_LINE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    /** Every kind of space, no-break ones among them. */
    private static final Pattern SPACES = Pattern.compile("[\\p{Z}\\s]+");

    private PlainText() {}

    /** Whether the database can keep it. */
    public static boolean isKeepable(String text) {
        return !UNKEEPABLE.matcher(text).find();
    }

    /**
     * One line, as a title is.
     *
     * @throws Refusal {@code invalid_field} for control characters, line ends and direction overrides, and for nothing but spaces
     */
    public static String line(String field, String text) {
        if (UNFIT_FOR_A_LINE.matcher(text).find()) {
            throw Refusal.field(field, "must be one line without control characters or direction overrides");
        }
        if (SPACES.matcher(text).replaceAll("").isEmpty()) {
            throw Refusal.field(field, "must not be blank");
        }
        return text.strip();
    }
}
