package headsup.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/**
 * The bytes of a leaf in one coding, with a strong tag of their own.
 *
 * @param coding as {@code Content-Encoding} names it (RFC 9110, 8.4.1); {@code identity} is taken off before it is sent
 * @param tagHeader the same as {@code tag}, made ready to be sent
 */
record Copy(Buffer bytes, CharSequence coding, String tag, CharSequence tagHeader) {

    static Copy of(byte[] bytes, CharSequence coding, String tag) {
        return new Copy(Buffer.buffer(bytes), coding, tag, HttpHeaders.createOptimized(tag));
    }
}
