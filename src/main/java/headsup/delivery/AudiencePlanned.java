package headsup.delivery;

/**
 * Fired in the transaction that plans the last of a large fan-out, after the one that published its update: everybody whom the
 * incident affects is in its audience now.
 */
public record AudiencePlanned(String incidentId) {}
