package headsup.page;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a reader prefers, out of its request headers (RFC 9110, 12.4.2). */
final class Preference {

    private Preference() {}

    /** The weight of {@code q=0.8}; 1 when there is none, 0 when it can't be read. */
    static double quality(@Nullable String parameters) {
        if (parameters == null) {
            return 1;
        }
        String weight = parameters.strip();
        if (!weight.startsWith("q=") && !weight.startsWith("Q=")) {
            return 1;
        }
        try {
            return Double.parseDouble(weight.substring(2));
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** Whether {@code Accept-Encoding} takes this coding (RFC 9110, 12.5.3). */
    static boolean takes(String header, String coding) {
        double any = 0;
        for (String one : header.split(",", 20)) {
            String[] parts = one.strip().toLowerCase(Locale.ROOT).split(";", 2);
            double quality = quality(parts.length > 1 ? parts[1] : null);
            if (parts[0].strip().equals(coding)) {
                return quality > 0;
            }
            if (parts[0].strip().equals("*")) {
                any = quality;
            }
        }
        return any > 0;
    }

    /** Whether {@code If-None-Match} names this tag; compared weakly, as for GET it must be. */
    static boolean has(@Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String one : ifNoneMatch.split(",", 20)) {
            String given = one.strip();
            if (given.equals("*")
                    || given.equals(tag)
                    || (given.startsWith("W/") && given.substring(2).equals(tag))) {
                return true;
            }
        }
        return false;
    }
}
