package headsup.mail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.Bulletin.Estimate.Standing;
import headsup.mail.Occasion.Event;
import headsup.mail.Recipient.Contact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Letters letters = Cast.letters();

    @Test
    void theFirstLetterHasEveryHeaderOnce() {
        Letter letter = letters.write(Cast.bulletin(1), Cast.recipient(4711, Cast.dana()));
        Reading read = Reading.of(letter);

        assertEquals("Sat, 21 Nov 2026 09:42:07 +0000", read.header("Date"));
        assertEquals("\"Harbourlight Status\" <updates@status.harbourlight.example>", read.header("From"));
        assertEquals("\"Harbourlight Support\" <help@harbourlight.example>", read.header("Reply-To"));
        assertEquals("\"Dana Ortiz\" <dana.ortiz@rivermill.example>", read.header("To"));
        assertEquals("[Harbourlight] EU card payments failing", read.header("Subject"));
        assertEquals(
                "<k3v9x0q2m1ab.1." + DeliveryCode.of(4711) + "@status.harbourlight.example>",
                read.header("Message-ID"));
        assertFalse(read.has("References"));
        assertFalse(read.has("In-Reply-To"));
        assertEquals("\"Harbourlight outage\" <outage.status.harbourlight.example>", read.header("List-Id"));
        assertEquals(
                "<https://status.harbourlight.example/u/" + Cast.TOKEN
                        + ">, <mailto:leave@bounce.harbourlight.example?subject=" + Cast.TOKEN + ">",
                read.header("List-Unsubscribe"));
        assertEquals("List-Unsubscribe=One-Click", read.header("List-Unsubscribe-Post"));
        assertEquals("NO", read.header("List-Post"));
        assertEquals("<https://status.harbourlight.example/incidents/k3v9x0q2m1ab>", read.header("List-Archive"));
        assertEquals("auto-generated", read.header("Auto-Submitted"));
        assertEquals("OOF, AutoReply, RN, NRN", read.header("X-Auto-Response-Suppress"));
        assertEquals("k3v9x0q2m1ab:update:status:harbourlight", read.header("Feedback-ID"));
        assertEquals(DeliveryCode.of(4711), read.header("X-HeadsUp-Delivery"));
        assertEquals("k3v9x0q2m1ab", read.header("X-HeadsUp-Incident"));
        assertEquals("en", read.header("Content-Language"));
        assertEquals("1.0", read.header("MIME-Version"));
        assertEquals(
                read.fieldNames().size(), read.fieldNames().stream().distinct().count());
    }

    @Test
    void whatTheWorldMayNotReadIsArchivedOnTheReadersOwnPage() {
        Bulletin open = Cast.bulletin(1);
        var topic = new Bulletin.Topic(Cast.KEY, Bulletin.Stream.OUTAGE, "Your line is down", null);
        var planned = about(Event.ANNOUNCED, 0).occasion();
        var bulletin = new Bulletin(topic, 1, open.body(), open.published(), open.nextBy(), planned);
        Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, Cast.dana())));

        assertEquals("<https://status.harbourlight.example/my/" + Cast.TOKEN + ">", read.header("List-Archive"));
        assertFalse(read.text().contains("/incidents/"), read.text());
        assertFalse(read.html().contains("/incidents/"), read.html());
        assertFalse(Reading.event(read.part(2)).getProperty(Property.URL).isPresent());
        read.headLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
    }

    @Test
    void afterTheEndItSaysWhatWasAffectedAndWhatHappened() {
        Bulletin open = Cast.bulletin(1);
        var body = new Bulletin.Body(
                Locale.ENGLISH, "Resolved", open.body().affected(), open.body().known(), List.of(), true);
        var bulletin = new Bulletin(open.topic(), 2, body, open.published(), null);
        for (Locale language : Words.LANGUAGES) {
            var reader = new Contact("a@rivermill.example", null, language, ZoneId.of("UTC"));
            Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, reader)));
            Words words = Words.in(language);
            for (String twin : List.of(read.text(), read.html())) {
                assertTrue(twin.contains(words.of("affected.over")), twin);
                assertTrue(twin.contains(words.of("known.over")), twin);
                assertFalse(twin.contains(words.of("affected") + "\n"), twin);
                assertFalse(twin.contains(words.of("known")), twin);
            }
        }
    }

    @Test
    void aPersonAtSeveralOrganisationsIsToldWhichInTheirLanguage() {
        assertEquals(
                "You get this once, as a contact of Rivermill and Northgate, who use Harbourlight.",
                why(Locale.ENGLISH, List.of("Rivermill", "Northgate")));
        assertEquals(
                "Sie erhalten dies einmal, als Kontakt von A, B und C, die Harbourlight nutzen.",
                why(Locale.GERMAN, List.of("A", "B", "C")));
        assertEquals(
                "Recibe esto una sola vez, como contacto de A, B, C, D, E y 3 más, que utilizan Harbourlight.",
                why(Locale.of("es"), List.of("A", "B", "C", "D", "E", "F", "G", "H")));
    }

    private static String why(Locale locale, List<String> organisations) {
        var contact = new Recipient.Contact("dana@rivermill.example", null, locale, ZoneOffset.UTC);
        var recipient = new Recipient(7, contact, List.of(), Cast.TOKEN, List.of(), false, organisations);
        String text = Cast.letters()
                .write(Cast.bulletin(1), recipient)
                .opened()
                .text()
                .replaceAll("\\s+", " ");
        String first = organisations.get(0);
        return Arrays.stream(text.split("(?<=\\.) "))
                .filter(sentence -> sentence.contains(" " + first) && sentence.contains("Harbourlight"))
                .map(sentence -> sentence.replaceFirst(".*(You get this|Sie erhalten|Recibe)", "$1"))
                .findFirst()
                .orElse(text);
    }

    @Test
    void leavingByMailIsOfferedOnlyWhereSomebodyReadsIt() {
        var letters = Cast.letters();
        letters.offerLeavingByMail(false);
        Reading read = Reading.of(letters.write(Cast.bulletin(1), Cast.recipient(4711, Cast.dana())));
        assertEquals("<https://status.harbourlight.example/u/" + Cast.TOKEN + ">", read.header("List-Unsubscribe"));
        assertEquals("List-Unsubscribe=One-Click", read.header("List-Unsubscribe-Post"));
    }

    @Test
    void laterLettersAnswerTheLastAndReferToTheFirst() {
        String first = "<k3v9x0q2m1ab.1.0000000000001@status.harbourlight.example>";
        String second = "<k3v9x0q2m1ab.2.0000000000002@status.harbourlight.example>";
        Reading read = Reading.of(letters.write(Cast.bulletin(3), Cast.recipient(3, Cast.dana(), first, second)));

        assertEquals("Re: [Harbourlight] EU card payments failing", read.header("Subject"));
        assertEquals(second, read.header("In-Reply-To"));
        assertEquals(first + " " + second, read.header("References"));
        read.headLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
    }

    @Test
    void anInventedRootStandsBeforeThemWhenAskedFor() {
        var rooted = Cast.letters(new Letters.Manner(true, null));
        String first = "<k3v9x0q2m1ab.1.0000000000001@status.harbourlight.example>";
        Reading read = Reading.of(rooted.write(Cast.bulletin(2), Cast.recipient(2, Cast.dana(), first)));

        assertEquals("<k3v9x0q2m1ab.root@status.harbourlight.example> " + first, read.header("References"));
    }

    @Test
    void theTwinsSayInOrderWhatIsAffectedKnownToDoAndPromised() {
        Reading read = Reading.of(letters.write(Cast.bulletin(1), Cast.recipient(1, Cast.dana())));

        for (String body : List.of(read.text(), read.html().replace("&amp;", "&"))) {
            int from = 0;
            for (String words : List.of(
                    "Investigating: EU card payments failing",
                    "21 Nov 2026, 09:42 UTC (10:42 your time)",
                    "What is affected for you",
                    "Card payments: partial outage",
                    "What we know",
                    "Some card payments in the EU have failed",
                    "What you can do",
                    "Let customers try again",
                    "Next update by 14:30 UTC (15:30 your time)",
                    "https://status.harbourlight.example/my/" + Cast.TOKEN + "#i-k3v9x0q2m1ab",
                    "Dana Ortiz, dana.ortiz@rivermill.example",
                    "You get this because your organisation uses Harbourlight",
                    "https://status.harbourlight.example/u/" + Cast.TOKEN)) {
                int at = body.indexOf(words, from);
                assertTrue(at >= from, words + " not after " + from + " in\n" + body);
                from = at;
            }
        }
    }

    @Test
    void textLinesHaveAtMost76CharactersAndEncodedOnesToo() {
        Letter letter = letters.write(Cast.bulletin(1), Cast.recipient(1, Cast.dana()));
        Reading read = Reading.of(letter);

        read.text().lines().forEach(line -> assertTrue(line.length() <= 76, line));
        read.rawLines().forEach(line -> assertTrue(Reading.isFolded(line), line));
        assertTrue(letter.bytes().length < 12_000, letter.bytes().length + " octets");
    }

    @Test
    void aLetterMadeAgainIsTheSameOctets() {
        Recipient recipient = Cast.recipient(99, Cast.dana());

        assertArrayEquals(
                letters.write(Cast.bulletin(1), recipient).bytes(),
                Cast.letters().write(Cast.bulletin(1), recipient).bytes());
    }

    @Test
    void theFixedWordsFollowTheReaderTheAuthoredOnesTheAuthor() {
        var jonas = new Contact("jonas@lieferant.example", null, Locale.forLanguageTag("de-AT"), ZoneId.of("UTC"));
        Reading read = Reading.of(letters.write(Cast.bulletin(1), Cast.recipient(1, jonas)));

        assertEquals("de, en", read.header("Content-Language"));
        assertTrue(read.text().contains("Nächste Nachricht bis 14:30 UTC"), read.text());
        assertTrue(read.html().contains("<html lang=\"de\">"));
        assertTrue(read.html().contains("<p class=\"ink\" lang=\"en\""));
        assertEquals("jonas@lieferant.example", read.header("To"));
    }

    @Test
    void wordsWhoseLanguageNobodySaidAreNotMarked() {
        Bulletin said = Cast.bulletin(1);
        var body = new Bulletin.Body(
                Locale.ROOT,
                "Wird untersucht",
                said.body().affected(),
                said.body().known(),
                List.of());
        var bulletin = new Bulletin(said.topic(), 1, body, said.published(), said.nextBy());
        var jonas = new Contact("jonas@lieferant.example", null, Locale.GERMAN, ZoneId.of("UTC"));
        Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, jonas)));

        assertEquals("de", read.header("Content-Language"));
        assertEquals(1, read.html().split(" lang=", -1).length - 1, read.html());
        assertTrue(read.html().contains("<html lang=\"de\">"));
    }

    @Test
    void aLanguageWeDoNotSpeakHearsEnglish() {
        var yuki = new Contact("yuki@example.jp", "由紀", Locale.JAPAN, ZoneId.of("Asia/Tokyo"));
        Reading read = Reading.of(letters.write(Cast.bulletin(1), Cast.recipient(1, yuki)));

        assertTrue(read.text().contains("Next update by 14:30 UTC (23:30 your time)"), read.text());
        assertEquals("由紀 <yuki@example.jp>", read.header("To"));
    }

    @Test
    void theRecipientsOwnListGoesBeforeTheBulletins() {
        var recipient = new Recipient(1, Cast.dana(), List.of("Terminals <in store>"), Cast.TOKEN, List.of());
        Reading read = Reading.of(letters.write(Cast.bulletin(1), recipient));

        assertTrue(read.text().contains("- Terminals <in store>"));
        assertTrue(read.html().contains("Terminals &lt;in store&gt;</li>"));
        assertFalse(read.text().contains("- API"));
    }

    @Test
    void anEstimateIsToldInTheReadersZoneBesideThePromise() {
        Reading read = estimated(Cast.dana(), "17:00", null, Standing.STANDING);
        assertTrue(
                read.text()
                        .replace("\r", "")
                        .contains("Next update by 14:30 UTC (15:30 your time)\n\n"
                                + "Expected to be fixed by 17:00 UTC (18:00 your time)\n"),
                read.text());
        assertTrue(read.html().contains("Expected to be fixed by 17:00 UTC (18:00 your time)"), read.html());
    }

    @Test
    void aMovedEstimateSaysWhatItWasMovedFrom() {
        Reading read = estimated(Cast.dana(), "17:00", "15:30", Standing.STANDING);
        String both = "Expected to be fixed by 17:00 UTC (18:00 your time), moved from 15:30 UTC (16:30 your time)";
        assertTrue(read.html().contains(both), read.html());
        assertTrue(read.text().replaceAll("\\s+", " ").contains(both), read.text());
    }

    @Test
    void anEstimateThatPassedOrWasTakenBackIsToldInEveryLanguage() {
        var passed = Map.of(
                "en", "We expected it to be fixed by 08:00 UTC; it is not yet.",
                "de", "Wir haben die Behebung bis 08:00 UTC erwartet; sie steht noch aus.",
                "fr", "Nous attendions le rétablissement avant 08:00 UTC ; ce n’est pas encore le cas.",
                "es", "Esperábamos tenerlo resuelto a más tardar a esta hora: 08:00 UTC. Todavía no lo está.");
        var withdrawn = Map.of(
                "en", "We do not know yet when it will be fixed. We had expected it by 08:00 UTC.",
                "de", "Wir wissen noch nicht, wann es behoben ist. Erwartet hatten wir es bis 08:00 UTC.",
                "fr", "Nous ne savons pas encore quand le service sera rétabli. Nous l’attendions avant 08:00 UTC.",
                "es",
                        "Todavía no sabemos cuándo estará resuelto. Esperábamos tenerlo a más tardar a esta hora: 08:00 UTC.");
        passed.forEach((language, sentence) -> assertTold(language, Standing.PASSED, sentence));
        withdrawn.forEach((language, sentence) -> assertTold(language, Standing.WITHDRAWN, sentence));
    }

    private void assertTold(String language, Standing standing, String sentence) {
        var reader = new Contact("reader@customer.example", null, Locale.of(language), ZoneId.of("UTC"));
        Reading read = estimated(reader, "08:00", null, standing);
        assertTrue(read.html().contains(sentence), read.html());
        assertTrue(read.text().replaceAll("\\s+", " ").contains(sentence.replace('\u00a0', ' ')), read.text());
    }

    private Reading estimated(Contact reader, String at, @Nullable String movedFrom, Standing standing) {
        Bulletin said = Cast.bulletin(1);
        var bulletin = new Bulletin(
                said.topic(),
                1,
                said.body(),
                said.published(),
                said.nextBy(),
                null,
                new Bulletin.Estimate(onThatDay(at), movedFrom == null ? null : onThatDay(movedFrom), standing));
        return Reading.of(letters.write(bulletin, Cast.recipient(1, reader)));
    }

    private static Instant onThatDay(String time) {
        return Instant.parse("2026-11-21T" + time + ":00Z");
    }

    @Test
    void aPromiseOnAnotherDaySaysTheDay() {
        Bulletin today = Cast.bulletin(1);
        var bulletin =
                new Bulletin(today.topic(), 1, today.body(), today.published(), Cast.NEXT_BY.plusSeconds(9 * 3600));
        Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, Cast.dana())));

        assertTrue(
                read.text().contains("Next update by 23:30 UTC (00:30, 22 Nov 2026 your time), 21 Nov 2026"),
                read.text());
    }

    @Test
    void withoutAPromiseNoneIsMade() {
        Bulletin owed = Cast.bulletin(1);
        var bulletin = new Bulletin(owed.topic(), 1, owed.body(), owed.published(), null);
        Reading read = Reading.of(letters.write(bulletin, Cast.recipient(1, Cast.dana())));

        assertFalse(read.text().contains("Next update"));
        assertFalse(read.html().contains("strip ink"));
    }

    @Test
    void aPlannedTimeIsInTheCalendarPartAndTheLetterSaysWhen() {
        Reading read = Reading.of(letters.write(about(Event.MOVED, 1), Cast.recipient(1, Cast.dana())));

        assertEquals(3, read.parts().size());
        assertEquals("text/calendar; charset=UTF-8; method=PUBLISH", type(read));
        VEvent event = Reading.event(read.part(2));
        assertEquals(Cast.KEY, value(event, Property.UID));
        assertEquals("1", value(event, Property.SEQUENCE));
        assertEquals("20261201T020000Z", value(event, Property.DTSTART));
        assertEquals("20261201T040000Z", value(event, Property.DTEND));
        assertEquals("20261121T094207Z", value(event, Property.DTSTAMP));
        assertEquals("CONFIRMED", value(event, Property.STATUS));
        assertEquals("Harbourlight: EU card payments failing", value(event, Property.SUMMARY));
        assertEquals("mailto:updates@status.harbourlight.example", value(event, Property.ORGANIZER));
        read.part(2).lines().forEach(line -> assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line));
        for (String body : List.of(read.text(), read.html())) {
            assertTrue(body.contains("Maintenance moved"), body);
            assertTrue(body.contains("Begins: 1 Dec 2026, 02:00 UTC (03:00 your time)"), body);
            assertTrue(body.contains("Ends: 1 Dec 2026, 04:00 UTC (05:00 your time)"), body);
        }
    }

    @Test
    void whatIsCancelledIsTakenOutOfTheCalendar() {
        Reading read = Reading.of(letters.write(about(Event.CANCELLED, 2), Cast.recipient(1, Cast.dana())));

        assertEquals("text/calendar; charset=UTF-8; method=CANCEL", type(read));
        VEvent event = Reading.event(read.part(2));
        assertEquals(Cast.KEY, value(event, Property.UID));
        assertEquals("2", value(event, Property.SEQUENCE));
        assertEquals("CANCELLED", value(event, Property.STATUS));
        assertTrue(read.text().contains("The attachment takes the date out of your calendar."), read.text());
    }

    @Test
    void anEndHasNothingForTheCalendarAndNoTimes() {
        Reading read = Reading.of(letters.write(about(Event.ENDED, 0), Cast.recipient(1, Cast.dana())));

        assertEquals(2, read.parts().size());
        assertTrue(read.text().contains("Maintenance completed: EU card payments failing"), read.text());
        assertFalse(read.text().contains("Begins"), read.text());
    }

    @Test
    void everyEventHasItsWordsInEveryLanguage() {
        for (Event event : Event.values()) {
            Set<String> said = Words.LANGUAGES.stream()
                    .map(language -> Words.in(language).of(event.key() + ".says"))
                    .collect(Collectors.toSet());
            assertEquals(Words.LANGUAGES.size(), said.size(), event + " " + said);
            Words.LANGUAGES.forEach(
                    language -> assertFalse(Words.in(language).of(event.key()).isBlank()));
        }
        for (Locale language : Words.LANGUAGES) {
            for (String key : List.of("begins", "ends")) {
                assertTrue(Words.in(language).of(key, "WORD").endsWith(" WORD"), language + " " + key);
            }
            assertFalse(Words.in(language).of("calendar.cancel").isBlank());
        }
    }

    private static Bulletin about(Event event, int sequence) {
        Bulletin plain = Cast.bulletin(1);
        Instant begins = Instant.parse("2026-12-01T02:00:00Z");
        return new Bulletin(
                plain.topic(),
                1,
                plain.body(),
                plain.published(),
                plain.nextBy(),
                new Occasion(event, begins, begins.plusSeconds(7200), sequence));
    }

    private static String type(Reading read) {
        return read.parts().get(2).getHeader().getField("Content-Type").getBody();
    }

    private static String value(VEvent event, String property) {
        return event.getRequiredProperty(property).getValue();
    }

    @Test
    void theEnvelopeNamesTheDeliveryAndOnlyWeCanMakeIt() {
        Letter letter = letters.write(Cast.bulletin(1), Cast.recipient(4711, Cast.dana()));
        String sender = letter.envelopeSender();

        assertTrue(sender.startsWith("b." + DeliveryCode.of(4711) + "."), sender);
        assertEquals(29, sender.indexOf('@'));
        assertEquals(4711, Cast.VERP.deliveryOf(sender.toUpperCase(Locale.ROOT)).orElseThrow());
        char last = sender.charAt(28);
        String forged = sender.substring(0, 28) + (last == '0' ? '1' : '0') + sender.substring(29);
        assertTrue(Cast.VERP.deliveryOf(forged).isEmpty());
        assertEquals("dana.ortiz@rivermill.example", letter.envelopeRecipient());
    }

    @Test
    void everyLanguageHasEveryWord() {
        for (Locale language : Words.LANGUAGES) {
            Words words = Words.in(language);
            assertEquals(language.getLanguage(), words.language());
            for (String key :
                    List.of("affected", "affected.over", "known", "known.over", "todo", "link", "leave", "calendar")) {
                assertFalse(words.of(key).isBlank());
            }
            for (String key : List.of("promise", "sent", "why.outage", "why.news")) {
                assertTrue(words.of(key, "WORD").contains("WORD"), language + " " + key);
            }
        }
        long different = Words.LANGUAGES.stream()
                .map(l -> Words.in(l).of("affected"))
                .distinct()
                .count();
        assertEquals(Words.LANGUAGES.size(), different);
    }

    @Test
    void codesSortLikeTheirNumbers() {
        long[] numbers = {0, 1, 31, 32, 4711, Integer.MAX_VALUE, Long.MAX_VALUE};
        String[] codes = Arrays.stream(numbers).mapToObj(DeliveryCode::of).toArray(String[]::new);
        String[] sorted = codes.clone();
        Arrays.sort(sorted);

        assertArrayEquals(codes, sorted);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], DeliveryCode.read(codes[i]).orElseThrow());
        }
        assertEquals(-1, DeliveryCode.read(DeliveryCode.of(-1)).orElseThrow());
        assertTrue(DeliveryCode.read("zzzzzzzzzzzzz").isEmpty());
    }
}
