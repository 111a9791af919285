package headsup.mail;

/** Fixed lines of at most 72 characters for the text part (RFC 3676 would let them flow; not every reader can). */
final class Wrapping {

    private static final int WIDTH = 72;

    private Wrapping() {}

    /** Each line broken at its spaces; a word longer than a line, as a link may be, keeps a line of its own. */
    static String wrap(String text) {
        return wrap(text, "");
    }

    /** Every line after the first begins with the indent. */
    static String wrap(String text, String indent) {
        var wrapped = new StringBuilder(text.length() + 32);
        for (String line : text.split("\n", -1)) {
            if (!wrapped.isEmpty()) {
                wrapped.append('\n');
            }
            wrapLine(line, indent, wrapped);
        }
        return wrapped.toString();
    }

    private static void wrapLine(String line, String indent, StringBuilder wrapped) {
        int column = 0;
        for (String word : line.strip().split(" +")) {
            int width = word.codePointCount(0, word.length());
            if (column > 0 && column + 1 + width > WIDTH) {
                wrapped.append('\n').append(indent);
                column = indent.length();
            } else if (column > 0) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += width;
        }
    }
}
