package headsup.delivery;

import headsup.audience.Contacts;
import headsup.mail.Bulletin;
import headsup.mail.Letter;
import headsup.mail.Letters;
import headsup.mail.Recipient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Turns claimed rows into letters: what the update says, to whom, and which letters of the thread went before. */
@ApplicationScoped
class Correspondence {

    private static final Logger LOG = Logger.getLogger(Correspondence.class);

    private final Bulletins bulletins;
    private final EarlierLetters earlier;
    private final Contacts contacts;
    private final Letters letters;
    private final Clock clock;

    Correspondence(Bulletins bulletins, EarlierLetters earlier, Contacts contacts, Letters letters, Clock clock) {
        this.clock = clock;
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
        Written written = new Written(new ArrayList<>(claimed.size()), new ArrayList<>());
        for (Claimed row : claimed) {
            Contacts.Reader person = people.get(row.contactId());
            if (person == null || person.silence() != null) {
                written.unsent()
                        .add(Outcome.of(row, State.SUPPRESSED, clock.instant(), null)
                                .because(silence(person)));
                continue;
            }
            try {
                Recipient recipient = recipient(row, person, before);
                Bulletin bulletin = bulletins.about(row, recipient.contact().locale());
                written.letters().add(letters.write(bulletin, recipient));
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

    private static Recipient recipient(Claimed row, Contacts.Reader person, Map<Long, List<String>> before) {
        return new Recipient(
                row.id(),
                new Recipient.Contact(
                        person.email(),
                        person.name(),
                        Locale.forLanguageTag(person.locale()),
                        ZoneId.of(person.timeZone())),
                List.of(),
                person.token(),
                before.getOrDefault(row.id(), List.of()),
                person.asked());
    }
}
