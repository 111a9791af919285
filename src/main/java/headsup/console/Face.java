package headsup.console;

import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Status;

/**
 * How a state looks.
 *
 * @param kind names the shape and the colour
 * @param word comes first
 */
record Face(String kind, String word) {

    private static final String FINE = "operational";
    private static final String DEGRADED = "degraded";
    private static final String PARTIAL = "partial";
    private static final String MAJOR = "major";
    private static final String MAINTENANCE = "maintenance";

    static Face of(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> new Face(FINE, "Operational");
            case UNDER_MAINTENANCE -> new Face(MAINTENANCE, "Maintenance");
            case DEGRADED_PERFORMANCE -> new Face(DEGRADED, "Degraded");
            case PARTIAL_OUTAGE -> new Face(PARTIAL, "Partial outage");
            case MAJOR_OUTAGE -> new Face(MAJOR, "Major outage");
        };
    }

    /** As bad as it is; when it is over, that it is. */
    static Face of(Incident incident) {
        return incident.isOpen() ? of(incident.impact()) : new Face(FINE, "Over");
    }

    /** A maintenance, by where it stands. */
    static Face planned(Incident maintenance) {
        if (maintenance.cancelledAt() != null) {
            return new Face(MAINTENANCE, "Called off");
        }
        return new Face(maintenance.isOpen() ? MAINTENANCE : FINE, word(maintenance.status()));
    }

    private static Face of(Impact impact) {
        return switch (impact) {
            case NONE -> new Face(DEGRADED, "No impact");
            case MINOR -> new Face(DEGRADED, "Minor");
            case MAJOR -> new Face(PARTIAL, "Major");
            case CRITICAL -> new Face(MAJOR, "Critical");
        };
    }

    static String word(Status status) {
        return switch (status) {
            case INVESTIGATING -> "Investigating";
            case IDENTIFIED -> "Identified";
            case MONITORING -> "Monitoring";
            case RESOLVED -> "Resolved";
            case POSTMORTEM -> "Root cause told";
            case SCHEDULED -> "Scheduled";
            case IN_PROGRESS -> "In progress";
            case VERIFYING -> "Verifying";
            case COMPLETED -> "Completed";
        };
    }
}
