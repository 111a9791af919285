package headsup.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident in brief: the head of its room, and its card among the open ones.
 *
 * @param until when it was over; null while it is open
 * @param lasted from its start until then, or until now
 * @param said when the last words were said; {@code silence} is how long ago that is
 * @param expectedUnknown whether it was said that it is not known yet when it will be fixed, and no time was given
 * @param affected how many customers, as people read it
 * @param seenByAll whether it is on the public page
 * @param crew who is on it
 */
record Brief(
        String id,
        String name,
        boolean open,
        Face face,
        String status,
        Times.Moment since,
        Times.@Nullable Moment until,
        String lasted,
        Times.Moment said,
        String silence,
        @Nullable Strip strip,
        @Nullable Expected expected,
        boolean expectedUnknown,
        List<Brief.Touched> components,
        String affected,
        boolean seenByAll,
        List<Brief.Hand> crew) {

    /**
     * Somebody who is on it.
     *
     * @param role in their own word; may be empty
     * @param span for how long
     */
    record Hand(String who, String role, Times.Moment since, String span) {}

    /** A component and how it is in this incident. */
    record Touched(String name, Face face) {}
}
