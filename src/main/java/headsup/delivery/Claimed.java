package headsup.delivery;

import java.time.Instant;

/**
 * A delivery this process may send until its lease is over.
 *
 * @param fence raised by every claim; a result that comes with an old one is refused
 * @param attempts this one included
 * @param usefulFrom since when it is of use: when the update was published, or its reader woke up
 */
record Claimed(
        long id, String updateId, String incidentId, long contactId, long fence, int attempts, Instant usefulFrom) {

    /** From a row of id, update_id, incident_id, contact_id, attempts made before, since when it is of use. */
    static Claimed of(Object[] row, long fence) {
        return new Claimed(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                ((Number) row[3]).longValue(),
                fence,
                ((Number) row[4]).intValue() + 1,
                (Instant) row[5]);
    }
}
