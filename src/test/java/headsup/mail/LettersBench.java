package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Run by hand: {@code ./mvnw test -Dtest=LettersBench -Dexcluded.tests=none}. */
@Tag("bench")
class LettersBench {

    private static final int LETTERS = 200_000;

    @Test
    void aHundredThousandLettersASecondOnOneCore() {
        Letters letters = Cast.letters();
        Bulletin bulletin = Cast.bulletin(1);
        List<Recipient> recipients = IntStream.range(0, 1000)
                .mapToObj(i -> Cast.recipient(
                        i,
                        new Recipient.Contact(
                                "person" + i + "@company" + i + ".example",
                                "Person Number " + i,
                                Locale.ENGLISH,
                                ZoneId.of(i % 2 == 0 ? "Europe/Berlin" : "America/New_York")),
                        "<k3v9x0q2m1ab.1.0000000000001@status.harbourlight.example>"))
                .toList();
        for (int round = 0; round < 4; round++) {
            long octets = 0;
            long from = System.nanoTime();
            for (int i = 0; i < LETTERS; i++) {
                octets += letters.write(bulletin, recipients.get(i % recipients.size()))
                        .bytes()
                        .length;
            }
            double seconds = (System.nanoTime() - from) / 1e9;
            System.out.printf("%,.0f letters/s of %d octets%n", LETTERS / seconds, octets / LETTERS);
            assertTrue(round == 0 || LETTERS / seconds > 20_000);
        }
    }

    @Test
    void aThousandSignedLettersASecondOnOneCore() {
        var dkim = new Dkim("harbourlight.example", "status", SigningKey.read(DkimTest.pem(DkimTest.key("RSA", 2048))));
        Letters letters = Cast.letters(new Letters.Manner(false, dkim));
        Bulletin bulletin = Cast.bulletin(1);
        for (int round = 0; round < 4; round++) {
            long from = System.nanoTime();
            for (int i = 0; i < 2000; i++) {
                assertTrue(
                        letters.write(bulletin, Cast.recipient(i, Cast.dana())).bytes().length > 0);
            }
            System.out.printf("%.3f ms a signed letter%n", (System.nanoTime() - from) / 2000e6);
        }
    }

    /** Letters of three bulletins to forty people, for the judges of the kit. */
    @Test
    void lettersForTheJudges() throws IOException {
        Path folder = Path.of("target", "letters");
        Files.createDirectories(folder);
        Letters letters = Cast.letters();
        long delivery = 1000;
        var languages = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, Locale.of("es"));
        for (int person = 0; person < 40; person++) {
            var contact = new Recipient.Contact(
                    "person" + person + "@company" + person + ".example",
                    person % 3 == 0 ? "Zoë Müller-" + person : "Person, No. " + person,
                    languages.get(person % 4),
                    ZoneId.of(person % 2 == 0 ? "Europe/Berlin" : "Etc/UTC"));
            var previous = new ArrayList<String>();
            for (int number = 1; number <= 5; number++) {
                if (previous.size() > 3) {
                    previous.remove(1);
                }
                var recipient = new Recipient(delivery++, contact, List.of(), Cast.TOKEN, List.copyOf(previous));
                Letter letter = letters.write(Cast.bulletin(number), recipient);
                previous.add(Reading.of(letter).header("Message-ID"));
                Files.write(folder.resolve(DeliveryCode.of(letter.delivery()) + ".eml"), letter.bytes());
            }
        }
    }
}
