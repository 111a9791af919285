package headsup.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A kept letter as people read it.
 *
 * @param text the plain twin
 * @param html the other twin; show it only where its links and styles can do no harm
 * @param source header and body as they stand in the file
 */
public record OpenLetter(String from, String to, String subject, String text, String html, String source) {

    static OpenLetter of(byte[] octets) throws IOException {
        try {
            var message = new MimeMessage((Session) null, new ByteArrayInputStream(octets));
            return new OpenLetter(
                    addresses(message, "From"),
                    addresses(message, "To"),
                    Objects.requireNonNullElse(message.getSubject(), ""),
                    part(message, 0),
                    part(message, 1),
                    new String(octets, StandardCharsets.UTF_8));
        } catch (MessagingException damaged) {
            throw new IOException(damaged);
        }
    }

    /** As a person reads them: names are not in RFC 2047's words. */
    private static String addresses(MimeMessage message, String field)
            throws MessagingException, UnsupportedEncodingException {
        String written = message.getHeader(field, ", ");
        return written == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(written));
    }

    /** Empty where a power cut left the file so. */
    private static String part(MimeMessage message, int number) throws MessagingException, IOException {
        if (!message.isMimeType("multipart/*") || !(message.getContent() instanceof MimeMultipart parts)) {
            return "";
        }
        BodyPart part = number < parts.getCount() ? parts.getBodyPart(number) : null;
        return part != null && part.getContent() instanceof String words ? words : "";
    }
}
