package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a customer stands, best first (goodwill policy, section 8). */
public enum Band {
    STRONG,
    FAIR,
    THIN,
    OVERDRAWN,
    /** Too little is known; shown as such and treated as thin. */
    UNKNOWN;

    private static final int FEWEST_ENTRIES = 3;

    /**
     * The band of an account.
     *
     * @param balance points
     * @param standing how many entries stand: neither reversals nor reversed
     */
    public static Band of(long balance, long standing) {
        if (standing < FEWEST_ENTRIES) {
            return UNKNOWN;
        }
        if (balance < 0) {
            return OVERDRAWN;
        }
        return balance >= 50 ? STRONG : balance >= 25 ? FAIR : THIN;
    }

    /** The word of the doors: {@code strong}, {@code fair}, {@code thin}, {@code overdrawn}, {@code unknown}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
