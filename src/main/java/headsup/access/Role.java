package headsup.access;

import java.util.Locale;
import java.util.Set;

/** What a member of staff may do. Every role may read. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Also declares incidents and posts updates. */
    RESPONDER,
    /** Also writes touchpoints and complaints. */
    CARE,
    /** Everything. */
    ADMIN;

    /** Names for {@code @RolesAllowed}. */
    public static final String READS = "viewer";

    public static final String RESPONDS = "responder";
    public static final String CARES = "care";
    public static final String ADMINISTERS = "admin";

    @com.fasterxml.jackson.annotation.JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The roles this one includes, itself among them, by their words. */
    Set<String> included() {
        return switch (this) {
            case VIEWER -> Set.of(READS);
            case RESPONDER -> Set.of(READS, RESPONDS);
            case CARE -> Set.of(READS, CARES);
            case ADMIN -> Set.of(READS, RESPONDS, CARES, ADMINISTERS);
        };
    }

    /** This role where {@code limit} includes it, else what both may do. */
    Role within(Role limit) {
        if (limit.included().containsAll(included())) {
            return this;
        }
        return included().containsAll(limit.included()) ? limit : VIEWER;
    }
}
