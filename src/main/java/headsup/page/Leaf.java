package headsup.page;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * A printed document: its bytes plain and packed, each with a strong tag made from the plain bytes.
 *
 * @param type the media type with its charset
 */
record Leaf(String type, Buffer plain, Buffer packed, String plainTag, String packedTag) {

    static Leaf of(String type, byte[] bytes) {
        String hash = hash(bytes);
        return new Leaf(
                type, Buffer.buffer(bytes), Buffer.buffer(packed(bytes)), '"' + hash + '"', '"' + hash + "-gz\"");
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

    private static byte[] packed(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }
}
