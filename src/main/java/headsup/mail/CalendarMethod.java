package headsup.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The METHOD of an iCalendar object, which its MIME type must repeat (RFC 6047 section 2.4). */
final class CalendarMethod {

    private static final Pattern LINE = Pattern.compile("(?m)^METHOD:(PUBLISH|CANCEL|REQUEST)\\r?$");

    private CalendarMethod() {}

    static boolean isNamedIn(String calendar) {
        return LINE.matcher(calendar).find();
    }

    static String of(String calendar) {
        Matcher line = LINE.matcher(calendar);
        if (!line.find()) {
            throw new IllegalArgumentException("a calendar without METHOD");
        }
        return line.group(1);
    }
}
