package headsup.delivery;

/**
 * A delivery this process may send until its lease is over.
 *
 * @param fence raised by every claim; a result that comes with an old one is refused
 * @param attempts this one included
 */
record Claimed(long id, String updateId, String incidentId, long contactId, long fence, int attempts) {}
