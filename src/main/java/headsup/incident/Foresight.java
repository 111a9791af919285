package headsup.incident;

import java.util.Collection;
import java.util.Map;

/** Whom words would reach if they left now; answered by the room that knows how customers stand. */
public interface Foresight {

    /**
     * @param customers affected
     * @param contacts of theirs who would get a letter
     * @param subscribers who asked on the public page, belong to no customer and would get a letter
     * @param unreachable affected customers whom no letter would reach, though they want letters
     * @param bands affected customers by the word of their band; every band is named
     */
    record Foreseen(long customers, long contacts, long subscribers, long unreachable, Map<String, Long> bands) {}

    /** @param visibility subscribers are written to of what everyone may see */
    Foreseen of(Collection<String> components, Reach reach, Visibility visibility);
}
