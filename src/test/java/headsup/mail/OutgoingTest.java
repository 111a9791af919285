package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5321 section 4.5.2. {@code |} stands for a line end. */
class OutgoingTest {

    @ParameterizedTest
    @CsvSource({
        "one|two|, one|two|",
        "one|two, one|two|",
        ".one|two|, ..one|two|",
        "one|.two|.|..|, one|..two|..|...|",
        "one.|.|, one.|..|",
        "., ..|",
        "'', ''"
    })
    void aLineThatBeginsWithADotGetsAnother(String letter, String sent) {
        Outgoing outgoing = new Outgoing().command("before").body(octets(letter));
        assertEquals(
                "before\r\n" + lines(sent),
                new String(outgoing.octets(), 0, outgoing.length(), StandardCharsets.ISO_8859_1));
    }

    private static byte[] octets(String letter) {
        return lines(letter).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String lines(String letter) {
        return letter.replace("|", "\r\n");
    }
}
