package headsup.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An RSA key to sign with, out of PEM. Says nothing of itself. */
final class SigningKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String HOW =
            "; openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out dkim.pem makes one";
    private static final int SHORTEST_BITS = 1024;
    private static final int GOOD_BITS = 2048;

    private final RSAPrivateCrtKey key;

    private SigningKey(RSAPrivateCrtKey key) {
        this.key = key;
    }

    /**
     * @param setting the PEM itself (line ends may be written as {@code \n}), or the path of a file that holds it
     * @throws IllegalArgumentException with a sentence that shows nothing of the setting: it may be a secret in a wrong form
     */
    static SigningKey read(String setting) {
        String text = setting.strip();
        Matcher pem = PEM.matcher(text.startsWith("-----BEGIN") ? text.replace("\\n", "\n") : file(text));
        if (!pem.find()) {
            throw new IllegalArgumentException("must be an unencrypted PKCS#8 key in PEM, which begins with "
                    + "-----BEGIN PRIVATE KEY-----" + HOW);
        }
        try {
            byte[] octets = Base64.getMimeDecoder().decode(pem.group(1));
            return of(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(octets)));
        } catch (GeneralSecurityException noKey) {
            throw new IllegalArgumentException("must be an RSA key" + HOW, noKey);
        }
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    "must be a key in PEM or the path of a file that can be read here", unreadable);
        }
    }

    private static SigningKey of(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa) || rsa.getModulus().bitLength() < SHORTEST_BITS) {
            // RFC 8301: verifiers take nothing shorter for a signature.
            throw new IllegalArgumentException(
                    "must be an RSA key of " + SHORTEST_BITS + " bits or more, better " + GOOD_BITS + HOW);
        }
        return new SigningKey(rsa);
    }

    /** RFC 8301 section 3.2: signers should use 2048 bits or more. */
    boolean isGood() {
        return key.getModulus().bitLength() >= GOOD_BITS;
    }

    PrivateKey privateHalf() {
        return key;
    }

    /** As it is published, a SubjectPublicKeyInfo. */
    byte[] publicHalf() {
        try {
            PublicKey half = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
            return half.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
