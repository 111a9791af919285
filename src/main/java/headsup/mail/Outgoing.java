package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of one write: a body made transparent, its dot, the commands of the next letter. Used again and again. */
final class Outgoing {

    private static final int FIRST_SIZE = 32 << 10;

    private byte[] octets = new byte[FIRST_SIZE];
    private int length;

    Outgoing clear() {
        length = 0;
        return this;
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    Outgoing command(String line) {
        byte[] command = line.getBytes(StandardCharsets.UTF_8);
        room(command.length + 2);
        System.arraycopy(command, 0, octets, length, command.length);
        length += command.length;
        octets[length++] = '\r';
        octets[length++] = '\n';
        return this;
    }

    /** RFC 5321 section 4.5.2: a line that begins with a dot gets another; the letter ends with a dot alone. */
    Outgoing body(byte[] letter) {
        // A text is searched many octets at a time.
        var text = new String(letter, StandardCharsets.ISO_8859_1);
        int from = 0;
        int dot = text.startsWith(".") ? 0 : nextDot(text, 0);
        while (dot >= 0) {
            copy(letter, from, dot);
            room(1);
            octets[length++] = '.';
            from = dot;
            dot = nextDot(text, dot);
        }
        copy(letter, from, letter.length);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            command("");
        }
        return this;
    }

    private static int nextDot(String text, int from) {
        int lineEnd = text.indexOf("\n.", from);
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }

    private void copy(byte[] letter, int from, int to) {
        room(to - from);
        System.arraycopy(letter, from, octets, length, to - from);
        length += to - from;
    }

    private void room(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }
}
