package headsup.delivery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The beginning of what a receiver answered: as much as is kept, and nothing that can't be. */
final class Excerpt {

    /** Bytes, and so characters at most. */
    static final int MOST = 1_024;

    private static final Pattern UNKEEPABLE = Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]");

    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    void add(byte[] chunk) {
        read.write(chunk, 0, Math.min(chunk.length, MOST - read.size()));
    }

    boolean isFull() {
        return read.size() >= MOST;
    }

    static String of(String words) {
        Excerpt excerpt = new Excerpt();
        excerpt.add(words.getBytes(StandardCharsets.UTF_8));
        return excerpt.toString();
    }

    @Override
    public String toString() {
        return UNKEEPABLE
                .matcher(read.toString(StandardCharsets.UTF_8))
                .replaceAll(" ")
                .strip();
    }
}
