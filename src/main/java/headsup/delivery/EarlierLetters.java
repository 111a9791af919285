package headsup.delivery;

import headsup.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * What a letter answers to: the letters of the same incident that the same contact has. Their Message-IDs are pure functions
 * of their rows, so nothing but the rows is kept. Within the caller's transaction.
 */
@ApplicationScoped
class EarlierLetters {

    private final Session database;
    private final Bulletins bulletins;
    private final Letters letters;

    EarlierLetters(Session database, Bulletins bulletins, Letters letters) {
        this.database = database;
        this.bulletins = bulletins;
        this.letters = letters;
    }

    /** By delivery, the Message-IDs a mail reader threads by: the very first one, then the last two. Nothing for first letters. */
    Map<Long, List<String>> acceptedBefore(List<Claimed> claimed) {
        Map<Long, List<String>> before = new HashMap<>();
        claimed.stream()
                .filter(row -> bulletins.number(row) > 1)
                .collect(Collectors.groupingBy(Claimed::updateId))
                .values()
                .forEach(rows -> before.putAll(acceptedBeforeThis(rows)));
        before.replaceAll((id, all) ->
                all.size() <= 3 ? all : List.of(all.get(0), all.get(all.size() - 2), all.get(all.size() - 1)));
        return before;
    }

    /** Of rows of one update, oldest first. */
    private Map<Long, List<String>> acceptedBeforeThis(List<Claimed> rows) {
        String incident = rows.get(0).incidentId();
        Map<Long, Long> next = rows.stream().collect(Collectors.toMap(Claimed::contactId, Claimed::id));
        Long[] contacts = next.keySet().stream().sorted().toArray(Long[]::new);
        Map<Long, List<String>> before = new HashMap<>();
        for (Object[] update : updatesBefore(rows.get(0).updateId())) {
            int number = ((Number) update[1]).intValue();
            for (Object[] letter : accepted((String) update[0], contacts)) {
                before.computeIfAbsent(next.get(letter[0]), id -> new ArrayList<>())
                        .add(letters.messageId(incident, number, (Long) letter[1]));
            }
        }
        return before;
    }

    private List<Object[]> updatesBefore(String update) {
        return database.createNativeQuery("""
                        SELECT f.update_id, f.number FROM fan_out f JOIN fan_out this ON this.update_id = :update
                         WHERE f.incident_id = this.incident_id AND f.number < this.number ORDER BY f.number""", Object[].class)
                .setParameter("update", update)
                .getResultList();
    }

    /** By the index of update and contact, where the neighbours of a stream are neighbours too. */
    private List<Object[]> accepted(String update, Long[] contacts) {
        return database.createNativeQuery("""
                        SELECT contact_id, coalesce(carried_by, id) FROM delivery WHERE update_id = :update AND contact_id = ANY (:contacts)
                           AND state IN ('accepted', 'delivered', 'bounced')""", Object[].class)
                .setParameter("update", update)
                .setParameter("contacts", contacts)
                .getResultList();
    }
}
