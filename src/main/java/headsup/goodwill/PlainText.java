package headsup.goodwill;

import org.jspecify.annotations.Nullable;

/** A text as section 3, rule 8 compares it: white space is one space, letters are small, whatever the locale. */
final class PlainText {

    private PlainText() {}

    /** Empty when there is no text. */
    static String of(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isWhite(point)) {
                gap = !plain.isEmpty();
            } else {
                if (gap) {
                    plain.append(' ');
                    gap = false;
                }
                plain.appendCodePoint(Character.toLowerCase(point));
            }
        }
        return plain.toString();
    }

    private static boolean isWhite(int point) {
        return (point >= 0x09 && point <= 0x0D) || point == 0x20 || point == 0xA0;
    }
}
