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

    static final long STRONG_FROM = 50;
    static final long FAIR_FROM = 25;

    static final int FEWEST_ENTRIES = 3;

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
        return balance >= STRONG_FROM ? STRONG : balance >= FAIR_FROM ? FAIR : THIN;
    }

    /** The word of the doors: {@code strong}, {@code fair}, {@code thin}, {@code overdrawn}, {@code unknown}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
