package headsup.mail;

import headsup.kernel.Refusal;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address as it goes over the wire: the domain in its ASCII form (RFC 5891), the local part as given. A local part
 * beyond ASCII can only go to a relay with SMTPUTF8 (RFC 6531).
 */
record Mailbox(String local, String domain) {

    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\x{80}-\\x{10FFFF}-]+";
    private static final Pattern LOCAL =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*|\"(?:[ !#-\\[\\]-~]|\\\\[ -~])+\"");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;
    private static final int LONGEST_NAME = 64;

    /** @throws Refusal {@code invalid_field} when no mail can go there */
    static Mailbox of(String address) {
        Mailbox mailbox = parse(address);
        if (mailbox == null) {
            throw Refusal.field("address", "must be a mail address like name@example.com");
        }
        return mailbox;
    }

    static @Nullable Mailbox parse(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || Hygiene.isUnfit(address)) {
            return null;
        }
        String local = address.substring(0, at);
        String domain = asciiDomain(address.substring(at + 1));
        boolean fits = domain != null
                && LOCAL.matcher(local).matches()
                && local.getBytes(StandardCharsets.UTF_8).length <= LONGEST_LOCAL;
        return fits && domain != null ? new Mailbox(local, domain) : null;
    }

    /** The domain in lower case and punycode; null when it is none. */
    static @Nullable String asciiDomain(String domain) {
        try {
            String lower = domain.toLowerCase(Locale.ROOT);
            String ascii = isAscii(lower) ? lower : IDN.toASCII(lower).toLowerCase(Locale.ROOT);
            return ascii.length() <= LONGEST_DOMAIN && DOMAIN.matcher(ascii).matches() ? ascii : null;
        } catch (IllegalArgumentException noDomain) {
            return null;
        }
    }

    /** A name fit to stand before an address: one line, at most 64 characters; null when nothing is left of it. */
    static @Nullable String displayName(String name) {
        String shown = Hygiene.shown(name);
        if (shown.codePointCount(0, shown.length()) > LONGEST_NAME) {
            shown = shown.substring(0, shown.offsetByCodePoints(0, LONGEST_NAME))
                    .strip();
        }
        return shown.isEmpty() ? null : shown;
    }

    boolean needsUtf8() {
        return !isAscii(local);
    }

    String address() {
        return local + "@" + domain;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
