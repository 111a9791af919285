package headsup.audience;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The physical lines of a stream of bytes, each decoded by itself: a byte that is not UTF-8 becomes U+FFFD and spoils only
 * its own line. A line that is too long is read to its end without being kept.
 */
final class Lines {

    /** More than the longest record anybody means to write; also holds a 64 KB field, so that it can be named. */
    static final int LONGEST_BYTES = 256 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** @param number from 1; {@code whole} is false when the rest of the line was too long to keep */
    record Line(long number, String text, boolean whole) {}

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int filled;
    private long number;
    private boolean afterReturn;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end (LF, CRLF or CR), null after the last. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean ended = false;
        boolean any = false;
        while (!ended && fill()) {
            if (afterReturn && buffer[position] == '\n') {
                position++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            any = true;
            int end = endOfLine();
            bytes.write(buffer, position, Math.min(end - position, Math.max(0, LONGEST_BYTES + 1 - bytes.size())));
            ended = end < filled;
            afterReturn = ended && buffer[end] == '\r';
            position = ended ? end + 1 : end;
        }
        return any ? line(bytes.toByteArray()) : null;
    }

    private int endOfLine() {
        int end = position;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private Line line(byte[] bytes) {
        number++;
        int start = number == 1 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        boolean whole = bytes.length <= LONGEST_BYTES;
        return new Line(
                number, whole ? new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8) : "", whole);
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private boolean fill() throws IOException {
        if (position < filled) {
            return true;
        }
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }
}
