package headsup.incident;

/** Fired in the transaction that appends an update. */
public record UpdatePosted(Incident incident, Update update) {}
