package headsup.incident;

/** Fired in every transaction that changes an incident in any way; after {@link UpdatePosted} where both are. */
public record IncidentChanged(String incidentId) {}
