package headsup.audience;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A person at a customer, with an address. Only what changed is written: a bounce may quarantine the row at the same time.
 */
@Entity
@DynamicUpdate
@Table(name = "contact")
class Contact {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String email;
    private @Nullable String name;
    private String locale;
    private String timeZone;

    @SuppressWarnings("UnusedVariable") // read by SQL alone
    private String token;

    private @Nullable Instant unsubscribedAt;
    private @Nullable Instant quarantinedAt;
    private @Nullable String quarantineReason;

    @SuppressWarnings("UnusedVariable") // read by SQL alone
    private Instant createdAt;

    private @Nullable Instant removedAt;
    private @Nullable Instant chosenAt;
    private boolean timeZoneChosen;

    @SuppressWarnings("NullAway.Init")
    protected Contact() {}

    /** @param unsubscribedAt since when the owner of the address wants no email; null when they never said so */
    Contact(Wanted.Contact wanted, Instant at, @Nullable Instant unsubscribedAt) {
        this.unsubscribedAt = unsubscribedAt;
        this.email = wanted.email();
        this.name = wanted.name();
        this.locale = wanted.locale();
        this.timeZone = wanted.timeZone();
        this.token = Token.next();
        this.createdAt = at;
    }

    long id() {
        return Objects.requireNonNull(id, "not stored yet");
    }

    boolean isAt(String address) {
        return email.equalsIgnoreCase(address);
    }

    boolean isRemoved() {
        return removedAt != null;
    }

    /** As a list wants it, and back on the list; what the person said about mail, language and time zone stays. */
    void become(Wanted.Contact wanted) {
        email = wanted.email();
        name = wanted.name();
        if (chosenAt == null) {
            locale = wanted.locale();
        }
        if (!timeZoneChosen) {
            timeZone = wanted.timeZone();
        }
        removedAt = null;
    }

    /** As somebody wrote it down who looked at this very contact. */
    void correct(Wanted.Contact wanted) {
        become(wanted);
        locale = wanted.locale();
        timeZone = wanted.timeZone();
    }

    /** The same person as {@code former}, whose wish for quiet goes with them. */
    void succeed(Contact former) {
        unsubscribedAt = unsubscribedAt == null ? former.unsubscribedAt : unsubscribedAt;
    }

    void remove(Instant at) {
        removedAt = removedAt == null ? at : removedAt;
    }

    void erase(Instant at) {
        email = "erased-" + id() + "@erased.invalid";
        name = null;
        locale = Proofreader.FIRST_LOCALE;
        timeZone = Proofreader.FIRST_TIME_ZONE;
        token = Token.next();
        chosenAt = null;
        timeZoneChosen = false;
        quarantineReason = null;
        remove(at);
    }

    Profile.Contact profile() {
        return new Profile.Contact(
                id(), email, name, locale, timeZone, unsubscribedAt, quarantinedAt, quarantineReason);
    }
}
