package headsup.goodwill;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One customer's books, as a bank would print them.
 *
 * @param customer the operator's reference
 * @param balance the closing balance of the entries shown
 * @param entries oldest first
 * @param corrections in the order they were booked; each names its entries
 * @param runways by open incident that affects the customer, newest first; none in the books as of a time
 */
public record Statement(
        String customer,
        long balance,
        Band band,
        List<Line> entries,
        List<Correction> corrections,
        List<Runway> runways) {

    /**
     * Entries that were taken back, and those booked in their place, because something became known later.
     *
     * @param because what we know now, a clause without full stop
     * @param points what it changes the balance by
     * @param incident null outside incidents
     * @param update the update it is about; null for none
     * @param entries ids, those that take back first
     */
    public record Correction(
            long id,
            Instant recordedAt,
            LateFact.Cause cause,
            String because,
            long points,
            @Nullable String incident,
            @Nullable String update,
            List<Long> entries) {}

    /**
     * How long the balance lasts in an open incident.
     *
     * @param wordDueAt when the next word is due; null when none is
     * @param silentMinutes until it falls below 0 if nobody says anything; null for more than 24 h
     * @param keptMinutes the same if a word comes whenever it is due
     */
    public record Runway(
            String incident,
            String name,
            @Nullable Instant wordDueAt,
            @Nullable Long silentMinutes,
            @Nullable Long keptMinutes) {}

    /**
     * One entry.
     *
     * @param effectiveAt the UTC minute it counts from
     * @param points what counts, after caps
     * @param raw what the tariff names
     * @param cap why less counts; null when all does
     * @param balance after this entry
     * @param incident null outside incidents
     * @param update the words it is about
     * @param delivery the delivery by which those words first reached the customer
     * @param reverses the entry it takes back
     */
    public record Line(
            long id,
            Instant effectiveAt,
            Instant recordedAt,
            Rule rule,
            int points,
            int raw,
            @Nullable Cap cap,
            long balance,
            String because,
            @Nullable String incident,
            @Nullable String update,
            @Nullable String delivery,
            String policy,
            @Nullable Long reverses) {}
}
