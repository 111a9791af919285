package headsup.kernel;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Ids of public things: twelve of {@code [a-z0-9]}, drawn at random (62 bits), never renumbered. */
public final class PublicId {

    /** In characters. */
    public static final int LENGTH = 12;

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{12}");
    private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final SecureRandom RANDOM = new SecureRandom();

    private PublicId() {}

    public static String next() {
        char[] id = new char[LENGTH];
        for (int i = 0; i < id.length; i++) {
            id[i] = DIGITS[RANDOM.nextInt(DIGITS.length)];
        }
        return new String(id);
    }

    public static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }
}
