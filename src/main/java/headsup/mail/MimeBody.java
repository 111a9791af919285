package headsup.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The twins as one {@code multipart/alternative}, quoted-printable throughout: any relay may carry it. */
final class MimeBody extends MimeMultipart {

    private MimeBody(String boundary) {
        super("alternative");
        // Not the library's random one: a letter made again after a crash is the same, octet by octet. "=_" can't occur
        // in quoted-printable, so no authored line is ever taken for it (RFC 2045 section 6.7).
        contentType = contentType(boundary);
    }

    static String contentType(String boundary) {
        return "multipart/alternative; boundary=\"" + boundary + "\"";
    }

    static byte[] encode(String boundary, String text, String html, @Nullable Appointment appointment) {
        try {
            var body = new MimeBody(boundary);
            body.add(text, "plain");
            body.add(html, "html");
            if (appointment != null) {
                // RFC 6047 section 2.4: the type repeats the method.
                body.add(appointment.text(), "calendar")
                        .setHeader("Content-Type", "text/calendar; charset=UTF-8; method=" + appointment.method());
            }
            var message = new MimeMessage((Session) null);
            message.setContent(body);
            message.saveChanges();
            var octets = new ByteArrayOutputStream();
            body.writeTo(octets);
            return octets.toByteArray();
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("setting a letter in memory", impossible);
        }
    }

    private MimeBodyPart add(String words, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(words.replaceAll("\\r?\\n", "\r\n"), "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        addBodyPart(part);
        return part;
    }
}
