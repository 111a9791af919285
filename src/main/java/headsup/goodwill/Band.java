package headsup.goodwill;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a customer stands, best first (goodwill policy, section 8); {@link Bands} says from which balance. */
public enum Band {
    STRONG,
    FAIR,
    THIN,
    OVERDRAWN,
    /** Too little is known; shown as such and treated as thin. */
    UNKNOWN;

    /** The word of the doors: {@code strong}, {@code fair}, {@code thin}, {@code overdrawn}, {@code unknown}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
