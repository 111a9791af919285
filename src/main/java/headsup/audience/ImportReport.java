package headsup.audience;

import java.util.List;

/**
 * What an import did.
 *
 * @param created customers that are new
 * @param updated customers of whom anything changed, their contacts included
 * @param unchanged customers who were as the file has them already
 * @param unsubscribed new contacts whose owners had ended all email before: they are on the list, and not written to
 * @param rejected lines that were not taken, all of them
 * @param errors what is wrong, by line; the first {@value #MOST_ERRORS}. A message that ends in {@value #KEPT} is about one
 *     field of a line that was taken without it
 */
public record ImportReport(
        long created, long updated, long unchanged, long unsubscribed, long rejected, List<LineError> errors) {

    /** How many errors are told; the counts are always whole. */
    public static final int MOST_ERRORS = 1_000;

    /** The end of a message about a field that was left out of a line that was taken. */
    static final String KEPT = "; the rest of the line was taken";

    /**
     * @param line where the record begins; the header stands in line 1
     * @param field the column, or {@code line} when it is the record as a whole
     */
    public record LineError(long line, String field, String message) {}
}
