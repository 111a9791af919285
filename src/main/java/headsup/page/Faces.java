package headsup.page;

import headsup.catalog.ComponentStatus;
import headsup.incident.Impact;
import headsup.incident.Incident;
import headsup.incident.Kind;
import headsup.page.Sheets.Face;

/** How states look: a word of the language, and the name of a shape and colour. */
final class Faces {

    private final Chrome chrome;

    Faces(Chrome chrome) {
        this.chrome = chrome;
    }

    Face of(ComponentStatus status) {
        return new Face(kind(status), chrome.say("state." + status.word()));
    }

    /** An open incident looks as bad as it is, one that is over looks well; a maintenance looks planned. */
    Face of(Incident incident) {
        if (incident.kind() == Kind.MAINTENANCE) {
            return new Face("maintenance", chrome.say("kind.maintenance"));
        }
        if (!incident.isOpen()) {
            return new Face(
                    "operational", chrome.say("status." + incident.status().word()));
        }
        return of(incident.impact());
    }

    /** The same for somebody for whom it is so bad. */
    Face of(Incident incident, Impact own) {
        return incident.kind() == Kind.MAINTENANCE || !incident.isOpen() ? of(incident) : of(own);
    }

    private Face of(Impact impact) {
        return new Face(kind(impact), chrome.say("impact." + impact.word()));
    }

    static String kind(ComponentStatus status) {
        return switch (status) {
            case OPERATIONAL -> "operational";
            case UNDER_MAINTENANCE -> "maintenance";
            case DEGRADED_PERFORMANCE -> "degraded";
            case PARTIAL_OUTAGE -> "partial";
            case MAJOR_OUTAGE -> "major";
        };
    }

    /** An open incident without impact still deserves a look. */
    static String kind(Impact impact) {
        return switch (impact) {
            case NONE, MINOR -> "degraded";
            case MAJOR -> "partial";
            case CRITICAL -> "major";
        };
    }
}
