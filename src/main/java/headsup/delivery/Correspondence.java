package headsup.delivery;

import headsup.audience.Audience;
import headsup.audience.Contacts;
import headsup.audience.Dependencies;
import headsup.incident.Incidents;
import headsup.mail.Letter;
import headsup.mail.Letters;
import headsup.mail.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns claimed rows into letters: what the update says, to whom, and which letters of the thread went before. */
@ApplicationScoped
class Correspondence {

    private static final Logger LOG = Logger.getLogger(Correspondence.class);

    private final Bulletins bulletins;
    private final EarlierLetters earlier;
    private final Contacts contacts;
    private final Dependencies dependencies;
    private final Incidents incidents;
    private final Audience audience;
    private final Letters letters;
    private final SharedEmails shared;
    private final Clock clock;

    Correspondence(
            Bulletins bulletins,
            EarlierLetters earlier,
            Contacts contacts,
            Dependencies dependencies,
            Incidents incidents,
            Audience audience,
            Letters letters,
            SharedEmails shared,
            Clock clock) {
        this.shared = shared;
        this.clock = clock;
        this.dependencies = dependencies;
        this.incidents = incidents;
        this.audience = audience;
        this.bulletins = bulletins;
        this.earlier = earlier;
        this.contacts = contacts;
        this.letters = letters;
    }

    /** Letters to send, and what became of rows that need or can have none. */
    record Written(List<Letter> letters, List<Outcome> unsent) {}

    /** One letter or one outcome for every row. */
    @Transactional
    Written write(List<Claimed> claimed) {
        Map<Long, Contacts.Reader> people =
                contacts.readers(claimed.stream().map(Claimed::contactId).toList());
        Map<Long, List<String>> before = earlier.acceptedBefore(claimed);
        Map<Long, List<Long>> companions = companions(claimed, people);
        Map<Long, Set<String>> own = ownComponents(claimed, companions);
        Map<Long, List<String>> organisations = organisations(claimed, companions);
        Set<Long> hidden = hidden(claimed, companions);
        Written written = new Written(new ArrayList<>(claimed.size()), new ArrayList<>());
        for (Claimed row : claimed) {
            Contacts.Reader person = people.get(row.contactId());
            if (person == null || person.silence() != null) {
                written.unsent()
                        .add(Outcome.of(row, State.SUPPRESSED, clock.instant(), null)
                                .because(silence(person)));
                continue;
            }
            // It was public when this was planned.
            if (hidden.contains(row.id())) {
                written.unsent()
                        .add(Outcome.of(row, State.SUPPRESSED, clock.instant(), null)
                                .because("no longer public"));
                continue;
            }
            try {
                Locale reader = Locale.forLanguageTag(person.locale());
                List<String> affected = bulletins.linesOf(row, reader, own.getOrDefault(row.id(), Set.of()));
                List<String> names = organisations.getOrDefault(row.id(), List.of());
                Recipient recipient = recipient(row, person, affected, before, names);
                written.letters().add(letters.write(bulletins.about(row, reader), recipient));
            } catch (RuntimeException unwritable) {
                // One row that can't be written must not hold the other letters of its batch.
                LOG.warnf("Delivery %d can't be written: %s", row.id(), unwritable.getMessage());
                written.unsent()
                        .add(Outcome.of(row, State.REJECTED, clock.instant(), String.valueOf(unwritable.getMessage())));
            }
        }
        return written;
    }

    /** By delivery, the other contacts its email is for, without those who left since it was planned. */
    private Map<Long, List<Long>> companions(List<Claimed> claimed, Map<Long, Contacts.Reader> people) {
        List<Long> carriers = claimed.stream()
                .filter(row -> {
                    Contacts.Reader person = people.get(row.contactId());
                    return person != null && person.silence() == null;
                })
                .map(Claimed::id)
                .toList();
        Map<Long, List<Long>> all = shared.contacts(carriers);
        if (all.isEmpty()) {
            return all;
        }
        List<Long> others = all.values().stream().flatMap(List::stream).toList();
        Map<Long, Contacts.Reader> known = contacts.readers(others);
        Map<String, List<Long>> silent = others.stream()
                .filter(id -> known.get(id) == null || known.get(id).silence() != null)
                .collect(Collectors.groupingBy(id -> silence(known.get(id))));
        if (silent.isEmpty()) {
            return all;
        }
        silent.forEach((why, who) -> shared.leaveOut(all.keySet(), who, why));
        return shared.contacts(carriers);
    }

