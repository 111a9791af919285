package headsup.audience;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What stands in the unsubscribe link of a contact: 128 random bits, 22 characters of base64url. */
final class Token {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int BYTES = 16;

    private Token() {}

    static String next() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }
}
