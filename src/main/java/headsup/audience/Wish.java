package headsup.audience;

import java.util.List;

/**
 * What somebody asks to be told.
 *
 * @param topics {@link #ALL} alone for everything, ids of components, or the id of one incident
 * @param onlyEnd of an incident: nothing but the word that it is over
 */
public record Wish(Wish.Kind kind, List<String> topics, boolean onlyEnd) {

    /** Stands for every incident there will be. */
    static final String ALL = "*";

    public enum Kind {
        EVERYTHING,
        COMPONENT,
        INCIDENT
    }

    public Wish {
        topics = List.copyOf(topics);
    }

    public static Wish everything() {
        return new Wish(Kind.EVERYTHING, List.of(ALL), false);
    }

    public static Wish components(List<String> ids) {
        return new Wish(Kind.COMPONENT, ids, false);
    }

    public static Wish incident(String id, boolean onlyEnd) {
        return new Wish(Kind.INCIDENT, List.of(id), onlyEnd);
    }
}
