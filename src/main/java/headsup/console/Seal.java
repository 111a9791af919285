package headsup.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What every form of a session carries to show that it is ours: derived from the session's secret, so nothing is stored, and
 * a page of somebody else, who doesn't know the secret, can't make one.
 */
final class Seal {

    /** The field of the form. */
    static final String FIELD = "seal";

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] PURPOSE = "headsup console form".getBytes(StandardCharsets.UTF_8);

    private Seal() {}

    static String of(String sessionSecret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(sessionSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(PURPOSE));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    static boolean fits(@Nullable String sessionSecret, @Nullable String given) {
        return sessionSecret != null
                && !sessionSecret.isEmpty()
                && given != null
                && MessageDigest.isEqual(
                        of(sessionSecret).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
