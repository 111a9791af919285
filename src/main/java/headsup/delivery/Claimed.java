package headsup.delivery;

import java.time.Instant;

/**
 * A delivery this process may send until its lease is over.
 *
 * @param number of the update in its incident, from 1
 * @param fence raised by every claim; a result that comes with an old one is refused
 * @param attempts this one included
 * @param publishedAt when the update was published
 */
record Claimed(
        long id,
        String updateId,
        int number,
        String incidentId,
        long contactId,
        long fence,
        int attempts,
        Instant publishedAt) {}
