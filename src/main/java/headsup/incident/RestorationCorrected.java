package headsup.incident;

import java.time.Instant;

/** Fired in the transaction that corrects when the impact ended; before {@link IncidentChanged}. */
public record RestorationCorrected(String incidentId, Instant former, Instant restored) {}
