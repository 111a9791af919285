package headsup.incident;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Who may see an incident: everyone on the public page, or only the customers it affects. */
public enum Visibility {
    PUBLIC,
    AFFECTED;

    /** The word of the doors, as in {@code affected}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for any other word */
    @JsonCreator
    public static Visibility of(String word) {
        for (Visibility visibility : values()) {
            if (visibility.word().equals(word)) {
                return visibility;
            }
        }
        throw new IllegalArgumentException("must be public or affected");
    }

    /** What it is when nobody says: what concerns named customers or tags alone is theirs to see alone. */
    public static Visibility of(Reach reach) {
        return reach.isNarrowed() ? AFFECTED : PUBLIC;
    }

    public boolean isPublic() {
        return this == PUBLIC;
    }
}
