package headsup.audience;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that a relay can be given: a dot-atom of RFC 5321 before the {@code @}, a host name behind it. Kept with
 * the domain in its ASCII form (RFC 5891), shown with the letters people know.
 */
final class Address {

    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;
    private static final Pattern LOCAL_PART =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    /** Java's IDN is the one of 2003, which sends these to another domain than the one of today: sharp s, final sigma, joiners. */
    private static final Pattern DEVIATING = Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

    private Address() {}

    /** What is wrong with it, as a sentence without its subject; null when it is well. */
    static @Nullable String fault(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            return "is no e-mail address: it needs a name, an @ and a domain";
        }
        String local = text.substring(0, at);
        if (local.length() > LONGEST_LOCAL_PART) {
            return "has more than " + LONGEST_LOCAL_PART + " characters before the @";
        }
        if (!LOCAL_PART.matcher(local).matches()) {
            return "is no e-mail address we can write to: before the @ may stand ASCII letters, digits, single dots and !#$%&'*+/=?^_`{|}~-";
        }
        String domain = text.substring(at + 1);
        if (DEVIATING.matcher(domain).find()) {
            return "has a domain with a letter that is read in two ways; write the domain in its xn-- form";
        }
        String ascii = ascii(domain);
        if (ascii == null || !isHost(ascii)) {
            return "is no e-mail address: the domain is no host name";
        }
        return local.length() + 1 + ascii.length() > LONGEST ? "is longer than " + LONGEST + " characters" : null;
    }

    /** The form to keep, of a text without fault. */
    static String canonical(String text) {
        int at = text.lastIndexOf('@');
        return text.substring(0, at + 1) + ascii(text.substring(at + 1));
    }

    /** The kept form as people read it. */
    static String shown(String address) {
        int at = address.lastIndexOf('@');
        return address.substring(0, at + 1) + IDN.toUnicode(address.substring(at + 1));
    }

    /** Enough to know one's own address by, not enough to learn another's: {@code d…@example.com}. */
    static String masked(String address) {
        String shown = shown(address);
        return shown.substring(0, 1) + "…" + shown.substring(shown.lastIndexOf('@'));
    }

    private static @Nullable String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            return null;
        }
    }

    private static boolean isHost(String domain) {
        String[] labels = domain.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        String top = labels[labels.length - 1];
        return (labels.length > 1 || domain.equals("localhost"))
                && !NUMBER.matcher(top).matches();
    }
}
