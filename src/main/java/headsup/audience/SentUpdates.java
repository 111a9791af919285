package headsup.audience;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which updates were sent to people by email; answered by the room that sends them, when there is one. */
public interface SentUpdates {

    /**
     * @param arrived whether a mail server took it; else it was refused there or came back
     * @param at when it was taken; null when it was not
     */
    record Sent(boolean arrived, @Nullable Instant at) {}

    /** By id of the update, of those that were tried for one of these contacts; one that arrived at any of them has arrived. */
    Map<String, Sent> to(Collection<Long> contacts, Collection<String> updates);
}
