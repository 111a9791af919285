package headsup.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import headsup.mail.Courier.Standing;
import headsup.mail.Courier.Way;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a delivery has not gone, and which of several reasons is named. */
class WaitingTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:42:07Z");
    private static final Way OPEN = new Way("one:25", Standing.OPEN, "");
    private static final Way DEAD = new Way("two:25", Standing.OUT, "two:25 can't be reached: unknown host");
    private static final Way PAUSED = new Way("one:25", Standing.PAUSED, "");
    private static final Brakes.Brake LANE = brake("lane", "one:25");

    @Test
    void aBrakeIsNamedBeforeAllElse() {
        Waiting.Row row = row(State.DEFERRED, NOW.plusSeconds(60), "450 later");
        assertEquals("brake on everything, by dana: why not", why(List.of(brake("all", "")), List.of(DEAD), row));
        assertEquals(
                "brake on this incident, by dana: why not",
                why(List.of(brake("incident", "k3v9x0q2m1ab")), List.of(OPEN), row));
        assertEquals(
                "brake on this customer, by dana: why not",
                why(List.of(brake("customer", "rivermill")), List.of(OPEN), row));
    }

    @Test
    void aBrakeOnAnotherHoldsNobody() {
        Waiting.Row row = row(State.PENDING, NOW, null);
        List<Brakes.Brake> others = List.of(brake("incident", "another"), brake("customer", "another"), LANE);
        assertNull(why(others, List.of(PAUSED, new Way("two:25", Standing.OPEN, "")), row));
    }

    @Test
    void noRelayIsNamedBeforeTheTimeOfTheNextTry() {
        Waiting.Row row = row(State.DEFERRED, NOW.plusSeconds(60), "450 later");
        assertEquals("no relay answers: two:25 can't be reached: unknown host", why(List.of(), List.of(DEAD), row));
    }

    @Test
    void pausedLanesAreNamedWithWhoHoldsThemAndWhatElseIsOut() {
        Waiting.Row row = row(State.PENDING, NOW, null);
        assertEquals(
                "no lane is open: lane one:25 is paused, by dana: why not; two:25 can't be reached: unknown host",
                why(List.of(LANE), List.of(PAUSED, DEAD), row));
    }

    @Test
    void aWaitNamesItsTimeAndTheRelaysWords() {
        assertEquals(
                "until 10:43:07 CET; the relay said: 450 4.2.0 Greylisted",
                why(List.of(), List.of(OPEN), row(State.DEFERRED, NOW.plusSeconds(60), "450 4.2.0 Greylisted")));
        assertEquals(
                "until 10:42:12 CET; before the dot: closed",
                why(List.of(), List.of(OPEN), row(State.PENDING, NOW.plusSeconds(5), "before the dot: closed")));
    }

    @Test
    void whatIsAboutToGoWaitsForNothing() {
        assertNull(why(List.of(), List.of(OPEN, DEAD), row(State.DEFERRED, NOW, "450 later")));
        assertNull(why(List.of(), List.of(OPEN), row(State.PENDING, NOW, null)));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PENDING", "DEFERRED", "SUPPRESSED"})
    void whatWentOrNeverWillWaitsForNothing(State state) {
        assertNull(why(List.of(brake("all", "")), List.of(DEAD), row(state, NOW.plusSeconds(60), "250 Ok")));
    }

    private static @Nullable String why(List<Brakes.Brake> brakes, List<Way> ways, Waiting.Row row) {
        return new Waiting(brakes, ways, 20, NOW, ZoneId.of("Europe/Berlin")).of(row);
    }

    private static Waiting.Row row(State state, Instant notBefore, @Nullable String reply) {
        return new Waiting.Row(state, "k3v9x0q2m1ab", "rivermill", notBefore, null, reply);
    }

    private static Brakes.Brake brake(String scope, String subject) {
        return new Brakes.Brake(1, scope, subject, "why not", "dana", NOW);
    }
}
