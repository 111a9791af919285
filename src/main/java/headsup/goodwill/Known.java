package headsup.goodwill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** A row that is known at T, with its place in the list it came from (section 3, rule 1). */
record Known<T>(int index, long minute, T row) {

    /** The rows before {@code until}, in order of minute; equal minutes keep the order of the list. */
    static <T> List<Known<T>> before(long until, List<T> rows, ToLongFunction<T> minute) {
        List<Known<T>> known = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            T row = rows.get(i);
            long at = minute.applyAsLong(row);
            if (at < until) {
                known.add(new Known<>(i, at, row));
            }
        }
        known.sort(Comparator.comparingLong(Known::minute));
        return known;
    }

    static <T> List<Known<T>> from(long start, List<Known<T>> rows) {
        return rows.stream().filter(known -> known.minute() >= start).toList();
    }
}
