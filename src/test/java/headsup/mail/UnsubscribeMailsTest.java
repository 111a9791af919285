package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsubscribeMailsTest {

    private static final String TOKEN = "k7Wq2mZ0p-e9Xr4T_B1cVs";
    private static final String LEAVE = "leave@bounce.acme.example";

    private final UnsubscribeMails mails = new UnsubscribeMails(
            new Verp("bounce.acme.example", "a secret of the test".getBytes(StandardCharsets.UTF_8)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOKEN",
                " TOKEN ",
                "Re: TOKEN",
                "RE: Fwd: TOKEN",
                "AW: TOKEN",
                "\"TOKEN\"",
                "<TOKEN>",
                "unsubscribe TOKEN",
                "[EXTERNAL] TOKEN",
                "subject=TOKEN",
                "leave-TOKEN",
                "=?utf-8?B?B64?=",
                "=?UTF-8?Q?k7Wq2mZ0p-e9Xr4T=5FB1cVs?=",
                "=?utf-8?Q?k7Wq2mZ0p-e?=\r\n =?utf-8?Q?9Xr4T=5FB1cVs?=",
                "\r\n TOKEN",
                "k7Wq2mZ0p-e\r\n 9Xr4T_B1cVs",
                "Re: k7Wq2mZ0p-e\r\n\t9Xr4T_B1cVs",
                "k7Wq2mZ0p%2De9Xr4T%5FB1cVs"
            })
    void theTokenIsFoundInTheSubjectWhateverMailProgramsPutAroundIt(String subject) throws IOException {
        String base64 = Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.US_ASCII));
        String field = subject.replace("TOKEN", TOKEN).replace("B64", base64);
        assertEquals(TOKEN, tokens("Subject: " + field + "\r\n", "", LEAVE).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leave+TOKEN@bounce.acme.example",
                "leave-TOKEN@bounce.acme.example",
                "LEAVE+TOKEN@Bounce.Acme.Example",
                "<leave=TOKEN@bounce.acme.example>"
            })
    void theTokenIsFoundInTheAddress(String to) throws IOException {
        String address = to.replace("TOKEN", TOKEN);
        assertTrue(mails.isFor(address));
        assertEquals(TOKEN, tokens("Subject: Unsubscribe\r\n", "", address).get(0));
    }

    @Test
    void whatAPersonWritesInTheFirstLinesCountsAndWhatTheyQuoteDoesNot() throws IOException {
        assertEquals(
                List.of(TOKEN), tokens("Subject: please\r\n", "Please unsubscribe me.\r\n" + TOKEN + "\r\n", LEAVE));
        assertEquals(
                List.of(TOKEN), tokens("Subject: stop\r\n", "https://status.acme.example/u/" + TOKEN + "\r\n", LEAVE));
        assertEquals(List.of(), tokens("Subject: stop\r\n", "> https://acme.example/u/" + TOKEN + "\r\n", LEAVE));
        assertEquals(
                List.of(TOKEN),
                tokens(
                        "Subject: stop\r\nContent-Type: text/html\r\n",
                        "<html><body><p>" + TOKEN + "</p></body></html>",
                        LEAVE));
    }

    @Test
    void anAutomaticAnswerMeansNothingByItsBodyButAProgramMayUnsubscribe() throws IOException {
        String auto = "Auto-Submitted: auto-replied\r\n";
        assertEquals(List.of(), tokens(auto + "Subject: Out of office\r\n", TOKEN + "\r\n", LEAVE));
        assertEquals(
                List.of(TOKEN),
                tokens(auto + "X-Apple-Unsubscribe: true\r\nSubject: " + TOKEN + "\r\n", "Unsubscribe.", LEAVE));
    }

    @Test
    void onlyLeaveAtTheBounceDomainIsForIt() {
        assertTrue(mails.isFor(LEAVE));
        assertFalse(mails.isFor("leave@acme.example"));
        assertFalse(mails.isFor("leaves@bounce.acme.example"));
        assertFalse(mails.isFor("b.0000000000000.0000000000000@bounce.acme.example"));
        assertTrue(mails.isOurs("b.0000000000000.0000000000000@bounce.acme.example"));
        assertFalse(mails.isOurs("nobody"));
    }

    @Test
    void aBodyOfNothingButOpenTagsIsReadInNoTime() {
        String html = "Subject: bye\r\nContent-Type: text/html\r\n";
        assertEquals(
                List.of(),
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5), () -> tokens(html, "<".repeat(250_000) + "\r\n", LEAVE)));
    }

    @Test
    void damagedOnesNeverThrow() throws IOException {
        var random = new Random(11);
        byte[] whole = ("Subject: =?utf-8?B?" + TOKEN + "?=\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
                        + "Content-Type: text/plain; charset=nonsense\r\n\r\n" + TOKEN + "\r\n--x--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            for (int i = 0; i < 10 && damaged.length > 0; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            mails.read(new ByteArrayInputStream(damaged), LEAVE);
        }
    }

    private List<String> tokens(String fields, String body, String to) throws IOException {
        String message = "From: Dana <dana@far.example>\r\nTo: leave@bounce.acme.example\r\n" + fields + "\r\n" + body;
        return mails.read(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), to)
                .tokens();
    }
}
