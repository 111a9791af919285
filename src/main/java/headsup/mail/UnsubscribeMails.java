package headsup.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages to {@code leave@<bounce domain>}, which mail programs send for the {@code mailto} of {@code List-Unsubscribe}
 * (RFC 2369): the token of the way out stands in the address ({@code leave+<token>@}), in the subject whatever was put around
 * it, or in the first lines of what a person wrote. Pure: whose token it is, is the reader's affair.
 */
public final class UnsubscribeMails {

    static final String LOCAL_PART = "leave";

    private static final Pattern ADDRESS = Pattern.compile("(?i:leave)(?:[+.=_-]([A-Za-z0-9_-]{22}))?@(.+)");
    private static final Pattern TOKEN =
            Pattern.compile("(?<![A-Za-z0-9_-])(?:(?i:leave)[-_])?([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])");
    private static final Pattern PREFIX = Pattern.compile("^(?:\\s*\\p{L}{1,4}\\s*:)+");
    private static final Pattern AROUND = Pattern.compile("[\\s\\p{Zs}\"'<>()\\[\\]“”„«»‘’*]+");
    private static final Pattern TAG = Pattern.compile("<[^<>]*+>");

    /** Longer ones than that say nothing more in their first lines. */
    private static final int MOST_OCTETS = 1 << 18;

    private static final int MOST_LINES = 5;
    private static final int MOST_TOKENS = 20;
    private static final int DEEPEST = 8;

    private final Verp verp;
    private final String domain;

    UnsubscribeMails(Verp verp) {
        this.verp = verp;
        this.domain = verp.domain();
    }

    /** Whether mail to this address is mail to us at all: to the domain that bounces and ways out share. */
    public boolean isOurs(String envelopeRecipient) {
        String bare = bare(envelopeRecipient);
        return bare.substring(bare.lastIndexOf('@') + 1).equalsIgnoreCase(domain);
    }

    /** Whether it is one that people unsubscribe at. */
    public boolean isFor(String envelopeRecipient) {
        return isOurs(envelopeRecipient)
                && ADDRESS.matcher(bare(envelopeRecipient)).matches();
    }

    /** Whether we made it for one of our emails: nobody else can make the seal in it. */
    public boolean isOfOurMaking(String envelopeRecipient) {
        return verp.deliveryOf(bare(envelopeRecipient)).isPresent();
    }

    /**
     * What it says.
     *
     * @param tokens what may be its token, the likeliest first
     * @param messageId null without one
     */
    public record Wish(List<String> tokens, @Nullable String messageId) {}

    /**
     * What may be its token, the likeliest first. What an automatic answer says in its body does not count: it may quote an email
     * nobody wants to end. Where a program says by the subject or the address that somebody wants to, it does, marked automatic or
     * not: Apple's is.
     *
     * @param message header and body as received; not closed here
     * @throws IOException when the stream breaks
     */
    public Wish read(InputStream message, String envelopeRecipient) throws IOException {
        String messageId = null;
        Set<String> tokens = new LinkedHashSet<>();
        Matcher address = ADDRESS.matcher(bare(envelopeRecipient));
        if (address.matches() && address.group(1) != null) {
            tokens.add(address.group(1));
        }
        byte[] octets = message.readNBytes(MOST_OCTETS);
        try {
            var read = new MimeMessage((Session) null, new ByteArrayInputStream(octets));
            messageId = read.getMessageID();
            subjects(read).forEach(subject -> collect(subject, tokens));
            if (!isAutomatic(read)) {
                firstLines(read).forEach(line -> collect(line, tokens));
            }
        } catch (MessagingException unreadable) {
            // The address may have said it.
        }
        return new Wish(tokens.stream().limit(MOST_TOKENS).toList(), messageId);
    }

    private static void collect(String text, Set<String> tokens) {
        String plain = text.replaceAll("(?i)%2d", "-").replaceAll("(?i)%5f", "_");
        Matcher token = TOKEN.matcher(plain);
        while (token.find()) {
            tokens.add(token.group(1));
        }
        // Folded or wrapped in the middle of it.
        Matcher whole = TOKEN.matcher(
                AROUND.matcher(PREFIX.matcher(plain).replaceFirst("")).replaceAll(""));
        if (whole.matches()) {
            tokens.add(whole.group(1));
        }
    }

    private static List<String> subjects(MimeMessage message) throws MessagingException {
        String[] subjects = message.getHeader("Subject");
        List<String> read = new ArrayList<>();
        for (String subject : subjects == null ? new String[0] : subjects) {
            String line = MimeUtility.unfold(subject);
            try {
                read.add(MimeUtility.decodeText(line));
            } catch (UnsupportedEncodingException unknownCharset) {
                read.add(line);
            }
        }
        return read;
    }

    /** RFC 3834, and what older programs say. */
    private static boolean isAutomatic(MimeMessage message) throws MessagingException {
        if (message.getHeader("X-Apple-Unsubscribe") != null) {
            return false;
        }
        String[] auto = message.getHeader("Auto-Submitted");
        String[] precedence = message.getHeader("Precedence");
        return (auto != null && !auto[0].strip().toLowerCase(Locale.ROOT).startsWith("no"))
                || message.getHeader("X-Autoreply") != null
                || message.getHeader("X-Autorespond") != null
                || (precedence != null && precedence[0].strip().equalsIgnoreCase("auto_reply"))
                || message.isMimeType("multipart/report");
    }

    private static List<String> firstLines(MimeMessage message) {
        try {
            String text = text(message, "text/plain", 0);
            String written =
                    text.isBlank() ? TAG.matcher(text(message, "text/html", 0)).replaceAll("\n") : text;
            return written.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .takeWhile(line -> !line.startsWith(">"))
                    .limit(MOST_LINES)
                    .toList();
        } catch (MessagingException | IOException | RuntimeException unreadable) {
            // Charsets and structures of other people's making: their headers were read, which is where it stands.
            return List.of();
        }
    }

    private static String text(Part part, String type, int depth) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent() instanceof String words ? words : latin(part);
        }
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String inside = text(parts.getBodyPart(i), type, depth + 1);
                if (!inside.isBlank()) {
                    return inside;
                }
            }
        }
        return "";
    }

    private static String latin(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String bare(String address) {
        String bare = address.strip();
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
