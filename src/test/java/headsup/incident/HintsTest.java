package headsup.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.incident.Hint.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {

    private static final String GOOD =
            "About one card payment in ten is refused in the EU. Trying again usually helps. We are moving payments to our second route.";

    private static List<Code> codes(String message, String... before) {
        return Hints.on(message, false, List.of(before)).stream()
                .map(Hint::code)
                .toList();
    }

    @Test
    void wordsThatSayWhatCustomersNoticeAndWhatWeDoNeedNoHint() {
        assertEquals(List.of(), codes(GOOD));
    }

    @Test
    void whoSaysNothingOfCustomersOrOfOurselvesIsAskedTo() {
        assertEquals(List.of(Code.EXPERIENCE), codes("We have seen this and have begun to look at it."));
        assertEquals(List.of(Code.ACTION), codes("Some payments to the bank are refused."));
    }

    @Test
    void soonIsNoTimeExceptAtTheEnd() {
        String soon = "Payments fail. We are on it and will tell you more soon.";
        assertEquals(List.of(Code.NEXT), codes(soon));
        assertEquals(List.of(), Hints.on(soon, true, List.of()));
    }

    @Test
    void aVendorIsNamedWithALink() {
        assertEquals(List.of(Code.VENDOR), codes("Some payments fail. We are working with Stripe on it."));
        assertEquals(
                List.of(),
                codes("Some payments fail. We are working with [Stripe](https://status.stripe.example) on it."));
    }

    @Test
    void jargonIsNamed() {
        List<Hint> hints =
                Hints.on("Some of your requests fail with elevated latency. We look at it.", false, List.of());
        assertEquals(Code.JARGON, hints.get(0).code());
        assertTrue(hints.get(0).sentence().contains("latency"), hints.get(0).sentence());
    }

    @Test
    void longSentencesOfLongWordsAreHardToRead() {
        assertEquals(
                List.of(Code.UNREADABLE),
                codes("We are comprehensively investigating the unavailability of authorisation functionality affecting"
                        + " your international organisations utilising our administrative configuration interface."));
    }

    @Test
    void theThirdIdenticalSentenceIsSaidSo() {
        String stock = "We are looking into it.";
        assertEquals(List.of(), codes("Cards fail. " + stock, "Cards fail. " + stock));
        assertEquals(
                List.of(Code.REPEATED), codes("Payments fail. We  are looking into it.", "A. " + stock, "B. " + stock));
    }

    @Test
    void otherLanguagesAreNotHeldAgainstEnglishWords() {
        assertEquals(List.of(), codes("Karten werden in der EU abgelehnt. Wir leiten Zahlungen um."));
        assertEquals(List.of(), codes("Les cartes sont refusées. Nous y travaillons."));
    }
}
