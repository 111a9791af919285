package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import headsup.mail.Receipt;
import headsup.mail.Receipt.AddressFault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a receipt makes of a row. */
class SettlementTest {

    private static final Instant PUBLISHED = Instant.parse("2026-11-21T09:42:07Z");
    private static final Instant NOW = PUBLISHED.plusSeconds(3);

    @Test
    void anAcceptanceKeepsTheTimeTheWordsAndTheLane() {
        Instant at = NOW.minusSeconds(1);
        Outcome yes = Settlement.of(row(1), new Receipt.Accepted(7, at, "250 Ok", "relay:25"), NOW);
        assertEquals(new Outcome(7, 5, State.ACCEPTED, at, null, null, "250 Ok", "relay:25", true), yes);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,5", "3,15", "4,30", "9,30"})
    void aLaterIsTriedAgainAfterOneFiveFifteenAndThenEveryThirtyMinutes(int attempts, int minutes) {
        Outcome later = Settlement.of(row(attempts), new Receipt.Deferred(7, "450 later", null, true), NOW);
        assertEquals(State.DEFERRED, later.state());
        assertEquals(NOW.plus(Duration.ofMinutes(minutes)), later.lookAt());
        assertTrue(later.counted());
    }

    @Test
    void aWaitTheRelayAsksForIsHonouredWhenItIsLonger() {
        Outcome later = Settlement.of(row(1), new Receipt.Deferred(7, "450 later", Duration.ofMinutes(7), true), NOW);
        assertEquals(NOW.plus(Duration.ofMinutes(7)), later.lookAt());
    }

    @Test
    void aRelayThatCantBeReachedCountsForNothingAndIsTriedSoon() {
        Duration probe = Duration.ofSeconds(15);
        Outcome down = Settlement.of(
                row(3), new Receipt.Deferred(7, "5host:25 can't be reached: unknown host", probe, false), NOW);
        assertEquals(State.DEFERRED, down.state());
        assertEquals(NOW.plus(probe), down.lookAt());
        assertFalse(down.counted());
    }

    @Test
    void whatWasNotSentIsPendingAgainAndCountsForNothing() {
        Outcome again = Settlement.of(row(1), new Receipt.NotSent(7, "before the dot: closed"), NOW);
        assertEquals(State.PENDING, again.state());
        assertFalse(again.counted());
        assertEquals("before the dot: closed", again.reply());
    }

    @Test
    void aDoubtWaitsTwoMinutesForEvidence() {
        Outcome doubt = Settlement.of(row(1), new Receipt.Doubtful(7, "after the dot: closed"), NOW);
        assertEquals(State.IN_DOUBT, doubt.state());
        assertEquals(NOW.plus(Duration.ofMinutes(2)), doubt.lookAt());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNKNOWN_USER", "CLOSED"})
    void aRefusalSaysWhatItMeansForTheAddress(AddressFault fault) {
        Outcome no = Settlement.of(row(1), new Receipt.Rejected(7, "550 no", "5.1.1", fault), NOW);
        assertEquals(State.REJECTED, no.state());
        assertEquals(Settlement.word(fault), no.reason());
    }

    @Test
    void aRefusalByPolicySaysNothingOfTheAddress() {
        Outcome no = Settlement.of(row(1), new Receipt.Rejected(7, "554 5.7.1 no", "5.7.1", AddressFault.NONE), NOW);
        assertEquals(State.REJECTED, no.state());
        assertNull(no.reason());
    }

    @Test
    void aFullMailboxIsGivenUpAtTheFourthAttempt() {
        Receipt full = new Receipt.Deferred(7, "552 5.2.2 mailbox full", null, true);
        assertEquals(State.DEFERRED, Settlement.of(row(3), full, NOW).state());
        Outcome givenUp = Settlement.of(row(4), full, NOW);
        assertEquals(State.REJECTED, givenUp.state());
        assertEquals("full", givenUp.reason());
    }

    @Test
    void afterTwelveHoursNobodyIsHelpedByTheLetterAnyMore() {
        Instant late = PUBLISHED.plus(Duration.ofHours(12)).minusSeconds(30);
        Receipt later = new Receipt.Deferred(7, "450 later", null, true);
        assertEquals(State.EXPIRED, Settlement.of(row(4), later, late).state());
    }

    private static Claimed row(int attempts) {
        return new Claimed(7, "update000001", "incident0001", 3, 5, attempts, PUBLISHED);
    }
}
