package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Words of a header: encoded after RFC 2047 where they must be, folded under 78 columns (RFC 5322 section 2.2.3). */
final class HeaderText {

    private static final int LAST_COLUMN = 77;
    private static final int LONGEST_ENCODED_WORD = 75;
    private static final String OPENING = "=?UTF-8?Q?";
    private static final String CLOSING = "?=";
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    /** {@code name: } and the words, each on the line where it still fits, with a line end at last. */
    static String field(String name, List<String> words) {
        var lines = new StringBuilder(128).append(name).append(':');
        int column = lines.length();
        boolean lineHasWord = false;
        for (String word : words) {
            if (lineHasWord && column + 1 + word.length() > LAST_COLUMN) {
                lines.append("\r\n");
                column = 0;
            }
            lines.append(' ').append(word);
            column += 1 + word.length();
            lineHasWord = true;
        }
        return lines.append("\r\n").toString();
    }

    /** Unstructured text, as in a subject; it holds no line ends and no two spaces in a row. */
    static List<String> words(String text) {
        // Plain text that looks like an encoded word would be decoded by the reader: it is encoded too.
        return isPrintableAscii(text) && !text.contains("=?") ? List.of(text.split(" ")) : encoded(text);
    }

    /** A display name: quoted, or encoded. A quoted one may be folded at its spaces (RFC 5322 section 3.2.4). */
    static List<String> phrase(String name) {
        return isPrintableAscii(name) && !name.contains("=?")
                ? List.of(quoted(name).split(" "))
                : encoded(name);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Encoded words of at most 75 characters that never split a character. */
    static List<String> encoded(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder(OPENING);
        text.codePoints().forEach(point -> {
            String octets = encodedPoint(point);
            if (word.length() + octets.length() + CLOSING.length() > LONGEST_ENCODED_WORD) {
                words.add(word.append(CLOSING).toString());
                word.setLength(OPENING.length());
            }
            word.append(octets);
        });
        words.add(word.append(CLOSING).toString());
        return words;
    }

    private static String encodedPoint(int point) {
        if (point == ' ') {
            return "_";
        }
        if (point < 128 && Character.isLetterOrDigit(point)) {
            return Character.toString(point);
        }
        var octets = new StringBuilder(12);
        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            octets.append('=').append(HEX.charAt((octet >> 4) & 15)).append(HEX.charAt(octet & 15));
        }
        return octets.toString();
    }
}
