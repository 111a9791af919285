package headsup.audience;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Lines of a file that were not taken, read once more: which they are is only known when the whole file was read. */
record RejectedLines(String header, List<RejectedLines.Line> lines) {

    /** All together, in characters. */
    private static final int MOST_TEXT = 16 << 20;

    record Line(long number, String text) {}

    static RejectedLines of(Path csv, SortedSet<Long> numbers) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(csv))) {
            Records records = new Records(new Lines(in));
            if (numbers.isEmpty() || !(records.next() instanceof Records.Cells header)) {
                return new RejectedLines("", List.of());
            }
            String first = records.text();
            records.expect(header.cells().size());
            return new RejectedLines(first, lines(records, numbers));
        }
    }

    private static List<Line> lines(Records records, SortedSet<Long> numbers) throws IOException {
        List<Line> lines = new ArrayList<>();
        long size = 0;
        long last = numbers.last();
        for (Records.Found found = records.next(); found != null && found.line() <= last; found = records.next()) {
            size += numbers.contains(found.line()) ? records.text().length() : 0;
            if (size > MOST_TEXT) {
                break;
            }
            if (numbers.contains(found.line())) {
                lines.add(new Line(found.line(), records.text()));
            }
        }
        return lines;
    }
}
