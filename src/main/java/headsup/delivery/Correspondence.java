package headsup.delivery;

import headsup.audience.Contacts;
import headsup.mail.Letter;
import headsup.mail.Letters;
import headsup.mail.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns claimed rows into letters: what the update says, to whom, and which letters of the thread went before. */
@ApplicationScoped
class Correspondence {

    private static final Logger LOG = Logger.getLogger(Correspondence.class);

    private final Session database;
    private final Bulletins bulletins;
    private final Contacts contacts;
    private final Letters letters;
    private final Clock clock;

    Correspondence(Session database, Bulletins bulletins, Contacts contacts, Letters letters, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.bulletins = bulletins;
        this.contacts = contacts;
        this.letters = letters;
    }

    /** Letters to send, and what became of rows that need or can have none. */
    record Written(List<Letter> letters, List<Outcome> unsent) {}

    /** One letter or one outcome for every row. */
    @Transactional
    Written write(List<Claimed> claimed) {
        Map<Long, Contacts.Addressee> people =
                contacts.byIds(claimed.stream().map(Claimed::contactId).toList()).stream()
                        .collect(Collectors.toMap(Contacts.Addressee::id, person -> person));
        Map<Long, List<String>> before = acceptedBefore(claimed);
        Written written = new Written(new ArrayList<>(claimed.size()), new ArrayList<>());
        for (Claimed row : claimed) {
            Contacts.Addressee person = people.get(row.contactId());
            String reason = silenced(person);
            if (person == null || reason != null) {
                written.unsent()
                        .add(Outcome.of(row, State.SUPPRESSED, clock.instant(), null)
                                .because(reason == null ? "removed" : reason));
                continue;
            }
            try {
                written.letters().add(letters.write(bulletins.about(row), recipient(row, person, before)));
            } catch (RuntimeException unwritable) {
                // One row that can't be written must not hold the other letters of its batch.
                LOG.warnf("Delivery %d can't be written: %s", row.id(), unwritable.getMessage());
                written.unsent()
                        .add(Outcome.of(row, State.REJECTED, clock.instant(), String.valueOf(unwritable.getMessage())));
            }
        }
        return written;
    }

    /** Why this person gets no letter though one was planned; null when they do. */
    private static @Nullable String silenced(Contacts.@Nullable Addressee person) {
        if (person == null || person.removedAt() != null) {
            return "removed";
        }
        if (person.unsubscribedAt() != null) {
            return "unsubscribed";
        }
        return person.quarantinedAt() == null ? null : "quarantined";
    }

    private static Recipient recipient(Claimed row, Contacts.Addressee person, Map<Long, List<String>> before) {
        return new Recipient(
                row.id(),
                new Recipient.Contact(
                        person.email(),
                        person.name(),
                        Locale.forLanguageTag(person.locale()),
                        ZoneId.of(person.timeZone())),
                List.of(),
                person.token(),
                before.getOrDefault(row.id(), List.of()));
    }

    /**
     * The Message-IDs a mail reader threads by: the first letter of this incident that this contact has, then the last two.
     * Pure functions of the row, so nothing but the row is kept.
     */
    private Map<Long, List<String>> acceptedBefore(List<Claimed> claimed) {
        Map<Long, List<String>> before = new HashMap<>();
        List<Claimed> later = claimed.stream()
                .filter(row -> bulletins.about(row).number() > 1)
                .toList();
        if (later.isEmpty()) {
            return before;
        }
        database
                .createNativeQuery("""
                        SELECT this.id AS next, this.incident_id, f.number, d.id FROM delivery this
                          JOIN fan_out tf ON tf.update_id = this.update_id
                          JOIN fan_out f ON f.incident_id = this.incident_id AND f.number < tf.number
                          JOIN delivery d ON d.update_id = f.update_id AND d.contact_id = this.contact_id
                           AND d.state IN ('accepted', 'delivered', 'bounced')
                         WHERE this.id = ANY (:ids) ORDER BY this.id, f.number""", Object[].class)
                .setParameter("ids", later.stream().map(Claimed::id).toArray(Long[]::new))
                .stream()
                .forEach(row -> before.computeIfAbsent(((Number) row[0]).longValue(), id -> new ArrayList<>())
                        .add(letters.messageId(
                                (String) row[1], ((Number) row[2]).intValue(), ((Number) row[3]).longValue())));
        before.replaceAll((id, all) ->
                all.size() <= 3 ? all : List.of(all.get(0), all.get(all.size() - 2), all.get(all.size() - 1)));
        return before;
    }
}
