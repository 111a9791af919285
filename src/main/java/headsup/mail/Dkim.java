package headsup.mail;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.api.Headers;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.impl.BodyHasherImpl;

/**
 * Signs letters after RFC 6376: rsa-sha256, relaxed/relaxed, the whole body. There is no time in a signature, so that a
 * letter signed again is the same letter. Safe for many threads; the RSA operation is nearly all of the cost, half a
 * millisecond to one with 2048 bits.
 */
final class Dkim {

    /**
     * What is signed; named also where a letter has no such field, so that nobody adds one. {@code from} stands twice: a
     * second author would break the signature too. What only we read ({@code X-HeadsUp-…}) is left to relays.
     */
    private static final String SIGNED = String.join(
            "\r\n ",
            "from:from:to:cc:reply-to:subject:date:message-id:in-reply-to:references:",
            "mime-version:content-type:content-language:auto-submitted:feedback-id:",
            "list-id:list-unsubscribe:list-unsubscribe-post:list-post:list-archive");

    private static final int WIDTH = 72;

    private final String domain;
    private final String selector;
    private final SigningKey key;
    private final String template;

    Dkim(String domain, String selector, SigningKey key) {
        this.domain = domain;
        this.selector = selector;
        this.key = key;
        this.template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + domain + "; s=" + selector + "; h=" + SIGNED
                + "; bh=; b=;";
        // A key that can't sign is found at start, not with the first outage.
        signed("From: x@x.example\r\n\r\nx\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Where readers look for the key, and what must stand there. */
    String record() {
        return selector + "._domainkey." + domain + " TXT \"v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(key.publicHalf()) + "\"";
    }

    /** What may keep the signature from counting; nothing that refuses a start. */
    List<String> doubts(String author) {
        List<String> doubts = new ArrayList<>();
        if (!author.equals(domain) && !author.endsWith("." + domain)) {
            doubts.add("headsup.mail.dkim.domain: " + domain + " is neither the author's domain " + author
                    + " nor above it; DMARC counts the signature only when both belong to one organisation");
        }
        if (!key.isGood()) {
            doubts.add("headsup.mail.dkim.key: has fewer than 2048 bits; readers may soon take it for none");
        }
        return doubts;
    }

    /** The same for Quarkus Mailer, which signs by itself. */
    void tell(Map<String, String> mailer) {
        mailer.put("dkim.enabled", "true");
        mailer.put("dkim.sdid", domain);
        mailer.put("dkim.selector", selector);
        mailer.put(
                "dkim.private-key",
                Base64.getEncoder().encodeToString(key.privateHalf().getEncoded()));
        mailer.put("dkim.header-canon-algo", "RELAXED");
        mailer.put("dkim.body-canon-algo", "RELAXED");
        mailer.put("dkim.signed-headers", "From,To,Reply-To,Subject,Date,Message-ID,Auto-Submitted,Content-Language");
    }

    /** The same letter under its signature. */
    byte[] signed(byte[] letter) {
        int body = bodyOf(letter);
        Fields fields = Fields.of(new String(letter, 0, body - 2, StandardCharsets.UTF_8));
        byte[] signature = folded(signature(fields, letter, body)).getBytes(StandardCharsets.US_ASCII);
        byte[] signed = Arrays.copyOf(signature, signature.length + letter.length);
        System.arraycopy(letter, 0, signed, signature.length, letter.length);
        return signed;
    }

    private String signature(Fields fields, byte[] letter, int body) {
        var signer = new DKIMSigner(template, key.privateHalf());
        try {
            var hasher = (BodyHasherImpl) signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
            try (OutputStream canonical = hasher.getOutputStream()) {
                canonical.write(letter, body, letter.length - body);
            }
            return signer.sign(fields, hasher);
        } catch (FailException unsigned) {
            throw new IllegalStateException("the letter can't be signed", unsigned);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * A line for each tag, and several for {@code b=}, whose spaces count for nothing. Elsewhere a fold stands where a space
     * stood: relaxed, both are one.
     */
    private static String folded(String field) {
        int colon = field.indexOf(':') + 1;
        var lines = new StringBuilder(1024).append(field, 0, colon);
        for (String tag : field.substring(colon).strip().split(";\\s*")) {
            lines.append(lines.length() == colon ? " " : ";\r\n ");
            lines.append(tag.startsWith("b=") ? tag.replaceAll("(.{" + WIDTH + "})(?=.)", "$1\r\n ") : tag);
        }
        return lines.append(";\r\n").toString();
    }

    private static int bodyOf(byte[] letter) {
        for (int i = 3; i < letter.length; i++) {
            if (letter[i] == '\n' && letter[i - 1] == '\r' && letter[i - 2] == '\n' && letter[i - 3] == '\r') {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("a letter without a body");
    }

    /** The header as the library reads it: whole fields, folds and all, without their last line end. */
    private record Fields(List<String> getFields) implements Headers {

        static Fields of(String header) {
            List<String> fields = new ArrayList<>();
            for (String line : header.split("\r\n")) {
                if (line.startsWith(" ") || line.startsWith("\t")) {
                    fields.add(fields.remove(fields.size() - 1) + "\r\n" + line);
                } else {
                    fields.add(line);
                }
            }
            return new Fields(fields);
        }

        @Override
        public List<String> getFields(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return getFields.stream()
                    .filter(field -> field.regionMatches(true, 0, start, 0, start.length()))
                    .toList();
        }
    }
}
