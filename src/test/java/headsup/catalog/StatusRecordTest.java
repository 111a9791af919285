package headsup.catalog;

import static headsup.catalog.ComponentStatus.DEGRADED_PERFORMANCE;
import static headsup.catalog.ComponentStatus.MAJOR_OUTAGE;
import static headsup.catalog.ComponentStatus.OPERATIONAL;
import static headsup.catalog.ComponentStatus.PARTIAL_OUTAGE;
import static headsup.catalog.ComponentStatus.UNDER_MAINTENANCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.catalog.Components.StatusChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a component looks to somebody who may not see all that was said of it. */
class StatusRecordTest {

    private static final String PUBLIC = "public";
    private static final String HIDDEN = "hidden";

    private int minute;

    @Test
    void whatOnlyAHiddenIncidentSaysIsNotSeen() {
        assertEquals(
                List.of(OPERATIONAL, OPERATIONAL),
                seen(byHand(OPERATIONAL), says(HIDDEN, MAJOR_OUTAGE), letsGo(HIDDEN), byHand(OPERATIONAL)));
    }

    @Test
    void whoLetsGoLeavesWhatOthersThatAreSeenStillSay() {
        assertEquals(
                List.of(PARTIAL_OUTAGE, DEGRADED_PERFORMANCE, PARTIAL_OUTAGE, OPERATIONAL),
                seen(
                        says(PUBLIC, PARTIAL_OUTAGE),
                        says(HIDDEN, MAJOR_OUTAGE),
                        says("another", DEGRADED_PERFORMANCE),
                        letsGo("another"),
                        letsGo(PUBLIC)));
    }

    @Test
    void theLastWordCountsAlsoWhereItIsMilder() {
        assertEquals(
                List.of(MAJOR_OUTAGE, PARTIAL_OUTAGE, DEGRADED_PERFORMANCE),
                seen(says(PUBLIC, MAJOR_OUTAGE), says(PUBLIC, PARTIAL_OUTAGE), says("another", DEGRADED_PERFORMANCE)));
    }

    @Test
    void aMaintenanceMakesNothingBetterThatIsSeenToBeWorse() {
        assertEquals(
                List.of(PARTIAL_OUTAGE, PARTIAL_OUTAGE, UNDER_MAINTENANCE),
                seen(says(PUBLIC, PARTIAL_OUTAGE), says("planned", UNDER_MAINTENANCE), letsGo(PUBLIC)));
        assertEquals(
                List.of(UNDER_MAINTENANCE), seen(says(HIDDEN, PARTIAL_OUTAGE), says("planned", UNDER_MAINTENANCE)));
    }

    @Test
    void whatIsSaidAtTheEndStaysUntilTheNextWord() {
        assertEquals(
                List.of(MAJOR_OUTAGE, DEGRADED_PERFORMANCE, PARTIAL_OUTAGE, OPERATIONAL),
                seen(
                        says(PUBLIC, MAJOR_OUTAGE),
                        record(PUBLIC, DEGRADED_PERFORMANCE, false),
                        says("another", PARTIAL_OUTAGE),
                        letsGo("another")));
    }

    private static List<ComponentStatus> seen(StatusRecord... records) {
        return StatusRecord.seen(List.of(records)).stream()
                .map(StatusChange::status)
                .toList();
    }

    private StatusRecord byHand(ComponentStatus status) {
        return record(null, status, false);
    }

    private StatusRecord says(String incident, ComponentStatus status) {
        return record(incident, status, true);
    }

    private StatusRecord letsGo(String incident) {
        return record(incident, null, false);
    }

    private StatusRecord record(@Nullable String incident, @Nullable ComponentStatus said, boolean holds) {
        Instant at = Instant.EPOCH.plusSeconds(60L * minute++);
        return new StatusRecord("cards", incident, said, holds, at, HIDDEN.equals(incident));
    }
}
