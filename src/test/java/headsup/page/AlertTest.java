package headsup.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import headsup.incident.Impact;
import headsup.incident.Status;
import headsup.page.Alert.Certainty;
import headsup.page.Alert.Severity;
import headsup.page.Alert.Type;
import headsup.page.Alert.Urgency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertTest {

    private static final Duration TOMORROW = Duration.ofDays(1);

    @Test
    void anAlertIsUpdatedUntilItIsCancelled() {
        assertEquals(Type.ALERT, Alert.type(true, true));
        assertEquals(Type.UPDATE, Alert.type(true, false));
        assertEquals(Type.CANCEL, Alert.type(false, false));
    }

    @Test
    void whatIsOverWhenItIsFirstToldOfHasNothingToCancel() {
        assertEquals(Type.ALERT, Alert.type(false, true));
    }

    @Test
    void noOutageIsExtreme() {
        assertEquals(Severity.SEVERE, Alert.severity(Impact.CRITICAL));
        assertEquals(Severity.MODERATE, Alert.severity(Impact.MAJOR));
        assertEquals(Severity.MINOR, Alert.severity(Impact.MINOR));
        assertEquals(Severity.MINOR, Alert.severity(Impact.NONE));
    }

    @Test
    void whatHurtsIsUrgentAndWhatIsWatchedLess() {
        assertEquals(Urgency.IMMEDIATE, Alert.urgency(Status.INVESTIGATING, Duration.ZERO));
        assertEquals(Urgency.IMMEDIATE, Alert.urgency(Status.IDENTIFIED, Duration.ZERO));
        assertEquals(Urgency.IMMEDIATE, Alert.urgency(Status.IN_PROGRESS, Duration.ZERO));
        assertEquals(Urgency.EXPECTED, Alert.urgency(Status.MONITORING, Duration.ZERO));
        assertEquals(Urgency.PAST, Alert.urgency(Status.RESOLVED, Duration.ZERO));
        assertEquals(Urgency.PAST, Alert.urgency(Status.COMPLETED, TOMORROW));
    }

    @Test
    void whatIsPlannedIsExpectedWithinTheHourAndFutureBefore() {
        assertEquals(Urgency.FUTURE, Alert.urgency(Status.SCHEDULED, TOMORROW));
        assertEquals(Urgency.FUTURE, Alert.urgency(Status.SCHEDULED, Duration.ofMinutes(61)));
        assertEquals(Urgency.EXPECTED, Alert.urgency(Status.SCHEDULED, Duration.ofMinutes(60)));
        assertEquals(Urgency.EXPECTED, Alert.urgency(Status.SCHEDULED, Duration.ofMinutes(-1)));
    }

    @Test
    void onlyWhatIsPlannedIsNotObserved() {
        for (Status status : Status.values()) {
            assertEquals(status == Status.SCHEDULED ? Certainty.LIKELY : Certainty.OBSERVED, Alert.certainty(status));
        }
    }
}
