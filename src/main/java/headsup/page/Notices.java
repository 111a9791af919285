package headsup.page;

import headsup.catalog.CatalogChanged;
import headsup.incident.IncidentChanged;
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
     * @param about an incident's id, or {@link #CATALOG}
     * @param token drawn for this change; readers of the stream resume by it on any node
     */
    record Notice(String about, String token) {
        static Notice of(String said) {
            String[] words = said.split(" ", 2);
            return new Notice(words[0], words.length > 1 ? words[1] : "");
        }
    }

    private final Session database;

    Notices(Session database) {
        this.database = database;
    }

    void incident(@Observes IncidentChanged change) {
        say(change.incidentId());
    }

    void catalog(@Observes CatalogChanged change) {
        say(CATALOG);
    }

    private void say(String about) {
        database.createNativeQuery("SELECT pg_notify(:channel, :notice)::text", String.class)
                .setParameter("channel", Wire.CHANNEL)
                .setParameter("notice", about + " " + PublicId.next())
                .getSingleResult();
    }
}
