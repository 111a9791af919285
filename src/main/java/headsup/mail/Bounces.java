package headsup.mail;

import headsup.mail.Verdict.Phase;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.SharedFileInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads delivery status notifications (RFC 3464). Pure: what to do with one is the reader's affair. Which letter it is
 * about is taken from the address it was sent to, never from what it says.
 */
public final class Bounces {

    private static final Pattern STATUS = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int LONGEST_DIAGNOSTIC = 500;
    private static final int MOST_GROUPS = 64;

    /** From so many octets on a message is kept in a file while it is read. */
    private static final int LARGE = 1 << 20;

    private final Verp verp;

    Bounces(Verp verp) {
        this.verp = verp;
    }

    /**
     * Reads from a stream: a notification that carries a large letter goes through a file and not through memory, one that
     * can't be ours isn't read at all.
     *
     * @param message header and body as received; not closed here
     * @param envelopeSender the {@code MAIL FROM}, empty or {@code <>} for the null sender every notification has
     * @param envelopeRecipient the {@code RCPT TO}
     * @throws IOException when the stream breaks
     */
    public Bounce read(InputStream message, String envelopeSender, String envelopeRecipient) throws IOException {
        return addressed(envelopeSender, envelopeRecipient, delivery -> {
            byte[] head = message.readNBytes(LARGE);
            return head.length < LARGE
                    ? read(delivery, new ByteArrayInputStream(head))
                    : readLarge(delivery, head, message);
        });
    }

    private static Bounce readLarge(long delivery, byte[] head, InputStream rest)
            throws MessagingException, IOException {
        Path file = Files.createTempFile("bounce", ".eml");
        try {
            try (var out = Files.newOutputStream(file)) {
                out.write(head);
                rest.transferTo(out);
            }
            try (var in = new SharedFileInputStream(file.toFile())) {
                return read(delivery, in);
            }
        } finally {
            Files.delete(file);
        }
    }

    /**
     * @param message header and body as received
     * @param envelopeSender the {@code MAIL FROM}, empty or {@code <>} for the null sender every notification has
     * @param envelopeRecipient the {@code RCPT TO}
     */
    public Bounce read(byte[] message, String envelopeSender, String envelopeRecipient) {
        try {
            return addressed(envelopeSender, envelopeRecipient, id -> read(id, new ByteArrayInputStream(message)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @FunctionalInterface
    private interface Reading {
        Bounce of(long delivery) throws MessagingException, IOException;
    }

    private Bounce addressed(String envelopeSender, String envelopeRecipient, Reading reading) throws IOException {
        if (!bare(envelopeSender).isEmpty()) {
            return new Bounce.NoBounce("it has a sender, and no notification has");
        }
        OptionalLong delivery = verp.deliveryOf(bare(envelopeRecipient));
        if (delivery.isEmpty()) {
            return new Bounce.Forged("it was sent to an address we never made");
        }
        try {
            return reading.of(delivery.getAsLong());
        } catch (MessagingException unreadable) {
            return new Bounce.NoBounce("it can't be read: " + Hygiene.shown(String.valueOf(unreadable.getMessage())));
        }
    }

    private static Bounce read(long delivery, InputStream octets) throws MessagingException, IOException {
        var message = new MimeMessage((Session) null, octets);
        if (!message.isMimeType("multipart/report") || !(message.getContent() instanceof MimeMultipart parts)) {
            return new Bounce.NoBounce("it is no multipart/report");
        }
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType("message/delivery-status")
                    || parts.getBodyPart(i).isMimeType("message/global-delivery-status")) {
                return judged(delivery, groups(parts.getBodyPart(i).getInputStream()));
            }
        }
        return new Bounce.NoBounce("it holds no delivery status");
    }

    /** Groups of fields parted by empty lines: the first is about the message, each other about one recipient. */
    private static List<InternetHeaders> groups(InputStream status) throws MessagingException, IOException {
        List<InternetHeaders> groups = new ArrayList<>();
        try (var in = new BufferedInputStream(status)) {
            in.mark(1);
            while (in.read() >= 0 && groups.size() < MOST_GROUPS) {
                in.reset();
                groups.add(new InternetHeaders(in));
                in.mark(1);
            }
        }
        return groups;
    }

    private static Bounce judged(long delivery, List<InternetHeaders> groups) {
        // One recipient per letter: the first group that names an action is ours.
        for (InternetHeaders group : groups) {
            String action = first(group, "Action");
            if (action != null) {
                return judged(delivery, action.toLowerCase(Locale.ROOT), group);
            }
        }
        return new Bounce.NoBounce("its delivery status names no action");
    }

    private static Bounce judged(long delivery, String action, InternetHeaders group) {
        String diagnostic = diagnostic(group);
        return switch (action) {
            case "failed" -> failed(delivery, status(group, diagnostic), diagnostic);
            case "delayed" -> new Bounce.Delayed(delivery, diagnostic);
            case "delivered", "relayed", "expanded" -> new Bounce.Delivered(delivery);
            default -> new Bounce.NoBounce("an action we don't know: " + action);
        };
    }

    private static Bounce failed(long delivery, String status, String diagnostic) {
        // A letter given up after days of 4.x.x is as undelivered as one refused; the address is judged by 5.x.x only.
        Receipt.AddressFault fault = status.startsWith("5") ? fault(delivery, status) : Receipt.AddressFault.NONE;
        return new Bounce.Failed(delivery, status, diagnostic, fault);
    }

    private static Receipt.AddressFault fault(long delivery, String status) {
        Receipt judged = Verdict.of(delivery, Phase.RCPT, Reply.of("550 " + status));
        return judged instanceof Receipt.Rejected rejected ? rejected.fault() : Receipt.AddressFault.FULL;
    }

    private static String status(InternetHeaders group, String diagnostic) {
        for (String place : List.of(Objects.requireNonNullElse(first(group, "Status"), ""), diagnostic)) {
            Matcher status = STATUS.matcher(place);
            // Some say 5.0.0 and put the truth into the diagnostic.
            if (status.find() && !status.group().endsWith(".0.0")) {
                return status.group();
            }
        }
        return "5.0.0";
    }

    private static String diagnostic(InternetHeaders group) {
        String code = first(group, "Diagnostic-Code");
        String words = code == null ? Objects.requireNonNullElse(first(group, "Status"), "") : code;
        String line = Hygiene.shown(words.replaceFirst("(?i)^smtp\\s*;\\s*", ""));
        return line.substring(0, Math.min(line.length(), LONGEST_DIAGNOSTIC));
    }

    private static @Nullable String first(InternetHeaders group, String name) {
        String[] values = group.getHeader(name);
        return values == null ? null : values[0].strip();
    }

    private static String bare(String address) {
        String bare = address.strip();
        return bare.startsWith("<") && bare.endsWith(">") ? bare.substring(1, bare.length() - 1) : bare;
    }
}
