package headsup.delivery;

import headsup.audience.SentUpdates;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;

/** Answers which updates people were sent by email, out of the rows of their deliveries. */
@ApplicationScoped
class SentToPeople implements SentUpdates {

    private final Session database;

    SentToPeople(Session database) {
        this.database = database;
    }

    @Override
    @Transactional
    public Map<String, Sent> to(Collection<Long> contacts, Collection<String> updates) {
        Map<String, Sent> sent = new HashMap<>();
        database
                .createNativeQuery("""
                        SELECT update_id, state IN ('accepted', 'delivered'), accepted_at FROM delivery
                         WHERE update_id = ANY (:updates) AND contact_id = ANY (:contacts)
                           AND state IN ('accepted', 'delivered', 'bounced', 'rejected')
                         ORDER BY state IN ('accepted', 'delivered') DESC, accepted_at, id""", Object[].class)
                .setParameter("updates", updates.toArray(String[]::new))
                .setParameter("contacts", contacts.toArray(Long[]::new))
                .stream()
                .forEach(row -> sent.putIfAbsent((String) row[0], new Sent((Boolean) row[1], (Instant) row[2])));
        return sent;
    }
}
