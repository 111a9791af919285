package headsup.audience;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;

/** Which components are a contact's own: those its customer depends on, or those a subscriber chose. */
@ApplicationScoped
public class Dependencies {

    private final Session database;

    Dependencies(Session database) {
        this.database = database;
    }

    /**
     * By contact, those of the components that are its own: what its customer depends on as frozen when it joined, or what a
     * subscriber chose. A contact with none is left out, and so is a subscriber who asked for everything, or for this incident,
     * and not for components alone. One statement for a whole batch of letters.
     *
     * @param incidentId the incident that touches the components
     */
    @Transactional
    public Map<Long, Set<String>> among(Collection<String> components, Collection<Long> contacts, String incidentId) {
        Map<Long, Set<String>> own = new HashMap<>();
        database
                .createNativeQuery("""
                        SELECT k.id, s.components FROM contact k
                          JOIN audience_member m ON m.incident_id = :incident AND m.customer_id = k.customer_id
                          JOIN dependency_set s ON s.incident_id = m.incident_id AND s.id = m.dependency_set
                         WHERE k.id = ANY (:contacts) AND cardinality(s.components) > 0
                        UNION ALL
                        SELECT s.contact_id, array_agg(s.topic) FROM subscription s
                          JOIN contact k ON k.id = s.contact_id AND k.customer_id IS NULL
                         WHERE s.contact_id = ANY (:contacts) AND s.topic = ANY (:components)
                           AND NOT EXISTS (SELECT FROM subscription o WHERE o.contact_id = s.contact_id AND o.topic IN ('*', :incident))
                         GROUP BY s.contact_id""", Object[].class)
                .setParameter("components", components.toArray(String[]::new))
                .setParameter("contacts", contacts.toArray(Long[]::new))
                .setParameter("incident", incidentId)
                .stream()
                .forEach(row -> own.put(((Number) row[0]).longValue(), Set.of((String[]) row[1])));
        return own;
    }
}
