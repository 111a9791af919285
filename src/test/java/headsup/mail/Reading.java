package headsup.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.component.VEvent;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;

/** A letter as somebody else's parser understands it, every fault an error. */
final class Reading {

    private final Message message;
    private final String raw;

    private Reading(Message message, String raw) {
        this.message = message;
        this.raw = raw;
    }

    static Reading of(Letter letter) {
        return of(letter.bytes());
    }

    static Reading of(byte[] bytes) {
        var builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.custom().setMaxLineLen(998).build());
        builder.setDecodeMonitor(DecodeMonitor.STRICT);
        try {
            return new Reading(
                    builder.parseMessage(new ByteArrayInputStream(bytes)),
                    new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Message message() {
        return message;
    }

    /** Unfolded, its encoded words decoded. */
    String header(String name) {
        List<Field> fields = message.getHeader().getFields(name);
        if (fields.size() != 1) {
            throw new AssertionError(fields.size() + " fields " + name);
        }
        return DecoderUtil.decodeEncodedWords(
                fields.get(0).getBody().replaceAll("\\r\\n[ \\t]", " ").strip(), DecodeMonitor.STRICT);
    }

    boolean has(String name) {
        return message.getHeader().getField(name) != null;
    }

    List<String> fieldNames() {
        return message.getHeader().getFields().stream().map(Field::getName).toList();
    }

    String text() {
        return part(0);
    }

    String html() {
        return part(1);
    }

    List<Entity> parts() {
        return ((Multipart) message.getBody()).getBodyParts();
    }

    String part(int number) {
        try (var reader = ((TextBody) parts().get(number).getBody()).getReader()) {
            var words = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                words.append((char) c);
            }
            return words.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<String> rawLines() {
        return List.of(raw.split("\r\n", -1));
    }

    /** Under 78 columns, or one word that nobody can fold. */
    static boolean isFolded(String line) {
        String value = line.replaceFirst("^[A-Za-z-]+:", "").strip();
        return line.length() < 78 || !value.contains(" ");
    }

    List<String> headLines() {
        return new ArrayList<>(List.of(raw.substring(0, raw.indexOf("\r\n\r\n")).split("\r\n")));
    }

    /** The only event of a calendar part. */
    static VEvent event(String calendar) {
        try {
            return new CalendarBuilder()
                    .build(new StringReader(calendar))
                    .<VEvent>getComponents("VEVENT")
                    .get(0);
        } catch (IOException | ParserException unreadable) {
            throw new AssertionError(calendar, unreadable);
        }
    }
}
