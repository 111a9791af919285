package headsup.delivery;

import headsup.audience.Contacts;
import headsup.audience.Dependencies;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final Letters letters;
    private final Clock clock;

    Correspondence(
            Bulletins bulletins,
            EarlierLetters earlier,
            Contacts contacts,
            Dependencies dependencies,
            Letters letters,
            Clock clock) {
        this.clock = clock;
        this.dependencies = dependencies;
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
        Map<Long, Set<String>> own = ownComponents(claimed);
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
            if (person.asked() && !bulletins.isPublic(row)) {
                written.unsent()
                        .add(Outcome.of(row, State.SUPPRESSED, clock.instant(), null)
                                .because("no longer public"));
                continue;
            }
            try {
                Locale reader = Locale.forLanguageTag(person.locale());
                List<String> affected = bulletins.linesOf(row, reader, own.getOrDefault(row.id(), Set.of()));
                Recipient recipient = recipient(row, person, affected, before);
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

    /** Why this person gets no letter though one was planned. */
    private static String silence(Contacts.@Nullable Reader person) {
        return Objects.requireNonNullElse(person == null ? null : person.silence(), "removed");
    }

    /**
     * By delivery, the touched components that are the reader's own; nobody is told that what another town uses became worse. Where
     * there is one component, whoever is written to is written to about it.
     */
    private Map<Long, Set<String>> ownComponents(List<Claimed> claimed) {
        Map<Long, Set<String>> own = new HashMap<>();
        claimed.stream().collect(Collectors.groupingBy(Claimed::updateId)).values().stream()
                .filter(rows -> bulletins.components(rows.get(0)).size() > 1)
                .forEach(rows -> {
                    Claimed any = rows.get(0);
                    List<Long> people = rows.stream().map(Claimed::contactId).toList();
                    Map<Long, Set<String>> byContact =
                            dependencies.among(bulletins.components(any), people, any.incidentId());
                    rows.forEach(row -> own.put(row.id(), byContact.getOrDefault(row.contactId(), Set.of())));
                });
        return own;
    }

    /** @param affected lines on their own components; none where all of them stand */
    private static Recipient recipient(
            Claimed row, Contacts.Reader person, List<String> affected, Map<Long, List<String>> before) {
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
                person.asked());
    }
}
