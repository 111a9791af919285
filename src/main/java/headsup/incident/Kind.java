package headsup.incident;

/** Unplanned or planned. */
public enum Kind {
    INCIDENT,
    MAINTENANCE
}
