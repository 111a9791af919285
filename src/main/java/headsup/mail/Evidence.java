package headsup.mail;

import java.util.Collection;
import java.util.Map;

/**
 * What this machine still knows of letters whose receipts were lost, because the process died before they were settled.
 * It is the trace of this data folder alone: another node's letters leave theirs there.
 */
public interface Evidence {

    /**
     * The receipts that can be told again. {@code Accepted}, {@code Deferred} and {@code Rejected} are the reply that was
     * read; {@code Doubtful} says that the dot went out and no reply came. A delivery without trace is absent: its dot
     * never left from here, as far as the files go back (a power cut may have taken the last seconds of them).
     *
     * <p>Reads files; ask for many at once.
     */
    Map<Long, Receipt> about(Collection<Long> deliveries);
}
