package headsup.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {

    @Test
    void everyKindOfLineEndIsOneLine() throws IOException {
        assertEquals(List.of("1:a|b", "2:c|d", "3:e|f", "4:g|h"), read("a,b\nc,d\r\ne,f\rg,h"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstCell() throws IOException {
        assertEquals(List.of("1:a|b"), read("\ufeffa,b\n"));
    }

    @Test
    void linesWithoutTextAreCountedAndPassedOver() throws IOException {
        assertEquals(List.of("2:a|b", "5:c|d"), read("\na,b\n  \n,\nc,d\n\n"));
    }

    @Test
    void aQuotedCellMayHoldCommasQuotesAndLineBreaks() throws IOException {
        assertEquals(List.of("1:a,\"x\"|b\nc", "3:d|e"), read("\"a,\"\"x\"\"\",\"b\nc\"\nd,e"));
    }

    @Test
    void aQuoteInsideOfAnUnquotedCellIsJustAQuote() throws IOException {
        assertEquals(List.of("1:5\" pipe|b", "2:c|d"), read("5\" pipe,b\nc,d"));
    }

    @Test
    void aQuoteNeverClosedCostsOneLine() throws IOException {
        assertEquals(List.of("1:a|b", "2!line", "3:e|f", "4:g|h"), read("a,b\n\"c,d\ne,f\ng,h"));
        assertEquals(List.of("1:a|b", "2!line"), read("a,b\n\"c,d"));
    }

    @Test
    void aQuoteClosedByAnInnocentLineFurtherDownCostsOneLine() throws IOException {
        assertEquals(List.of("1:a|b", "2!line", "3:e|f", "4:g, inc|h"), read("a,b\n\"c,d\ne,f\n\"g, inc\",h"));
    }

    @Test
    void aQuoteNeverClosedInAVeryLongFileCostsOneLine() throws IOException {
        List<String> found = read("a,b\n\"c,d\n" + "e,f\n".repeat(10_000));
        assertEquals(10_002, found.size());
        assertEquals("2!line", found.get(1));
        assertEquals("10002:e|f", found.get(10_001));
    }

    @Test
    void aRecordOfAnotherWidthIsBroken() throws IOException {
        assertEquals(List.of("1:a|b", "2!line", "3!line", "4:c|d"), read("a,b\nc\nc,d,e\nc,d"));
    }

    @Test
    void aLineThatIsTooLongIsSkippedWithoutBeingKept() throws IOException {
        assertEquals(List.of("1:a|b", "2!line", "3:c|d"), read("a,b\n" + "x".repeat(2_000_000) + ",y\nc,d"));
    }

    @Test
    void aByteThatIsNotUtf8SpoilsOnlyItsCell() throws IOException {
        byte[] bytes = "a,b\nc,d\ne,f".getBytes(StandardCharsets.UTF_8);
        bytes[4] = (byte) 0xff;
        assertEquals(List.of("1:a|b", "2:\ufffd|d", "3:e|f"), read(bytes));
    }

    private static List<String> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(byte[] bytes) throws IOException {
        Records records = new Records(new Lines(new ByteArrayInputStream(bytes)));
        List<String> found = new ArrayList<>();
        for (Records.Found next = records.next(); next != null; next = records.next()) {
            switch (next) {
                case Records.Cells cells -> {
                    found.add(cells.line() + ":" + String.join("|", cells.cells()));
                    records.expect(cells.cells().size());
                }
                case Records.Broken broken -> found.add(broken.line() + "!" + broken.field());
            }
        }
        return found;
    }
}
