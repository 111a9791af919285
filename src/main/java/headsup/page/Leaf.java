package headsup.page;

import io.vertx.core.http.HttpHeaders;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A printed document: its bytes plain and packed, each with a strong tag made from the plain bytes.
 *
 * @param type the media type with its charset
 * @param brotli null where it can't be packed so
 */
record Leaf(
        CharSequence type, Copy plain, Copy gzip, @Nullable Copy brotli) {

    static Leaf of(String type, byte[] bytes) {
        String hash = hash(bytes);
        return new Leaf(
                HttpHeaders.createOptimized(type),
                Copy.of(bytes, HttpHeaders.IDENTITY, '"' + hash + '"'),
                Copy.of(Packing.gzip(bytes), HttpHeaders.createOptimized("gzip"), '"' + hash + "-gz\""),
                Packing.brotli(bytes)
                        .map(packed -> Copy.of(packed, HttpHeaders.createOptimized("br"), '"' + hash + "-br\""))
                        .orElse(null));
    }

    /** The smallest a reader takes, by {@code Accept-Encoding}. */
    Copy wanted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return plain;
        }
        if (brotli != null && Preference.takes(acceptEncoding, "br")) {
            return brotli;
        }
        return Preference.takes(acceptEncoding, "gzip") ? gzip : plain;
    }

    boolean isHtml() {
        return type.toString().startsWith("text/html");
    }

    /** The first 128 bits of SHA-256, in URL-safe characters. */
    static String hash(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest(bytes), 16));
    }

    static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
