package headsup.mail;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a relay said it can do (RFC 5321 section 4.1.1.1).
 *
 * @param mostOctets the largest letter it takes; 0 when it named no limit
 * @param logins the mechanisms of AUTH, in capitals
 */
record Abilities(
        boolean startTls, boolean pipelining, boolean size, long mostOctets, boolean utf8, Set<String> logins) {

    /** After HELO: nothing is promised. */
    static final Abilities NONE = new Abilities(false, false, false, 0, false, Set.of());

    static Abilities of(Reply ehlo) {
        Set<String> words = new HashSet<>();
        Set<String> logins = new HashSet<>();
        long most = 0;
        for (String line : ehlo.lines()) {
            // "AUTH=PLAIN LOGIN" is how it was written before the standard, and some still do.
            String[] parts = line.toUpperCase(Locale.ROOT).replace('=', ' ').split(" +");
            words.add(parts[0]);
            if (parts[0].equals("AUTH")) {
                logins.addAll(List.of(parts).subList(1, parts.length));
            } else if (parts[0].equals("SIZE") && parts.length > 1 && parts[1].matches("[0-9]{1,18}")) {
                most = Long.parseLong(parts[1]);
            }
        }
        return new Abilities(
                words.contains("STARTTLS"),
                words.contains("PIPELINING"),
                words.contains("SIZE"),
                most,
                words.contains("SMTPUTF8"),
                logins);
    }
}