    /** Deliveries of what only the affected may see now, none of whose contacts is of an affected customer. */
    private Set<Long> hidden(List<Claimed> claimed, Map<Long, List<Long>> companions) {
        Set<String> open =
                incidents.publicOnes(claimed.stream().map(Claimed::incidentId).collect(Collectors.toSet()));
        Set<Long> hidden = new HashSet<>();
        claimed.stream()
                .filter(row -> !open.contains(row.incidentId()))
                .collect(Collectors.groupingBy(Claimed::incidentId))
                .forEach((incident, rows) -> {
                    Set<Long> affected = audience.affectedContacts(
                            incident,
                            rows.stream()
                                    .flatMap(row -> contactIds(row, companions).stream())
                                    .toList());
                    rows.stream()
                            .filter(row -> Collections.disjoint(affected, contactIds(row, companions)))
                            .forEach(row -> hidden.add(row.id()));
                });
        return hidden;
    }

    /** Why this person gets no letter though one was planned. */
    private static String silence(Contacts.@Nullable Reader person) {
        return Objects.requireNonNullElse(person == null ? null : person.silence(), "removed");
    }

    /**
     * By delivery, the touched components that are the reader's own, as a contact of each customer the email is for; nobody is told
     * that what another town uses became worse. Where there is one component, whoever is written to is written to about it.
     */
    private Map<Long, Set<String>> ownComponents(List<Claimed> claimed, Map<Long, List<Long>> companions) {
        Map<Long, Set<String>> own = new HashMap<>();
        claimed.stream().collect(Collectors.groupingBy(Claimed::updateId)).values().stream()
                .filter(rows -> bulletins.components(rows.get(0)).size() > 1)
                .forEach(rows -> {
                    Claimed any = rows.get(0);
                    List<Long> people = rows.stream()
                            .flatMap(row -> contactIds(row, companions).stream())
                            .toList();
                    Map<Long, Set<String>> byContact =
                            dependencies.among(bulletins.components(any), people, any.incidentId());
                    rows.forEach(row -> own.put(
                            row.id(),
                            union(contactIds(row, companions).stream()
                                    .map(contact -> byContact.getOrDefault(contact, Set.of()))
                                    .toList())));
                });
        return own;
    }

    /** Of one who depends on nothing in particular it is all of them, and so it is for whoever reads their email. */
    private static Set<String> union(List<Set<String>> sets) {
        return sets.size() == 1
                ? sets.get(0)
                : sets.stream().anyMatch(Set::isEmpty)
                        ? Set.of()
                        : sets.stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /** All contacts whose email this one is. */
    private static List<Long> contactIds(Claimed row, Map<Long, List<Long>> companions) {
        List<Long> others = companions.get(row.id());
        return others == null
                ? List.of(row.contactId())
                : Stream.concat(Stream.of(row.contactId()), others.stream()).toList();
    }

    /** By delivery, the names of all customers whose contact its reader is, where there is more than one. */
    private Map<Long, List<String>> organisations(List<Claimed> claimed, Map<Long, List<Long>> companions) {
        List<Claimed> several =
                claimed.stream().filter(row -> companions.containsKey(row.id())).toList();
        if (several.isEmpty()) {
            return Map.of();
        }
        Map<Long, Contacts.Addressee> people =
                contacts
                        .byIds(several.stream()
                                .flatMap(row -> contactIds(row, companions).stream())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Contacts.Addressee::id, person -> person));
        return several.stream()
                .collect(Collectors.toMap(Claimed::id, row -> names(contactIds(row, companions), people)));
    }

    private static List<String> names(List<Long> contactIds, Map<Long, Contacts.Addressee> people) {
        Set<String> names = new LinkedHashSet<>();
        for (Long id : contactIds) {
            Contacts.Addressee person = people.get(id);
            String customer = person == null || person.removedAt() != null ? null : person.customerName();
            if (customer != null) {
                names.add(customer);
            }
        }
        return List.copyOf(names);
    }

    /**
     * @param affected lines on their own components; none where all of them stand
     * @param organisations those it is for, where there is more than one
     */
    private static Recipient recipient(
            Claimed row,
            Contacts.Reader person,
            List<String> affected,
            Map<Long, List<String>> before,
            List<String> organisations) {
        return new Recipient(
                row.id(),
                new Recipient.Contact(
                        person.email(),
                        person.name(),
                        Locale.forLanguageTag(person.locale()),
                        ZoneId.of(person.timeZone())),
                affected,
                person.token(),
                before.getOrDefault(row.id(), List.of()),
                person.asked(),
                organisations);
    }
}
