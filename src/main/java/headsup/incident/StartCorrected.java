package headsup.incident;

import java.time.Instant;

/** Fired in the transaction that corrects when the impact began; before {@link IncidentChanged}. */
public record StartCorrected(String incidentId, Instant former, Instant start) {}
