package headsup.page;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Packs bytes once, when they are printed: gzip (RFC 1952), and brotli (RFC 7932) where its native library runs. */
final class Packing {

    /** From here on a step costs more time than it saves bytes; a page must be out within a tenth of a second. */
    private static final Encoder.Parameters QUICK = new Encoder.Parameters().setQuality(5);

    private Packing() {}

    static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }

    /** Empty on a platform whose native library is not shipped. */
    static Optional<byte[]> brotli(byte[] bytes) {
        if (!Brotli4jLoader.isAvailable()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Encoder.compress(bytes, QUICK));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
