package headsup.audience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that were not taken come back as they came. */
class RejectedLinesTest {

    @TempDir
    private Path home;

    @Test
    void aRecordComesBackWholeUnderItsHeader() throws IOException {
        RejectedLines back = of("\ufeffref,name,email\r\na,A,a@x.example\nb,\"two\nlines\",nowhere\nc,C\n", 3L, 5L);
        assertEquals("ref,name,email", back.header());
        assertEquals(
                List.of(new RejectedLines.Line(3, "b,\"two\nlines\",nowhere"), new RejectedLines.Line(5, "c,C")),
                back.lines());
    }

    @Test
    void ofAQuoteThatIsNeverClosedOnlyItsLineComesBack() throws IOException {
        RejectedLines back = of("ref,email\na,\"x\nb,b@x.example\n", 2L);
        assertEquals(List.of(new RejectedLines.Line(2, "a,\"x")), back.lines());
    }

    @Test
    void withoutSuchLinesTheFileIsNotReadAgain() throws IOException {
        assertEquals(new RejectedLines("", List.of()), of("ref,email\n"));
    }

    private RejectedLines of(String text, Long... lines) throws IOException {
        Path csv = home.resolve("customers.csv");
        Files.writeString(csv, text, StandardCharsets.UTF_8);
        return RejectedLines.of(csv, new TreeSet<>(List.of(lines)));
    }
}
