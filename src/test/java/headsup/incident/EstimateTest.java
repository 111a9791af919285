package headsup.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.incident.Estimate.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When an incident is expected to be fixed, out of its updates and its restoration alone. */
class EstimateTest {

    private static final Instant START = Instant.parse("2026-11-21T14:00:00Z");
    private static final UnaryOperator<Words> NOTHING = words -> words;

    private Incident incident;

    @BeforeEach
    void anOutage() {
        incident = new Incident(
                "k3v9x0q2m7ab",
                new Declaration("Cards fail", words(Status.INVESTIGATING), Reach.DEPENDENTS, START, null, null),
                START,
                START,
                "default/1",
                false);
    }

    @Test
    void withoutAnEstimateNoneStands() {
        say(5, NOTHING);
        assertNull(incident.estimate());
        assertNull(incident.lastUpdate().shownEstimateAt());
    }

    @Test
    void anUpdateWithoutOneLeavesTheStandingOneAndShowsIt() {
        Update first = say(5, at(90));
        Update second = say(30, NOTHING);
        Estimate estimate = standing();
        assertEquals(minute(90), estimate.at());
        assertEquals(minute(5), estimate.givenAt());
        assertEquals(first.id(), estimate.givenBy());
        assertNull(estimate.movedFrom());
        assertEquals(minute(90), second.shownEstimateAt());
        assertTrue(first.givesEstimate());
        assertFalse(second.givesEstimate());
    }

    @Test
    void aMovedOneSaysWhatItWasMovedFromUntilItMovesAgain() {
        say(5, at(90));
        say(30, at(150));
        say(40, NOTHING);
        assertEquals(minute(150), standing().at());
        assertEquals(minute(90), standing().movedFrom());
        assertEquals(minute(30), standing().givenAt());
        say(50, at(120));
        assertEquals(minute(150), standing().movedFrom());
    }

    @Test
    void theSameOneAgainIsNotAnotherOne() {
        say(5, at(90));
        say(30, at(90));
        assertNull(standing().movedFrom());
        assertEquals(minute(5), standing().givenAt());
    }

    @Test
    void itHasPassedOnceItsTimeIsOverAndIsShownNoMore() {
        say(5, at(90));
        assertEquals(State.STANDING, standing().state(minute(90)));
        assertEquals(State.PASSED, standing().state(minute(90).plusMillis(1)));
        Update late = say(95, NOTHING);
        assertNull(late.shownEstimateAt());
        assertEquals(State.PASSED, standing().state(minute(95)));
        say(100, at(200));
        assertEquals(minute(90), standing().movedFrom());
    }

    @Test
    void thatItIsNotKnownStandsUntilAnEstimateIsGivenOrItIsRestored() {
        say(5, NOTHING);
        assertFalse(incident.isEstimateUnknown(), "nobody said so");
        Update unknown = say(10, unknown());
        Update later = say(20, NOTHING);
        assertTrue(incident.isEstimateUnknown());
        assertTrue(incident.isEstimateUnknown(unknown));
        assertTrue(incident.isEstimateUnknown(later));
        Update given = say(30, at(90));
        assertFalse(incident.isEstimateUnknown());
        assertFalse(incident.isEstimateUnknown(given));
        assertTrue(incident.isEstimateUnknown(later), "it was so then");
        say(40, unknown());
        assertFalse(incident.isEstimateUnknown(), "that takes one back, and says which");
    }

    @Test
    void notKnownYetWithdrawsItUntilItIsSaidAgain() {
        say(5, at(90));
        Update withdrawing = say(30, unknown());
        assertEquals(State.WITHDRAWN, standing().state(minute(31)));
        assertEquals(State.WITHDRAWN, standing().state(minute(91)));
        assertNull(withdrawing.shownEstimateAt());
        assertNull(say(40, NOTHING).shownEstimateAt());
        say(50, at(90));
        assertEquals(State.STANDING, standing().state(minute(51)));
        assertEquals(minute(5), standing().givenAt());
    }

    @Test
    void notKnownYetWithoutOneBeforeSaysNothing() {
        say(5, unknown());
        assertNull(incident.estimate());
    }

    @Test
    void whatIsRestoredInTimeMetItAlsoAWithdrawnOne() {
        say(5, at(90));
        say(30, unknown());
        Update end = resolve(60);
        assertEquals(State.MET, standing().state(minute(61)));
        assertFalse(standing().isTold());
        assertNull(end.shownEstimateAt());
    }

    @Test
    void whatIsRestoredLaterDidNot() {
        say(5, at(90));
        resolve(100);
        assertEquals(State.PASSED, standing().state(minute(101)));
    }

    @Test
    void aReopeningBeginsWithoutOne() {
        say(5, at(90));
        resolve(60);
        incident.failAgain(minute(70));
        Update again = say(70, NOTHING);
        assertNull(incident.estimate());
        assertNull(again.shownEstimateAt());
    }

    @Test
    void wordsFromBeforeEstimatesWereShownGaveNone() {
        Update old = say(5, at(90));
        old.show(null);
        assertNull(incident.estimate());
        assertFalse(old.givesEstimate());
    }

    @Test
    void aLetterTellsItAsItWasWhenItsUpdateWasSaid() {
        Update first = say(5, at(90));
        Update second = say(30, at(150));
        Update third = say(40, unknown());
        resolve(60);
        assertEquals(
                minute(90), Objects.requireNonNull(incident.estimate(first)).at());
        assertEquals(
                minute(90), Objects.requireNonNull(incident.estimate(second)).movedFrom());
        assertTrue(Objects.requireNonNull(incident.estimate(third)).withdrawn());
        assertNull(incident.estimate(incident.lastUpdate()));
    }

    private Estimate standing() {
        return Objects.requireNonNull(incident.estimate());
    }

    private static UnaryOperator<Words> at(int minute) {
        return words -> words.expecting(minute(minute));
    }

    private static UnaryOperator<Words> unknown() {
        return words -> words.expecting(null);
    }

    private Update say(int minute, UnaryOperator<Words> more) {
        return said(minute, more.apply(words(Status.IDENTIFIED)));
    }

    private Update resolve(int minute) {
        return said(minute, words(Status.RESOLVED));
    }

    private Update said(int minute, Words words) {
        Instant now = minute(minute);
        int number = incident.updates().size() + 1;
        Update update = new Update("u" + number, number, words, Impact.MAJOR, now, now, "dana");
        incident.say(update, words, now, now);
        return update;
    }

    private static Words words(Status status) {
        return new Words(
                status,
                status == Status.RESOLVED ? Update.Kind.RESOLVED : Update.Kind.NEWS,
                "Words",
                null,
                null,
                Map.of(),
                null,
                null,
                false,
                true);
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
