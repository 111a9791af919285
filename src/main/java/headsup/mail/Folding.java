package headsup.mail;

/** Folds the lines of a calendar at 75 octets, never inside a character (RFC 5545 section 3.1). Libraries count characters. */
final class Folding {

    private static final int LONGEST = 75;

    private Folding() {}

    static String fold(String unfolded) {
        var folded = new StringBuilder(unfolded.length() + 64);
        int octets = 0;
        for (int i = 0; i < unfolded.length(); ) {
            int character = unfolded.codePointAt(i);
            int width = width(character);
            boolean lineEnd = character == '\r' || character == '\n';
            if (!lineEnd && octets + width > LONGEST) {
                folded.append("\r\n ");
                octets = 1;
            }
            folded.appendCodePoint(character);
            octets = lineEnd ? 0 : octets + width;
            i += Character.charCount(character);
        }
        return folded.toString();
    }

    /** Octets in UTF-8. */
    private static int width(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
