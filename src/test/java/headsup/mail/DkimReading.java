package headsup.mail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A signature read by the letter of RFC 6376 sections 3.4.2, 3.4.4, 3.5 and 3.7, with nothing of the library that made it. */
final class DkimReading {

    private final String signature;
    private final List<String> fields;
    private final String body;
    private final Map<String, String> tags = new TreeMap<>();

    private DkimReading(String signature, List<String> fields, String body) {
        this.signature = signature;
        this.fields = fields;
        this.body = body;
        for (String tag : signature.substring(signature.indexOf(':') + 1).split(";")) {
            if (!tag.isBlank()) {
                String[] parts = tag.split("=", 2);
                tags.put(parts[0].strip(), parts[1].replaceAll("\\s", ""));
            }
        }
    }

    static DkimReading of(byte[] letter) {
        String text = new String(letter, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> fields =
                new ArrayList<>(Arrays.asList(text.substring(0, end).split("\r\n(?![ \t])")));
        String signature = fields.stream()
                .filter(field -> field.startsWith("DKIM-Signature:"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not signed"));
        fields.remove(signature);
        return new DkimReading(signature, fields, text.substring(end + 4));
    }

    String tag(String name) {
        return Objects.requireNonNull(tags.get(name), name);
    }

    Map<String, String> tags() {
        return tags;
    }

    List<String> signedFields() {
        return List.of(tag("h").split(":"));
    }

    boolean isValid(PublicKey key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(octets(relaxedBody()));
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(key);
            check.update(octets(signedText()));
            return tag("bh").equals(Base64.getEncoder().encodeToString(hash))
                    && check.verify(Base64.getDecoder().decode(tag("b")));
        } catch (GeneralSecurityException unreadable) {
            return false;
        }
    }

    /** Fields of a name are taken from the bottom up; one that isn't there counts as nothing. */
    private String signedText() {
        List<String> left = new ArrayList<>(fields);
        var text = new StringBuilder();
        for (String name : signedFields()) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    text.append(relaxed(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        return text.append(relaxed(signature).replaceFirst("(^|[;:] ?)b=[^;]*", "$1b="))
                .toString();
    }

    private static String relaxed(String field) {
        int colon = field.indexOf(':');
        String value = field.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ");
        return field.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + trimmed(value);
    }

    private static String trimmed(String value) {
        return value.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private String relaxedBody() {
        String lines = body.replaceAll("[ \t]+", " ").replace(" \r\n", "\r\n").replaceAll("(\r\n)+$", "\r\n");
        return lines.equals("\r\n") ? "" : lines;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
