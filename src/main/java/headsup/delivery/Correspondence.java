package headsup.delivery;

import headsup.audience.Contacts;
import headsup.incident.Incident;
import headsup.incident.Incidents;
import headsup.incident.Promise;
import headsup.incident.Update;
import headsup.kernel.Refusal;
import headsup.kernel.Site;
import headsup.mail.Bulletin;
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
import org.jspecify.annotations.Nullable;

/** Turns claimed rows into letters: what the update says, to whom, and which letters of the thread went before. */
@ApplicationScoped
class Correspondence {

    private final Session database;
    private final Incidents incidents;
    private final Contacts contacts;
    private final Letters letters;
    private final Site site;
    private final Clock clock;

    Correspondence(Session database, Incidents incidents, Contacts contacts, Letters letters, Site site, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.incidents = incidents;
        this.contacts = contacts;
        this.letters = letters;
        this.site = site;
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
        Map<String, Bulletin> bulletins = new HashMap<>();
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
                Bulletin bulletin = bulletins.computeIfAbsent(row.updateId(), id -> bulletin(row.incidentId(), id));
                written.letters().add(letters.write(bulletin, recipient(row, person, before)));
            } catch (Refusal refusal) {
                written.unsent().add(Outcome.of(row, State.REJECTED, clock.instant(), refusal.detail()));
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

    private Bulletin bulletin(String incidentId, String updateId) {
        Incident incident = incidents.get(incidentId);
        Update update = incident.updates().stream()
                .filter(u -> u.id().equals(updateId))
                .findFirst()
                .orElseThrow();
        Promise promise = update.promise();
        return new Bulletin(
                new Bulletin.Topic(
                        incidentId, Bulletin.Stream.OUTAGE, incident.name(), site.link("/incidents/" + incidentId)),
                update.number(),
                new Bulletin.Body(
                        Locale.ENGLISH,
                        stateWord(update),
                        incidents.affectedNames(incident),
                        paragraphs(update.body()),
                        List.of()),
                update.publishedAt(),
                promise == null ? null : promise.dueAt());
    }

    private static String stateWord(Update update) {
        String word = update.status().word().replace('_', ' ');
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static List<String> paragraphs(String body) {
        return List.of(body.strip().split("\\R\\s*\\R"));
    }

    /**
     * The Message-IDs a mail reader threads by: the first letter of this incident that this contact has, then the last two.
     * Pure functions of the row, so nothing but the row is kept.
     */
    private Map<Long, List<String>> acceptedBefore(List<Claimed> claimed) {
        Map<Long, List<String>> before = new HashMap<>();
        database
                .createNativeQuery("""
                        SELECT this.id AS next, this.incident_id, f.number, d.id FROM delivery this
                          JOIN delivery d ON d.contact_id = this.contact_id AND d.incident_id = this.incident_id
                           AND d.id <> this.id AND d.state IN ('accepted', 'delivered', 'bounced')
                          JOIN fan_out f ON f.update_id = d.update_id
                          JOIN fan_out tf ON tf.update_id = this.update_id AND f.number < tf.number
                         WHERE this.id = ANY (:ids) ORDER BY this.id, f.number""", Object[].class)
                .setParameter("ids", claimed.stream().map(Claimed::id).toArray(Long[]::new))
                .stream()
                .forEach(row -> before.computeIfAbsent(((Number) row[0]).longValue(), id -> new ArrayList<>())
                        .add(letters.messageId(
                                (String) row[1], ((Number) row[2]).intValue(), ((Number) row[3]).longValue())));
        before.replaceAll((id, all) ->
                all.size() <= 3 ? all : List.of(all.get(0), all.get(all.size() - 2), all.get(all.size() - 1)));
        return before;
    }
}
