package headsup.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Pieces that are spliced into a quoted-printable body (RFC 2045 section 6.7): whole lines of their own once encoded. */
final class QuotedPrintable {

    private static final int LONGEST_LINE = 75;

    private QuotedPrintable() {}

    /** Encoded, with soft breaks so that no line exceeds 75 octets; line ends of the text become CRLF. */
    static byte[] encode(String text) {
        if (needsNoEncoding(text)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        var octets = new ByteArrayOutputStream(text.length() + 64);
        try (var encoder = MimeUtility.encode(octets, "quoted-printable")) {
            encoder.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | MessagingException impossible) {
            throw new IllegalStateException("encoding in memory", impossible);
        }
        return octets.toByteArray();
    }

    private static boolean needsNoEncoding(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_LINE || text.charAt(length - 1) == ' ') {
            return length == 0;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '=') {
                return false;
            }
        }
        return true;
    }
}
