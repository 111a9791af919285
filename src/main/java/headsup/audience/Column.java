package headsup.audience;

import headsup.kernel.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of the import. */
enum Column {
    REF,
    NAME,
    EMAIL,
    CONTACT_NAME,
    COMPONENTS,
    TAGS,
    PHONE,
    LOCALE,
    TIME_ZONE,
    OPENING,
    OPENING_SOURCE,
    CUSTOMER_SINCE,
    OWNER,
    WEIGHT,
    MOBILE,
    AREA;

    private static final Set<Column> NEEDED = Set.of(REF, EMAIL);
    private static final int LONGEST_QUOTED = 80;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which column stands where. */
    record Header(Map<Column, Integer> places, int width) {

        /** @throws Refusal {@code invalid_field}, naming the columns that are unknown, doubled or missing */
        static Header of(List<String> cells) {
            Map<Column, Integer> places = new EnumMap<>(Column.class);
            List<Refusal.FieldError> faults = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < cells.size(); i++) {
                String word = cells.get(i).strip().toLowerCase(Locale.ROOT);
                Column column = known(word);
                if (column == null) {
                    faults.add(new Refusal.FieldError(quoted(word), "is no column of this import"));
                } else if (!seen.add(word)) {
                    faults.add(new Refusal.FieldError(word, "stands in the header twice"));
                } else {
                    places.put(column, i);
                }
            }
            NEEDED.stream()
                    .filter(column -> !places.containsKey(column))
                    .sorted()
                    .forEach(column -> faults.add(new Refusal.FieldError(column.word(), "is missing in the header")));
            if (!faults.isEmpty()) {
                throw Refusal.fields(faults);
            }
            return new Header(places, cells.size());
        }

        private static @Nullable Column known(String word) {
            return Arrays.stream(values())
                    .filter(column -> column.word().equals(word))
                    .findFirst()
                    .orElse(null);
        }

        private static String quoted(String word) {
            return word.length() <= LONGEST_QUOTED ? word : word.substring(0, LONGEST_QUOTED) + "…";
        }

        /** The cell of a record, null when the file has no such column. */
        @Nullable
        String cell(List<String> cells, Column column) {
            Integer place = places.get(column);
            return place == null ? null : cells.get(place);
        }
    }
}
