package headsup.mail;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a conversation gets its letters from, and to whom it tells what became of them: its lane. */
interface Supply {

    /** The next letter, waited for; null when the connection may go. */
    @Nullable
    Parcel await(Duration idle);

    /** The next letter if there is one that may start now. */
    @Nullable
    Parcel poll();

    /** The letter's one receipt, with the reply it came from when there was one. */
    void settle(Parcel parcel, Receipt receipt);

    /** Must have returned before the dot leaves. */
    void dotLeaves(Parcel parcel) throws IOException;

    /** A reply to the dot was read. */
    void replied(Parcel parcel, Instant at, Reply reply);

    /** The relay says that it is asked too much. */
    void slowDown();

    Instant now();

    String lane();
}
