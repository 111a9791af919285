package headsup.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnTest {

    private static final Instant FROM = Instant.parse("2026-11-21T02:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-11-21T04:00:00Z");

    @Test
    void itBeginsAtItsTimeAndNotBefore() {
        assertEquals(Optional.empty(), Turn.due(Status.SCHEDULED, FROM, UNTIL, true, FROM.minusMillis(1)));
        assertEquals(Optional.of(Turn.BEGIN), Turn.due(Status.SCHEDULED, FROM, UNTIL, true, FROM));
    }

    @Test
    void itEndsAtItsTimeWhateverItsStatusUnlessSomebodyKeptThatForThemselves() {
        assertEquals(Optional.empty(), Turn.due(Status.IN_PROGRESS, FROM, UNTIL, true, UNTIL.minusMillis(1)));
        assertEquals(Optional.of(Turn.END), Turn.due(Status.IN_PROGRESS, FROM, UNTIL, true, UNTIL));
        assertEquals(Optional.of(Turn.END), Turn.due(Status.VERIFYING, FROM, UNTIL, true, UNTIL));
        assertEquals(Optional.empty(), Turn.due(Status.IN_PROGRESS, FROM, UNTIL, false, UNTIL.plusSeconds(9_999)));
    }

    @Test
    void whatWasMissedAltogetherBeginsFirst() {
        assertEquals(Optional.of(Turn.BEGIN), Turn.due(Status.SCHEDULED, FROM, UNTIL, true, UNTIL.plusSeconds(60)));
    }

    @Test
    void whatIsOverStaysSo() {
        assertEquals(Optional.empty(), Turn.due(Status.COMPLETED, FROM, UNTIL, true, UNTIL.plusSeconds(60)));
    }

    @Test
    void aTickThatIsASecondLateTellsTheTimeThatWasPlannedAndOneAnHourLateItsOwn() {
        assertEquals(UNTIL, Turn.toldAt(UNTIL, UNTIL.plusSeconds(1)));
        assertEquals(UNTIL.plusSeconds(3600), Turn.toldAt(UNTIL, UNTIL.plusSeconds(3600)));
    }

    @Test
    void whoKnewOfALongerWindowKnewOfWhatIsLeftOfIt() {
        PlannedWindow first = new PlannedWindow(1, 1, FROM, UNTIL);
        PlannedWindow shorter = first.movedBy(2, FROM.plusSeconds(60), UNTIL);
        PlannedWindow longer = shorter.movedBy(3, FROM, UNTIL);
        assertEquals(1, shorter.announcedBy());
        assertEquals(3, longer.announcedBy());
    }
}
