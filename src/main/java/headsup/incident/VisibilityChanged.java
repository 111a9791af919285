package headsup.incident;

/** Fired in the transaction that changes who may see an incident; before {@link IncidentChanged}. */
public record VisibilityChanged(String incidentId, Visibility visibility) {}
