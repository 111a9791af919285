package headsup.audience;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180), told apart here and taken apart by FastCSV one at a time: a record that can't be
 * read costs its first line, and reading goes on with the next. One quote that is never closed would otherwise swallow
 * the whole rest of the file.
 */
final class Records {

    private static final int MOST_LINES = 100;
    private static final String WHOLE_LINE = "line";
    private static final CsvReader.CsvReaderBuilder DIALECT = CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .skipEmptyLines(false)
            .maxBufferSize(4 * Lines.LONGEST_BYTES);

    /** What stands in the file next. */
    sealed interface Found {
        /** Where it begins, from 1. */
        long line();
    }

    record Cells(long line, List<String> cells) implements Found {}

    /** @param field the column at fault, {@code line} when it is the record as a whole */
    record Broken(long line, String field, String message) implements Found {}

    private final Lines lines;
    private final Deque<Lines.Line> again = new ArrayDeque<>();
    private int width;
    private String text = "";

    Records(Lines lines) {
        this.lines = lines;
    }

    /** How many cells a record must have from now on. */
    void expect(int cells) {
        width = cells;
    }

    /** The record found last, as it came; empty for one that was too long to keep. */
    String text() {
        return text;
    }

    /** Null at the end of the file; records without any text are passed over. */
    @Nullable
    Found next() throws IOException {
        for (Lines.Line first = take(); first != null; first = take()) {
            text = first.text();
            Found found = first.whole()
                    ? found(upToItsEnd(first))
                    : new Broken(first.number(), WHOLE_LINE, "is longer than " + Lines.LONGEST_BYTES + " bytes");
            if (!(found instanceof Cells record && record.cells().stream().allMatch(String::isBlank))) {
                return found;
            }
        }
        return null;
    }

    /** The lines of one record; all that could be tried when its last quote is never closed. */
    private List<Lines.Line> upToItsEnd(Lines.Line first) throws IOException {
        List<Lines.Line> record = new ArrayList<>(List.of(first));
        Quotes quotes = new Quotes();
        quotes.read(first.text());
        int size = first.text().length();
        while (quotes.isOpen() && record.size() < MOST_LINES && size < Lines.LONGEST_BYTES) {
            Lines.Line next = take();
            if (next == null) {
                break;
            }
            record.add(next);
            size += next.text().length();
            quotes.read("\n" + next.text());
        }
        return record;
    }

    private Found found(List<Lines.Line> record) {
        long number = record.get(0).number();
        String whole = String.join("\n", record.stream().map(Lines.Line::text).toList());
        Found found = read(number, whole);
        if (found instanceof Cells) {
            text = whole;
        } else {
            for (int i = record.size() - 1; i > 0; i--) {
                again.push(record.get(i));
            }
        }
        return found;
    }

    private Found read(long number, String text) {
        Quotes quotes = new Quotes();
        quotes.read(text);
        if (quotes.isOpen()) {
            return new Broken(number, WHOLE_LINE, "has a quote that is never closed");
        }
        if (text.isBlank()) {
            return new Cells(number, List.of());
        }
        List<String> cells;
        try {
            cells = DIALECT.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException broken) {
            return new Broken(
                    number, WHOLE_LINE, "has text behind a closing quote; write a quote inside of quotes twice");
        }
        if (width == 0 || cells.size() == width || cells.stream().allMatch(String::isBlank)) {
            return new Cells(number, cells);
        }
        return new Broken(number, WHOLE_LINE, "has " + cells.size() + " cells, the header has " + width);
    }

    private Lines.@Nullable Line take() throws IOException {
        return again.isEmpty() ? lines.next() : again.pop();
    }

    /** Whether a quoted cell is open after all text read so far. */
    private static final class Quotes {
        private boolean open;
        private boolean quoted;
        private boolean cellBegins = true;

        void read(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"' && (quoted || cellBegins)) {
                    quoted = true;
                    open = !open;
                } else if (c == ',' && !open) {
                    quoted = false;
                    cellBegins = true;
                    continue;
                }
                cellBegins = false;
            }
        }

        boolean isOpen() {
            return open;
        }
    }
}
