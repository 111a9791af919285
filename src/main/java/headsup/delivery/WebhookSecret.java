package headsup.delivery;

import headsup.kernel.Refusal;
import java.security.SecureRandom;
import java.util.Base64;

/** What messages to a webhook are signed with, in the shape of Standard Webhooks: {@code whsec_} and base64 of the key. */
final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int OURS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSecret() {}

    static String next() {
        byte[] key = new byte[OURS];
        RANDOM.nextBytes(key);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** @throws Refusal {@code invalid_field} for another shape */
    static String checked(String secret) {
        if (secret.startsWith(PREFIX)) {
            try {
                byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
                if (key.length >= SHORTEST && key.length <= LONGEST) {
                    return PREFIX + Base64.getEncoder().encodeToString(key);
                }
            } catch (IllegalArgumentException notBase64) {
                throw refused();
            }
        }
        throw refused();
    }

    private static Refusal refused() {
        return Refusal.field("secret", "must be whsec_ and base64 of 24 to 64 bytes");
    }
}
