package headsup.page;

import headsup.catalog.CatalogChanged;
import headsup.incident.Incident;
import headsup.incident.IncidentChanged;
import headsup.incident.VisibilityChanged;
import headsup.kernel.PublicId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.hibernate.Session;

/**
 * Says in the very transaction that changes something that the page has changed. PostgreSQL passes it on to every node when,
 * and only when, the transaction commits.
 */
@ApplicationScoped
class Notices {

    /** What a notice names when it is not one incident. */
    static final String CATALOG = "catalog";

    /**
     * What changed.
     *
     * @param about an incident's id, {@link #CATALOG} or {@link Stream#ANYTHING}
     * @param token drawn for this change; readers of the stream resume by it on any node
     * @param withdrawn an incident that the world may no longer see; empty for none. Readers are not told which
     */
    record Notice(String about, String token, String withdrawn) {

        Notice(String about, String token) {
            this(about, token, "");
        }

        static Notice of(String said) {
            String[] words = said.split(" ", 3);
            return new Notice(words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        }

        /** The same, naming no incident. */
        Notice unnamed() {
            return new Notice(Stream.ANYTHING, token, withdrawn);
        }
    }

    private final Session database;

    Notices(Session database) {
        this.database = database;
    }

    /** Of what the world may not see it does not even hear that something happened. */
    void incident(@Observes IncidentChanged change) {
        Incident incident = database.find(Incident.class, change.incidentId());
        if (incident != null && incident.visibility().isPublic()) {
            say(change.incidentId(), "");
        }
    }

    void visibility(@Observes VisibilityChanged change) {
        if (!change.visibility().isPublic()) {
            say(Stream.ANYTHING, " " + change.incidentId());
        }
    }

    void catalog(@Observes CatalogChanged change) {
        say(CATALOG, "");
    }

    private void say(String about, String more) {
        database.createNativeQuery("SELECT pg_notify(:channel, :notice)::text", String.class)
                .setParameter("channel", Wire.CHANNEL)
                .setParameter("notice", about + " " + PublicId.next() + more)
                .getSingleResult();
    }
}
