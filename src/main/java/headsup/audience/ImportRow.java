package headsup.audience;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A record of the import that was read.
 *
 * @param line where it begins
 * @param components ids, joined by semicolons, as {@code tags} are; null for an empty cell, which leaves things as they are
 * @param broken reported already; its reference is still of use, because a customer of whom one line is missing must not
 *     lose what that line may have said
 */
record ImportRow(
        long line,
        String ref,
        @Nullable String name,
        @Nullable String email,
        @Nullable String contactName,
        @Nullable String components,
        @Nullable String tags,
        @Nullable String phone,
        @Nullable String locale,
        @Nullable String timeZone,
        ImportRow.Extras extras,
        String token,
        boolean broken) {

    private static final int MOST_PARTS = 500;

    /** Optional customer fields; a bad value is reported and the row imported. */
    record Extras(
            @Nullable Integer opening,
            @Nullable String openingSource,
            @Nullable String customerSince,
            @Nullable String owner,
            @Nullable Integer weight,
            @Nullable String mobile,
            @Nullable String area) {

        static Extras of(List<String> cells, Column.Header header, Proofreader proofreader) {
            OpeningBalances.Opening opening = proofreader.opening(
                    Column.OPENING.word(),
                    header.cell(cells, Column.OPENING),
                    Column.OPENING_SOURCE.word(),
                    header.cell(cells, Column.OPENING_SOURCE));
            LocalDate since = proofreader.day(Column.CUSTOMER_SINCE.word(), header.cell(cells, Column.CUSTOMER_SINCE));
            return new Extras(
                    opening == null ? null : opening.points(),
                    opening == null ? null : opening.source(),
                    since == null ? null : since.toString(),
                    proofreader.word(Column.OWNER.word(), header.cell(cells, Column.OWNER)),
                    proofreader.whole(
                            Column.WEIGHT.word(), header.cell(cells, Column.WEIGHT), 1, Wanted.LARGEST_WEIGHT),
                    proofreader.phone(Column.MOBILE.word(), header.cell(cells, Column.MOBILE)),
                    proofreader.word(Column.AREA.word(), header.cell(cells, Column.AREA)));
        }
    }

    /**
     * Null when not even the reference can be read.
     *
     * @param lenient notes what is wrong and does not break the line
     */
    static @Nullable ImportRow of(
            Records.Cells record,
            Column.Header header,
            ComponentNames names,
            Proofreader proofreader,
            Proofreader lenient) {
        List<String> cells = record.cells();
        String ref = proofreader.ref(Column.REF.word(), header.cell(cells, Column.REF));
        String name = proofreader.name(Column.NAME.word(), header.cell(cells, Column.NAME));
        String email = proofreader.email(Column.EMAIL.word(), header.cell(cells, Column.EMAIL));
        String contactName = proofreader.name(Column.CONTACT_NAME.word(), header.cell(cells, Column.CONTACT_NAME));
        String components = parts(
                Column.COMPONENTS,
                header.cell(cells, Column.COMPONENTS),
                proofreader,
                (field, part) -> names.id(field, part, proofreader));
        String tags = parts(Column.TAGS, header.cell(cells, Column.TAGS), proofreader, proofreader::tag);
        String phone = proofreader.phone(Column.PHONE.word(), header.cell(cells, Column.PHONE));
        String locale = proofreader.locale(Column.LOCALE.word(), header.cell(cells, Column.LOCALE));
        String timeZone = proofreader.timeZone(Column.TIME_ZONE.word(), header.cell(cells, Column.TIME_ZONE));
        boolean broken = !proofreader.faults().isEmpty();
        return ref == null
                ? null
                : new ImportRow(
                        record.line(),
                        ref,
                        name,
                        email,
                        contactName,
                        components,
                        tags,
                        phone,
                        locale,
                        timeZone,
                        Extras.of(cells, header, lenient),
                        Token.next(),
                        broken);
    }

    private static @Nullable String parts(
            Column column,
            @Nullable String cell,
            Proofreader proofreader,
            BiFunction<String, String, @Nullable String> read) {
        if (cell == null || cell.isBlank()) {
            return null;
        }
        Set<String> found = new LinkedHashSet<>();
        String[] parts = cell.split(";", MOST_PARTS + 1);
        if (parts.length > MOST_PARTS) {
            proofreader.note(column.word(), "has more than " + MOST_PARTS + " parts");
            return null;
        }
        for (String part : parts) {
            String one = part.isBlank() ? null : read.apply(column.word(), part);
            if (one != null) {
                found.add(one);
            }
        }
        return found.isEmpty() ? null : String.join(";", found);
    }
}
